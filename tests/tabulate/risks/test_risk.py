"""High-risk fertility: tables worked by hand, a count one by one, faults and choices."""

from __future__ import annotations

import math
import pickle
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from famplan.datasets.survey import synthetic_survey
from famplan.errors import DefinitionError, FaultyRowsError, InvalidInputError
from famplan.tabulate import fertility_risk
from famplan.tabulate.design import Design
from famplan.tabulate.kernel import count
from famplan.tabulate.precision import Precision
from famplan.tabulate.risks.ratios import risk_ratio_figures
from famplan.tabulate.risks.states import STATES, categories, risk_limits
from famplan.tabulate.sources import batches

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from famplan.tabulate.counts import Counts
    from famplan.tabulate.table import Table

NOW, MONTHS = 1362, 12
BASE = (
    "no risk",
    "first birth (unavoidable)",
    "young mother",
    "old mother",
    "short interval",
    "high order",
    "young mother, short interval or high order",
    "old mother, short interval",
    "old mother, high order",
    "old mother, short interval, high order",
    "short interval, high order",
)


def woman(
    age: float, *ago: int, alive: tuple[int | None, ...] = (), **answers: object
) -> dict[str, object]:
    """Make a woman of some years with births so many months ago, the latest first."""
    born = {f"b3_{rank:02d}": NOW - months for rank, months in enumerate(ago, 1)}
    lives = {f"b5_{rank:02d}": found for rank, found in enumerate(alive or (1,) * len(ago), 1)}
    whole = {"v005": 1_000_000, "v008": NOW, "v011": NOW - round(age * MONTHS), "v022": 1}
    return {**whole, "v502": 1, "v312": 0, **born, **lives, **answers}


def file_of(*women: Mapping[str, object]) -> dict[str, Any]:
    """Put women into columns, each into one of three clusters."""
    names = dict.fromkeys(name for found in women for name in found) | {"b3_01": None}
    columns = {name: [found.get(name) for found in women] for name in names}
    return {**columns, "v021": [1 + place % 3 for place in range(len(women))]}


def numerators(table: Table, code: str) -> dict[str, float]:
    """Give cases by category, those without any left out."""
    records = table.where(indicator=code).to_dicts()
    return {r["category"]: r["numerator"] for r in records if r["numerator"]}


def birth(age: float, interval: int | None, order: int) -> dict[str, float]:
    """Count the one recent birth of a woman, who was so old and had it so late."""
    earlier = [] if interval is None else [NOW - interval - 12 * n for n in range(order - 1)]
    # Only the last birth is in a window of one month.
    made = woman(age, 0, *(NOW - month for month in earlier))
    table = fertility_risk(file_of(made), window=1, faults="keep", ages=["10–49"]).estimate(
        "BIRTH_RISK_SHARE"
    )
    return numerators(table, "BIRTH_RISK_SHARE")


@pytest.mark.parametrize(
    ("age", "interval", "order", "category"),
    [
        (20, None, 1, "first birth (unavoidable)"),
        (18, None, 1, "first birth (unavoidable)"),
        (17 + 11 / 12, None, 1, "young mother"),
        (34 + 11 / 12, None, 1, "first birth (unavoidable)"),
        (35, None, 1, "old mother"),
        (25, 24, 2, "no risk"),
        (25, 23, 2, "short interval"),
        (25, 24, 3, "no risk"),
        (25, 24, 4, "high order"),
        (25, 23, 4, "short interval, high order"),
        (35, 23, 2, "old mother, short interval"),
        (35, 24, 4, "old mother, high order"),
        (35, 23, 4, "old mother, short interval, high order"),
        (17, 23, 2, "young mother, short interval or high order"),
        (17, 24, 2, "young mother"),
        (17, 24, 4, "young mother, short interval or high order"),
        (17, 23, 4, "young mother, short interval or high order"),
    ],
)
def test_each_box_and_boundary_of_births(
    age: float, interval: int | None, order: int, category: str
) -> None:
    """A birth is in one category of its own, and in the sums that hold it."""
    found = birth(age, interval, order)
    assert [name for name in BASE if name in found] == [category]
    singles = {"young mother", "old mother", "short interval", "high order"}
    none = {"no risk", "first birth (unavoidable)"}
    assert ("any single risk" in found) == (category in singles)
    assert ("any multiple risk" in found) == (category not in singles | none)
    assert ("any avoidable risk" in found) == (category not in none)
    apart = {
        "young mother, with or without others": age < 18,
        "old mother, with or without others": age >= 35,
        "short interval, with or without others": interval is not None and interval < 24,
        "high order, with or without others": order >= 4,
    }
    assert {name: name in found for name in apart} == apart


@pytest.mark.parametrize(
    ("made", "category"),
    [
        (woman(17 + 2 / 12), "young mother"),
        (woman(17 + 3 / 12), "first birth (unavoidable)"),
        (woman(34 + 2 / 12), "first birth (unavoidable)"),
        (woman(34 + 3 / 12), "old mother"),
        (woman(25, 14), "short interval"),
        (woman(25, 15), "no risk"),
        (woman(25, 15, 40), "no risk"),
        (woman(25, 15, 40, 70), "high order"),
        (woman(25, 14, 40, 70), "short interval, high order"),
        (woman(35, 15, 40, 70), "old mother, high order"),
        (woman(17, 3), "young mother, short interval or high order"),
        (woman(40, 3, 40, 70, v312=6), "no risk"),
        (woman(25, v312=6), "no risk"),
        (woman(25, 3, v312=7), "short interval"),
        (woman(25, v213=1), "first birth (unavoidable)"),
        (woman(25, 20, v312=None), "no risk"),
    ],
)
def test_each_boundary_of_women(made: dict[str, object], category: str) -> None:
    """Where the next child would be: nine months on, the pregnant like the others."""
    table = fertility_risk(file_of(made), faults="keep").estimate("NEXT_BIRTH_RISK_SHARE")
    found = numerators(table, "NEXT_BIRTH_RISK_SHARE")
    assert [name for name in BASE if name in found] == [category]


def test_who_is_not_certainly_in_union_is_not_counted() -> None:
    """And who may be sterilised is left out, unless she is wanted in the base."""
    women = [woman(25, 3), woman(25, 3, v502=0), woman(25, 3, v502=9), woman(40, 30, v312=99)]
    tally = fertility_risk(file_of(*women))
    out = tally.estimate("NEXT_BIRTH_RISK_SHARE").where(category="short interval").to_dicts()[0]
    kept = tally.estimate("NEXT_BIRTH_RISK_SHARE", unknown="in the base").where(
        category="short interval"
    )
    assert (out["value"], out["n"]) == (1, 1)
    assert (kept.column("value"), kept.column("n")) == ([0.5], [2])
    assert out["definition"] == "dhs: if she conceived now"


def test_a_table_worked_by_hand() -> None:
    """Six births without risk, of five of which survival is told; two too soon."""
    women = [
        woman(28, 10, 40, 90, alive=(1, 0, 1)),
        woman(28, 10, 90, alive=(1, 0)),
        woman(28, 10, 31, 90, alive=(0, 0, 1)),
        woman(28, 12, 31, 90, alive=(1, None, 1)),
        woman(28, 12, 90, alive=(1, 1), v502=0),
    ]
    tally = fertility_risk(file_of(*women))
    table = tally.estimate()
    shares = {
        r["category"]: (r["value"], r["n"]) for r in table.where(indicator="BIRTH_RISK_SHARE")
    }
    # 40 months before: the second of three, fifty after the first.
    assert shares["no risk"] == (pytest.approx(6 / 8), 8)
    assert shares["short interval"] == (pytest.approx(2 / 8), 8)
    ratio = table.where(indicator="BIRTH_RISK_RATIO", category="short interval").to_dicts()[0]
    # Too soon: one died, one lives. Without risk: two of five whose survival is told.
    assert ratio["numerator"] == pytest.approx(1 / 2)
    assert ratio["denominator"] == pytest.approx(2 / 5)
    assert ratio["value"] == pytest.approx(1.25)
    assert ratio["n"] == 2
    assert ratio["definition"] == "dhs: births of 60 months"
    assert not table.where(indicator="BIRTH_RISK_RATIO", category="no risk")
    # Four in union, all with a birth in the last year; three of them would bear a fourth child.
    women_at_risk = numerators(table, "NEXT_BIRTH_RISK_SHARE")
    assert women_at_risk["short interval"] == 1
    assert women_at_risk["short interval, high order"] == 3


def test_twins_have_the_order_of_the_first_of_them() -> None:
    """The third and fourth child, born together, are of order three and without risk."""
    made = woman(28, 10, 10, 40, 90, b0_01=2, b0_02=1, b0_03=0, b0_04=0)
    found = numerators(fertility_risk(file_of(made)).estimate(), "BIRTH_RISK_SHARE")
    assert found["no risk"] == 3
    assert "high order" not in found
    across = woman(28, 9, 10, 40, 90, b0_01=2, b0_02=1, b0_03=0, b0_04=0)
    assert numerators(fertility_risk(file_of(across)).estimate(), "BIRTH_RISK_SHARE") == found
    single = {**across, **dict.fromkeys(("b0_01", "b0_02"), 0)}
    apart = numerators(fertility_risk(file_of(single)).estimate(), "BIRTH_RISK_SHARE")
    assert apart["short interval, high order"] == 1


def test_categories_share_out_every_state_once() -> None:
    """But that of mothers who are young and old, whom there are not."""
    known = categories()
    inside = np.sum([known[name] for name in BASE], axis=0)
    young_and_old = [state for state in range(STATES - 1) if state & 3 == 3]
    assert np.flatnonzero(inside == 0).tolist() == young_and_old
    assert inside.max() == 1


SURVEY = synthetic_survey(500, seed=31, clusters=40, strata=4, child_deaths=True).columns
_CHANCE = np.random.default_rng(5)
WOMEN: dict[str, Any] = {
    **SURVEY,
    "v502": _CHANCE.choice([0, 1, 2, np.nan], 500, p=[0.25, 0.6, 0.1, 0.05]),
    "v312": _CHANCE.choice([0, 1, 6, 7, np.nan], 500, p=[0.5, 0.25, 0.12, 0.08, 0.05]),
}
SIZE = len(WOMEN["v008"])


def plain(made: Mapping[str, float]) -> Iterator[tuple[str, str, bool | None]]:
    """Go through one woman as a reader of the definition would."""
    months = [made[f"b3_{rank:02d}"] for rank in range(1, 21)]
    births = sorted((month, rank) for rank, month in enumerate(months, 1) if month > 0)
    for place, (month, rank) in enumerate(births):
        if made["v008"] - month > 59:
            continue
        first = min(at for at, (other, _) in enumerate(births) if other == month)
        gap = None if not first else month - births[first - 1][0]
        lives = made[f"b5_{rank:02d}"]
        name = named((month - made["v011"]) // 12, gap, first + 1)
        yield "birth", name, {0.0: True, 1.0: False}.get(lives)
        assert first <= place
    if made["v502"] == 1:
        then = made["v008"] + 9
        gap = then - births[-1][0] if births else None
        name = named((then - made["v011"]) / 12, gap, len(births) + 1)
        if made["v312"] == 6:
            name = "no risk"
        unknown = math.isnan(made["v312"]) and name != "no risk"
        yield "woman", "unknown" if unknown else name, None


def named(age: float, gap: float | None, order: int) -> str:
    """Find the category of a birth."""
    parts = []
    if age >= 35:
        parts.append("old mother")
    if gap is not None and gap < 24:
        parts.append("short interval")
    if order > 3:
        parts.append("high order")
    if age < 18:
        return BASE[6] if parts else "young mother"
    if not parts:
        return "first birth (unavoidable)" if order == 1 else "no risk"
    return ", ".join(parts)


@settings(max_examples=15, deadline=None)
@given(rows=st.lists(st.integers(0, SIZE - 1), min_size=1, max_size=60, unique=True))
def test_a_count_one_by_one_says_the_same(rows: list[int]) -> None:
    """Births, deaths and women of every category, weighted."""
    chosen = {name: np.asarray(column)[rows] for name, column in WOMEN.items()}
    tally = fertility_risk(chosen)
    expected: dict[tuple[str, str], float] = {}
    dead: dict[str, list[float]] = {}
    for place, row in enumerate(rows):
        weight = WOMEN["v005"][row] / 1e6
        for kind, name, died in plain({key: chosen[key][place] for key in chosen}):
            expected[kind, name] = expected.get((kind, name), 0) + weight
            if died is not None:
                counted = dead.setdefault(name, [0.0, 0.0])
                counted[0] += weight * died
                counted[1] += weight
    table = tally.estimate("BIRTH_RISK_SHARE", "NEXT_BIRTH_RISK_SHARE")
    for kind, code in (("birth", "BIRTH_RISK_SHARE"), ("woman", "NEXT_BIRTH_RISK_SHARE")):
        found = numerators(table, code)
        for name in BASE:
            assert found.get(name, 0) == pytest.approx(expected.get((kind, name), 0), abs=1e-9)
    without = dead.get("no risk", [0.0, 0.0])
    ratios = tally.estimate("BIRTH_RISK_RATIO")
    for name in BASE[1:]:
        deaths, births = dead.get(name, [0.0, 0.0])
        records = ratios.where(category=name).to_dicts()
        if births and without[0]:
            ratio = (deaths / births) / (without[0] / without[1])
            assert records[0]["value"] == pytest.approx(ratio)
        else:
            assert all(math.isnan(record["value"]) for record in records)


WHOLE = fertility_risk(WOMEN, by="v025")


@settings(max_examples=10, deadline=None)
@given(cuts=st.sets(st.integers(1, SIZE - 1), max_size=5), seed=st.integers(0, 99))
def test_any_split_and_order(cuts: set[int], seed: int) -> None:
    """The cells of all parts together are those of the whole."""
    order = np.random.default_rng(seed).permutation(SIZE)
    kernel = pickle.loads(pickle.dumps(WHOLE.kernel))  # noqa: S301 - an engine sends it so
    read = next(iter(batches(WOMEN, kernel.columns)))
    parts = [
        {column: values[rows] for column, values in read.items()}
        for rows in np.split(order, sorted(cuts))
    ]
    assert cells(count(kernel, parts)) == cells(WHOLE.counts)


def cells(counts: Counts) -> dict[tuple[object, ...], list[list[float]]]:
    """Map each cell to its sums, in whatever order they come."""
    return {
        key: [sums[place].tolist() for sums in counts.sums.values()]
        for place, key in enumerate(zip(*counts.keys, strict=True))
    }


def half(rows: slice) -> dict[str, Any]:
    """Some rows of the survey."""
    return {name: column[rows] for name, column in WOMEN.items()}


def test_tallies_of_two_files_add() -> None:
    """Halves make the whole; what was counted otherwise does not add."""
    first, second = half(slice(None, 200)), half(slice(200, None))
    joined = fertility_risk(first, by="v025") + fertility_risk(second, by="v025")
    assert cells(joined.counts) == cells(WHOLE.counts)
    figures = (tally.estimate().column("value") for tally in (joined, WHOLE))
    assert np.allclose(*figures, rtol=1e-12, equal_nan=True)
    other = attrs.evolve(risk_limits("dhs"), name="three years", soon_below=36)
    without = {name: column for name, column in second.items() if not name.startswith("b5")}
    for refused in (
        fertility_risk(second, limits=other),
        fertility_risk(second, window=36),
        fertility_risk(without),
    ):
        with pytest.raises(DefinitionError, match="another way"):
            fertility_risk(first) + refused


def test_limits_of_ones_own_are_named_in_the_result() -> None:
    """With three years instead of two more births came too soon."""
    own = attrs.evolve(risk_limits("dhs"), name="three years", soon_below=36)
    wanted = {"indicator": "BIRTH_RISK_SHARE", "category": "short interval, with or without others"}
    usual = fertility_risk(WOMEN).estimate().where(**wanted).to_dicts()[0]
    longer = fertility_risk(WOMEN, limits=own).estimate().where(**wanted).to_dicts()[0]
    assert longer["value"] > usual["value"]
    assert longer["definition"] == "three years: births of 60 months"


def test_without_survival_or_women_the_rest_is_there() -> None:
    """A measure says which columns it lacks."""
    bare = {name: column for name, column in SURVEY.items() if not name.startswith("b5")}
    tally = fertility_risk(bare)
    assert tally.indicators == ("BIRTH_RISK_SHARE",)
    assert set(tally.estimate().column("indicator")) == {"BIRTH_RISK_SHARE"}
    with pytest.raises(DefinitionError, match="b5_01"):
        tally.estimate("BIRTH_RISK_RATIO")
    with pytest.raises(DefinitionError, match="v502"):
        tally.estimate("NEXT_BIRTH_RISK_SHARE")


def test_what_cannot_be_is_refused() -> None:
    """Measures, windows, limits and groups that do not exist."""
    tally = fertility_risk(WOMEN)
    with pytest.raises(DefinitionError, match="indicator"):
        tally.estimate("TFR")
    with pytest.raises(DefinitionError, match="unknown"):
        tally.estimate(unknown="guessed")  # type: ignore[arg-type]
    with pytest.raises(DefinitionError, match="logit"):
        tally.estimate("BIRTH_RISK_RATIO", interval="logit")
    with pytest.raises(DefinitionError, match="own name"):
        fertility_risk(WOMEN, by="category")
    with pytest.raises(InvalidInputError, match="window"):
        fertility_risk(WOMEN, window=0)
    for wrong in ("who", 3):
        with pytest.raises(DefinitionError, match="limits"):
            fertility_risk(WOMEN, limits=wrong)  # type: ignore[arg-type]
    with pytest.raises(DefinitionError, match="overlap"):
        attrs.evolve(risk_limits("dhs"), young_below=36)
    with pytest.raises(DefinitionError, match="first birth"):
        attrs.evolve(risk_limits("dhs"), many_from=1)


def test_births_that_cannot_be_are_findings() -> None:
    """A birth after the interview is found, and not counted when it is dropped."""
    women = file_of(woman(25, -4, 30), woman(25, 30))
    with pytest.raises(FaultyRowsError):
        fertility_risk(women)
    tally = fertility_risk(women, faults="drop")
    assert tally.findings
    assert sum(tally.estimate("BIRTH_RISK_SHARE").where(category="no risk").column("n")) == 2


def test_completed_months_say_which_births_are_recent() -> None:
    """Where the file has them, unless those of the calendar are wanted."""
    made = file_of(woman(25, 60, b19_01=59))
    table = fertility_risk(made).estimate("BIRTH_RISK_SHARE")
    assert numerators(table, "BIRTH_RISK_SHARE") == {"first birth (unavoidable)": 1}
    assert set(table.column("definition")) == {"dhs: births of 60 months, completed months"}
    by_dates = fertility_risk(made, months="calendar")
    assert numerators(by_dates.estimate("BIRTH_RISK_SHARE"), "BIRTH_RISK_SHARE") == {}
    with pytest.raises(DefinitionError, match="another way"):
        fertility_risk(made) + by_dates


@pytest.mark.parametrize("faults", ["drop", "keep"])
def test_orders_after_a_birth_without_a_month_are_not_known(faults: Any) -> None:
    """The first birth has its category, those after the gap none, nor has the woman's next."""
    made = woman(25, 5, 20, 41, 50, b3_03=9998)
    tally = fertility_risk(file_of(made), faults=faults)
    table = tally.estimate(unknown="in the base")
    assert numerators(table, "BIRTH_RISK_SHARE") == {"first birth (unavoidable)": 1}
    assert numerators(table, "NEXT_BIRTH_RISK_SHARE") == {}
    assert set(table.where(indicator="NEXT_BIRTH_RISK_SHARE").column("n")) == {1}
    sterilised = fertility_risk(file_of({**made, "v312": 6}), faults=faults)
    assert numerators(sterilised.estimate(), "NEXT_BIRTH_RISK_SHARE") == {"no risk": 1}


def test_a_ratio_that_is_not_known_has_no_error() -> None:
    """No death at risk gives 0 of which no sample tells the error; no death elsewhere nothing."""
    design = Design.from_columns([1, 2, 3])
    one, none = np.ones((3, 1)), np.zeros((3, 1))
    sums = {"cases": 5 * one, "reference_cases": 5 * one, "n": one, "precision": Precision()}
    zero = risk_ratio_figures(design, events=none, reference_events=one, **sums)
    assert zero.value.item() == 0
    assert np.isnan([zero.se, zero.low, zero.high]).all()
    nothing = risk_ratio_figures(design, events=one, reference_events=none, **sums)
    assert np.isnan([nothing.value, nothing.se, nothing.low]).all()


def test_errors_of_ratios_agree_with_the_jackknife() -> None:
    """Linearised and replicated errors differ little, and limits hold the ratio."""
    tally = fertility_risk(synthetic_survey(4_000, seed=3, child_deaths=True).columns)
    wanted = {"category": "short interval"}
    taylor = tally.estimate("BIRTH_RISK_RATIO").where(**wanted).to_dicts()[0]
    left_out = tally.estimate("BIRTH_RISK_RATIO", variance="stratified-jackknife", interval="t")
    found = left_out.where(**wanted).to_dicts()[0]
    assert found["se"] == pytest.approx(taylor["se"], rel=0.1)
    assert found["low"] < taylor["low"] < taylor["value"] < taylor["high"] < found["high"]
    middle = math.sqrt(taylor["low"] * taylor["high"])
    assert middle == pytest.approx(taylor["value"], rel=1e-9)
