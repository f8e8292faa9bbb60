"""What a register does not record is not known: it is no zero."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from famplan.datasets.register import synthetic_register
from famplan.model import Period
from famplan.readers import register as read
from famplan.tabulate import register
from famplan.tabulate.register.estimates import WAYS
from famplan.tabulate.register.given import NEEDS, given_in

if TYPE_CHECKING:
    from collections.abc import Callable

YEAR = Period.calendar_year(2013)
TABLES = sorted(
    {facts.partition(".")[0] for a in NEEDS.values() for f in a.values() for facts in f}
)


@pytest.fixture(scope="module")
def frames() -> dict[str, Any]:
    """Every table of a county that does not exist."""
    return dict(synthetic_register(3_000, seed=5, areas=2).frames())


def figures(tables: Any) -> tuple[dict[Any, float], list[str]]:
    """Figures that are known, and the notes."""
    tally = register(read(tables), period=YEAR, uptake_days=180)
    table = tally.estimate(hide_below=0)
    keys = ("indicator", "definition", "age", "area")
    found = {tuple(row.get(k) for k in keys): row["value"] for row in table}
    return {key: value for key, value in found.items() if not np.isnan(value)}, list(table.notes)


def test_births_alone_give_no_deaths_and_no_couples(frames: dict[str, Any]) -> None:
    """No crude death rate of nothing, no natural increase that is the birth rate, no abortions."""
    found, notes = figures({name: frames[name] for name in ("areas", "persons", "births")})
    codes = {code for code, *_ in found}
    assert {"CBR", "TFR", "SRB", "AVERAGE_POPULATION", "CBR_FIRST"} <= codes
    assert not codes & {"CDR", "RNI", "NATURAL_INCREASE", "MWRA_SHARE", "CPR", "NO_METHOD_SHARE"}
    assert not codes & {"PROCEDURES_4", "PROCEDURES_ALL", "ABORTION_RATE", "ABORTION_RATIO"}
    said = "no usable table of deaths was given: what rests on it is not known ("
    assert [note for note in notes if note.startswith(said)]


def test_couples_without_methods_are_not_couples_without_a_method(frames: dict[str, Any]) -> None:
    """They are married women, of whom nothing else is known."""
    names = ("areas", "persons", "births", "couples")
    found, _ = figures({name: frames[name] for name in names})
    codes = {code for code, *_ in found}
    assert "MWRA_SHARE" in codes
    assert not codes & {"CPR", "MCPR", "NO_METHOD_SHARE", "METHOD_MIX", "LONG_ACTING_SHARE"}


@pytest.mark.parametrize("name", TABLES)
def test_without_a_table_what_is_known_is_what_it_was(name: str, frames: dict[str, Any]) -> None:
    """And what rests on the table is told, and not counted as zero."""
    whole, _ = figures(frames)
    tables = {other: frame for other, frame in frames.items() if other != name}
    found, notes = figures(tables)
    # What was outside all areas before may have none that is known now.
    assert {key: found[key] for key in found if key in whole} == pytest.approx(
        {key: whole[key] for key in found if key in whole}
    )
    lost = {code for code, *_ in whole} - {code for code, *_ in found}
    told = [note for note in notes if note.startswith(f"no usable table of {name} was given")]
    assert lost
    if name == "persons":  # of mothers' ages another note tells: the births may have them
        assert [note for note in notes if "births whose mother's age is not known" in note]
        lost -= {"MAM", "LATE_FIRST_BIRTH"}
    assert lost <= set(told[0].partition("(")[2].rstrip(")").split(", "))


def test_an_empty_table_is_a_count_of_none(frames: dict[str, Any]) -> None:
    """An office that hands in a table of deaths without rows says that nobody died."""
    found, notes = figures({**frames, "deaths": frames["deaths"].slice(0, 0)})
    assert {value for (code, *_), value in found.items() if code == "CDR"} == {0}
    assert not [note for note in notes if "table of deaths" in note]


@pytest.mark.parametrize(
    ("table", "column", "codes"),
    [
        ("births", "mother", {"TFR", "ASFR", "GFR", "ABR", "TFR_ORDER", "ONLY_CHILD_SHARE", "GRR"}),
        ("births", "order", {"CBR_FIRST", "TFR_ORDER", "FIRST_BIRTH_SHARE"}),
        ("births", "in_policy", {"PCR", "CONFORMING_SECOND"}),
        ("couples", "wife", {"MWRA_SHARE", "CPR", "CERTIFICATE_COVERAGE"}),
        ("slips", "answered", {"SLIP_RETURN", "FEEDBACK"}),
        ("slips", "received", {"RECEIPT"}),
        ("benefit_payments", "paid", {"REWARD_PAYMENT"}),
        ("supplies", "lost", {"WASTAGE"}),
        ("checks", "sex", {"COUPLES_MAX", "UNPAIRED_WOMEN_MIN"}),
        ("migrants", "purpose", {"FLOATING_SHARE"}),
    ],
)
def test_a_column_that_is_not_there_is_no_zero(
    table: str, column: str, codes: set[str], frames: dict[str, Any]
) -> None:
    """A share of nothing known is not known."""
    found, _ = figures({**frames, table: frames[table].drop_columns([column])})
    assert not codes & {code for code, *_ in found}
    assert {"CBR", "CDR", "SRB"} <= {code for code, *_ in found}


def test_a_table_of_which_no_row_is_used_says_nothing(make: Callable[..., Any], tree: Any) -> None:
    """Its rows were set aside: nobody knows how many births there were."""
    births = {"occurred": [date(2013, 3, 1)], "sex": ["male"], "area": [4], "used": [False]}
    people = {"birth": [date(1980, 1, 1)], "sex": ["female"], "area": [4]}
    tally = register(make(areas=tree, persons=people, births=births), period=YEAR)
    assert "births" not in tally.given
    assert len(tally.estimate("CBR", hide_below=0)) == 0


def test_mothers_of_unknown_age_make_no_rate_of_zero(make: Callable[..., Any], tree: Any) -> None:
    """Where none is known there is no rate; where some are, a note says how many are not."""
    people = {"birth": [date(1985, 1, 1)] * 2, "sex": ["female"] * 2, "area": [4, 5]}
    births = {
        "mother": [None, 1, None],
        "order": [None, 1, None],
        "occurred": [date(2013, 3, 1)] * 3,
        "sex": ["male"] * 3,
        "area": [4, 5, 5],
    }
    tally = register(make(areas=tree, persons=people, births=births), period=YEAR, by="township")
    table = tally.estimate("ASFR", "GFR", "CBR_FIRST", "CBR", hide_below=0)
    first, second = sorted({row["area"] for row in table})[-2:]
    known = {
        code: [r["area"] for r in table if r["indicator"] == code and not np.isnan(r["value"])]
        for code in ("GFR", "CBR_FIRST", "CBR")
    }
    assert first not in known["GFR"] + known["CBR_FIRST"]
    assert first in known["CBR"]
    assert second in known["GFR"]
    assert second in known["CBR_FIRST"]
    assert {row["area"] for row in table if row["indicator"] == "ASFR"} == {second}
    notes = " ".join(table.notes)
    assert "fewer than 0" not in notes
    assert "2 births whose mother's age is not known are in no rate by age" in notes
    assert "2 births whose order is not known are in no rate by order" in notes


def test_forms_show_what_is_not_known_as_a_dash(frames: dict[str, Any]) -> None:
    """Not as a count of none, and not as hidden."""
    tables = {name: frames[name] for name in ("areas", "persons", "couples", "births")}
    forms = register(read(tables), period=YEAR).forms(hide_below=0)
    (line,) = [row for row in forms.form2.to_dicts() if row["area"]]
    assert set(line.values()) - {line["area"]} == {None}
    text = forms.form2.to_csv()
    assert "–" in text
    assert "*" not in text
    assert np.isnan(forms.form1.column("closing certificate holders")).all()
    assert not np.isnan(forms.form1.column("births, order 1")).any()


def test_what_one_part_does_not_record_is_not_known_of_both(frames: dict[str, Any]) -> None:
    """The deaths of half a county are not its deaths."""
    whole = register(read(frames), period=YEAR)
    part = register(read({n: frames[n] for n in ("areas", "persons", "births")}), period=YEAR)
    both = whole + part
    assert both.given == part.given & whole.given
    assert not len(both.estimate("CDR"))
    assert len(both.estimate("CBR"))


def test_every_count_says_what_it_rests_on() -> None:
    """None is left out, and what it names is in the schema."""
    from famplan.readers.schema import register_schema

    county = read(synthetic_register(1_000, seed=1, areas=1).frames())
    tally = register(county, period=YEAR)
    assert set(NEEDS) == set(tally.counts)
    for name, aspects in NEEDS.items():
        own = {*tally.counts[name].dimensions, *tally.counts[name].sums, ""}
        assert set(aspects) <= own
        for fact in (fact for facts in aspects.values() for fact in facts):
            table, _, column = fact.partition(".")
            assert not column or register_schema().table(table).column(column)
    assert given_in(county) >= {fact for a in NEEDS.values() for f in a.values() for fact in f}
    assert set(tally.estimate(hide_below=0).column("indicator")) <= set(WAYS)
