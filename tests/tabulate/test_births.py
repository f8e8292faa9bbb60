"""The front of the room: birth histories from records to a table, in both layouts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import famplan as fp
from famplan.datasets import synthetic_survey
from famplan.errors import DefinitionError, FaultyRowsError, InvalidInputError
from famplan.tabulate import BirthTally, birth_history

if TYPE_CHECKING:
    from pathlib import Path

Columns = dict[str, np.ndarray[Any, Any]]


def survey(seed: int = 1, women: int = 600) -> Columns:
    """A made survey in the recode layout."""
    return dict(synthetic_survey(women, seed=seed, clusters=30).columns)


def same(left: BirthTally, right: BirthTally) -> bool:
    """Tell whether two tallies hold the same counts, cell by cell, in whatever order."""

    def cells(tally: BirthTally) -> dict[tuple[object, ...], list[float]]:
        keys = list(zip(*(list(key) for key in tally.counts.keys), strict=True))
        sums = tally.counts.sums
        return {key: [*sums["births"][i], *sums["months"][i]] for i, key in enumerate(keys)}

    first, second = cells(left), cells(right)
    return first.keys() == second.keys() and all(
        np.allclose(first[key], second[key], rtol=1e-12) for key in first
    )


def long_tables(data: Columns) -> tuple[Columns, Columns]:
    """The same survey as a table of women and one of births, the births in no order."""
    size = len(data["v005"])
    women = {
        "woman": np.arange(1, size + 1),
        "weight": data["v005"] / 1e6,
        "interview": data["v008"],
        "born": data["v011"],
        "cluster": data["v021"],
        "stratum": data["v022"],
        "v025": data["v025"],
    }
    ranks = [name for name in data if name.startswith("b3_")]
    mother = np.concatenate([women["woman"] for _ in ranks])
    month = np.concatenate([np.nan_to_num(np.asarray(data[name], float)) for name in ranks])
    order = np.random.default_rng(0).permutation(np.flatnonzero(month > 0))
    return women, {"woman": mother[order], "birth": month[order]}


def iso(months: np.ndarray[Any, Any]) -> list[str]:
    """Months as texts of a day in them."""
    pairs = (divmod(int(month) - 1, 12) for month in months)
    return [f"{1900 + year}-{month + 1:02d}-15" for year, month in pairs]


def test_front_door() -> None:
    """The example of the README's kind works: file to table, with groups, and tallies add."""
    data = survey()
    tally = fp.tabulate.birth_history(data, by=["v025", "v106"])
    table = tally.estimate("TFR", "GFR", "ASFR")
    assert table.groups == ("v025", "v106")
    assert {row["indicator"] for row in table} == {"TFR", "GFR", "ASFR"}
    assert (tally + tally).findings.rows == 2 * len(data["v005"])


@given(st.integers(1, 599))
def test_parts_add_up(cut: int) -> None:
    """The tally of two parts of a file is the tally of the file."""
    data = survey()
    parts = [{k: v[:cut] for k, v in data.items()}, {k: v[cut:] for k, v in data.items()}]
    first, second = (birth_history(part, by="v025") for part in parts)
    assert same(first + second, birth_history(data, by="v025"))


def test_long_equals_wide() -> None:
    """Women and births in two tables give the estimates of births in columns."""
    data = survey()
    women, births = long_tables(data)
    wide = birth_history(data, by="v025").estimate("TFR").to_dicts()
    for long in (birth_history(women, births=births, by="v025"),):
        for left, right in zip(long.estimate("TFR").to_dicts(), wide, strict=True):
            assert left["value"] == pytest.approx(right["value"], rel=1e-12)
            assert left["se"] == pytest.approx(right["se"], rel=1e-9)
            assert left["denominator"] == pytest.approx(right["denominator"], rel=1e-12)


def test_long_takes_dates_and_texts() -> None:
    """Dates as texts or days, and identities as texts, are read like month codes and numbers."""
    women, births = long_tables(survey())
    expected = birth_history(women, births=births)
    texts = {name: iso(women[name]) for name in ("interview", "born")}
    named = {"woman": np.array([f"w{number}" for number in women["woman"]])}
    theirs = {
        "woman": np.array([f"w{number}" for number in births["woman"]]),
        "birth": np.array(iso(births["birth"]), "datetime64[D]"),
    }
    assert same(birth_history({**women, **texts, **named}, births=theirs), expected)


def test_long_without_weights_and_strata() -> None:
    """A long table may have no weights and no strata: everyone weighs one, in one stratum."""
    women, births = long_tables(survey())
    bare = {k: v for k, v in women.items() if k not in {"weight", "stratum"}}
    record = birth_history(bare, births=births).estimate("TFR").to_dicts()[0]
    assert record["denominator"] == pytest.approx(record["n"])


def test_own_names() -> None:
    """Own names, by plain or recode name, give the tally of the usual ones."""
    data = survey()
    renamed = {"v005": "wt", "v011": "dob", "v021": "psu", "b3_01": "latest", "v025": "urban"}
    own = {renamed.get(name, name): column for name, column in data.items()}
    names = {"weight": "wt", "born": "dob", "v021": "psu", "b3_01": "latest", "v025": "urban"}
    assert same(birth_history(own, by="v025", columns=names), birth_history(data, by="v025"))


def test_no_design() -> None:
    """A survey without weights, clusters and strata says so, and is counted."""
    data = survey()
    bare = {name: data[name] for name in data if name not in {"v005", "v021", "v022"}}
    tally = birth_history(bare, columns={"weight": None, "cluster": None, "stratum": None})
    record = tally.estimate("TFR").to_dicts()[0]
    assert record["denominator"] == pytest.approx(record["n"])


def test_windows_split_time() -> None:
    """Two windows of 30 months, one after the other, hold what one of 60 holds."""
    data = survey()
    latest, earlier = birth_history(data, window=30), birth_history(data, window=30, before=30)
    assert same(_as_one(latest) + _as_one(earlier), _as_one(birth_history(data, window=60)))


def _as_one(tally: BirthTally) -> BirthTally:
    """Forget the window, so that tallies of two windows add."""
    kernel = birth_history(survey()).kernel
    return BirthTally(kernel, tally.counts)


def test_ending_month() -> None:
    """A window can end before a calendar month, given as text or as a day in it."""
    data = survey()
    text, day = birth_history(data, ending="2013-01"), birth_history(data, ending=date(2013, 1, 9))
    assert same(text, day)
    earlier = birth_history(data, ending="2013-03", before=2)
    assert same(earlier, text)


def test_ages_by_label() -> None:
    """Age groups come as values or as labels."""
    data = survey()
    labels = ["15–24", "25–34", "35–49"]
    assert birth_history(data, ages=labels).kernel.ages.labels == tuple(labels)


def test_missing_category_is_unknown() -> None:
    """A code for "not known" in a group column is no category of its own."""
    data = survey()
    data["v106"] = np.where(np.arange(600) < 20, 9, 1)
    groups = birth_history(data, by="v106").estimate("GFR").column("v106")
    assert sorted(groups, key=str) == [1, None]
    kept = birth_history(data, by="v106", missing={"v106": ()}).estimate("GFR").column("v106")
    assert sorted(kept) == [1, 9]


def test_all_women_factor() -> None:
    """Factors multiply exposure and leave births alone."""
    data = survey()
    plain = birth_history(data)
    doubled = birth_history({**data, "awfactt": np.full(600, 200)}, all_women_factor="awfactt")
    assert doubled.counts.sums["months"].sum() == pytest.approx(
        2 * plain.counts.sums["months"].sum()
    )
    assert doubled.counts.sums["births"].sum() == plain.counts.sums["births"].sum()


def test_groups_are_in_order() -> None:
    """Groups come in order, unknown last, whatever the order of the rows."""
    data = survey()
    data["v106"] = np.where(np.arange(600) % 7 == 0, 9, data["v106"])
    backwards = {name: column[::-1] for name, column in data.items()}
    for rows in (data, backwards):
        found = birth_history(rows, by="v106").estimate("GFR").column("v106")
        assert found == [*sorted(found[:-1]), None]


def test_estimates_without_codes() -> None:
    """Without codes the three usual rates are estimated."""
    assert set(birth_history(survey()).estimate().column("indicator")) == {"TFR", "GFR", "ASFR"}


def test_repr_counts() -> None:
    """A tally shows what was counted."""
    text = repr(birth_history(survey(), by="v025"))
    assert "600 women by v025: 2 groups" in text


def test_different_tallies_do_not_add() -> None:
    """Tallies of two windows are not added."""
    data = survey()
    with pytest.raises(DefinitionError, match="counted in another way"):
        birth_history(data) + birth_history(data, window=60)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"window": 0}, "window: 0 months is below 1"),
        ({"window": 2.5}, "window: 2.5 is not a whole number of months"),
        ({"before": -1}, "window: ends 1 months after the interview"),
        ({"before": -1, "ending": "2013-01"}, "before: -1 months is below 0"),
        ({"ending": "2015"}, "ending: '2015' is neither interview nor a month"),
        ({"layout": "wide"}, "layout: 'wide' is none of dhs, long"),
        ({"layout": "long"}, "layout: long has its births in a table of their own"),
        ({"layout": "dhs", "births": {}}, "layout: dhs has its births in columns of the women"),
        ({"faults": "warn"}, "faults: 'warn' is none of error, drop, keep"),
        ({"columns": {"weigth": "w"}}, "did you mean weight?"),
        ({"columns": {"size": "w"}}, "give a recode name like v005"),
        ({"columns": {"interview": None}}, "columns: interview cannot be absent"),
        ({"columns": {"cluster": ["a", "b"]}}, "columns: cluster must be one column"),
        ({"columns": {"cluster": "v20"}}, "columns: v20 not in the data; did you mean"),
        ({"by": "age"}, "by: 'age' is a field of every table; give the column another name"),
        ({"by": ["v025", "v025"]}, "by: 'v025' is named twice"),
        ({"by": "province"}, "columns: province not in the data"),
    ],
)
def test_wrong_arguments(arguments: dict[str, Any], message: str) -> None:
    """An argument that cannot be used is named, with the way out."""
    with pytest.raises(InvalidInputError) as caught:
        birth_history(survey(), **arguments)
    assert message in str(caught.value)


def test_long_needs_one_identity() -> None:
    """The women of a long layout are told apart by one column, which the births have too."""
    women, births = long_tables(survey())
    with pytest.raises(DefinitionError, match="woman must be one column"):
        birth_history(women, births=births, columns={"woman": ["cluster", "woman"]})
    with pytest.raises(InvalidInputError, match="births: woman not in the data"):
        birth_history(women, births={"id": [1], "birth": [1300]})


def test_no_birth_columns() -> None:
    """A file without any column of births is refused."""
    data = {name: column for name, column in survey().items() if not name.startswith("b3")}
    with pytest.raises(InvalidInputError, match="b3_01 not in the data"):
        birth_history(data)


@given(st.integers(1, 5_999), st.integers(0, 99))
@settings(max_examples=15)
def test_any_split_and_order_gives_the_same_figures_to_the_last_bit(cut: int, seed: int) -> None:
    """Sums of whole weights are exact, and they are divided once."""
    data = survey(women=6_000)
    order = np.random.default_rng(seed).permutation(6_000)
    mixed = {name: column[order] for name, column in data.items()}
    halves = ({name: column[rows] for name, column in mixed.items()} for rows in _cut(cut))
    whole, parts = birth_history(data, by="v025"), birth_history(halves, by="v025")
    exact = ("value", "numerator", "denominator", "n")
    for left, right in zip(whole.estimate(), parts.estimate(), strict=True):
        assert [left[name] for name in exact] == [right[name] for name in exact]
        assert right["se"] == pytest.approx(left["se"], rel=1e-12)


def _cut(at: int) -> tuple[slice, slice]:
    return slice(at), slice(at, None)


def test_woman_years_are_whole_months_over_twelve() -> None:
    """Nothing is lost on the way: no 2250.9999 where there are 2251."""
    for record in birth_history(survey()).estimate():
        months = record["n"] * 12
        assert round(months) / 12 == record["n"]


@pytest.mark.parametrize("mapped", [True, False])
def test_weights_that_were_divided_before_count_as_around_one(*, mapped: bool) -> None:
    """Many analysts divide v005 by a million first; births are then not millionths of births."""
    data = survey()
    divided = {**data, "v005": np.asarray(data["v005"]) / 1e6}
    if mapped:
        divided["w"] = divided.pop("v005")
    found = birth_history(divided, columns={"weight": "w"} if mapped else None).estimate("TFR")
    for name, expected in birth_history(data).estimate("TFR").to_dicts()[0].items():
        got = found.to_dicts()[0][name]
        assert got == (pytest.approx(expected) if isinstance(expected, float) else expected)


def test_recode_names_in_capitals_are_found() -> None:
    """As files for SPSS and SAS spell them."""
    data = survey()
    capitals = {name.upper().replace("B3_", "B3$"): column for name, column in data.items()}
    table, expected = (birth_history(rows, by="v025").estimate() for rows in (capitals, data))
    assert table.to_json() == expected.to_json()


def test_definitions_go_by_their_usual_names() -> None:
    """Any case, either dash, and 15-plus for short; a slip is an error whatever is estimated."""
    tally = birth_history(survey())
    for name, meant in (("DHS", "dhs"), ("15–49", "15-49"), ("15-plus", "15-plus/15-44")):
        (record,) = tally.estimate("GFR", definition=name)  # type: ignore[arg-type]
        assert record["definition"] == meant
    with pytest.raises(DefinitionError, match="'15-45' is none of '15-49'"):
        tally.estimate("TFR", definition="15-45")  # type: ignore[arg-type]


def test_indicators_go_by_code_or_name() -> None:
    """As on the command line."""
    tally = birth_history(survey())
    assert tally.estimate("tfr").column("indicator") == ["TFR"]
    assert tally.estimate("total fertility rate").column("indicator") == ["TFR"]


def test_only_tallies_add() -> None:
    """Anything else is Python's own error."""
    with pytest.raises(TypeError, match="unsupported operand"):
        birth_history(survey()) + 1


def test_an_end_that_is_a_number_is_refused() -> None:
    """A century-month code is not taken for a month."""
    with pytest.raises(DefinitionError, match="neither interview nor a month"):
        birth_history(survey(), ending=1386)  # type: ignore[arg-type]


@pytest.mark.filterwarnings("error")
def test_a_weight_without_end_is_a_fault() -> None:
    """One of them would be all there is."""
    data = survey()
    weights = np.asarray(data["v005"], float)
    weights[3] = np.inf
    with pytest.raises(FaultyRowsError, match="weight is infinite: 1"):
        birth_history({**data, "v005": weights})
    for faults in ("drop", "keep"):
        table = birth_history({**data, "v005": weights}, faults=faults).estimate("TFR")  # type: ignore[arg-type]
        assert np.isfinite([*table.column("denominator"), *table.column("se")]).all()


@pytest.mark.filterwarnings("error")
def test_nobody_left_is_nothing_known() -> None:
    """No value, no error, and no complaint of numpy."""
    data = survey()
    nobody = birth_history({**data, "v005": np.zeros(600)}, faults="drop")
    for record in nobody.estimate():
        assert np.isnan([record[name] for name in ("value", "se", "low", "high", "deft")]).all()


def test_a_woman_who_comes_twice_is_known_by_her_case() -> None:
    """Where a file keeps the case alone, not the numbers that it is made of."""
    data = {name: np.concatenate([column, column[:2]]) for name, column in survey().items()}
    with pytest.raises(FaultyRowsError, match="duplicate woman: 2"):
        birth_history(data)


def test_no_groups_may_be_none() -> None:
    """Where a program passes its own option on."""
    assert birth_history(survey(), by=None).estimate("TFR").groups == ()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lost", "more", "message"),
    [
        ("v022", {}, "v022 (stratum) not in the data; say what yours is called"),
        (
            "v022",
            {},
            '"your_name"}; give None in place of the name if there is no stratum',
        ),
        ("v022", {"stratum": [1] * 600}, 'columns={"stratum": "stratum"}'),
        ("v005", {}, 'columns={"weight": "your_name"}; give None'),
        ("v008", {}, "v008 (interview) not in the data"),
        ("v008", {}, 'columns={"interview": "your_name"}'),
    ],
)
def test_a_missing_design_column_is_not_guessed(
    lost: str, more: dict[str, list[int]], message: str
) -> None:
    """A near name is another thing: v212 is no stratum."""
    women: dict[str, Any] = {**survey(), "v212": [20] * 600, **more}
    del women[lost]
    with pytest.raises(InvalidInputError) as caught:
        birth_history(women)
    assert message in str(caught.value)
    assert "v212" not in str(caught.value)
    assert lost != "v008" or "None" not in str(caught.value)


def test_a_missing_design_column_of_a_file_names_the_file(tmp_path: Path) -> None:
    """As every other fault of a file does."""
    women = {name: column for name, column in survey().items() if name != "v021"}
    path = tmp_path / "women.csv"
    pd.DataFrame(women).to_csv(path, index=False)
    with pytest.raises(InvalidInputError, match=r"women\.csv, columns: v021 \(cluster\)"):
        birth_history(path)
