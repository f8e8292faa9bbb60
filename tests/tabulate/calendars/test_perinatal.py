"""Perinatal mortality: against a count child by child, what is unknown, impossible births."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from famplan.errors import DefinitionError, FaultyRowsError, InvalidInputError
from famplan.tabulate import perinatal_mortality

NOW, WIDTH = 1386, 70
AGES_AT_DEATH = (None, 0, 100, 106, 107, 130, 190, 197, 199, 200, 201, 223, 300, 302, 997, 998, 999)
EARLY = {100, 106}
LATER = {107, 130, 190, 201, 223, 302}
DHS_AGES = ["10–19", "20–29", "30–39", "40–49"]


@st.composite
def women(draw: st.DrawFn) -> dict[str, list[Any]]:
    """Women with up to three births, and calendars in which pregnancies end in all ways."""
    rows = []
    for number in range(draw(st.integers(1, 8))):
        pieces = draw(
            st.lists(
                st.tuples(st.sampled_from("0BTP"), st.integers(1, 12)), min_size=1, max_size=12
            )
        )
        text = "".join(letter * length for letter, length in pieces)[:WIDTH].ljust(WIDTH, "0")
        children = draw(st.integers(0, 3))
        row: dict[str, Any] = {
            "v005": draw(st.integers(1, 3_000_000)),
            "v008": NOW,
            "v011": NOW - draw(st.integers(16 * 12, 49 * 12)),
            "v017": NOW - WIDTH + 1,
            "v018": 1,
            "v019": WIDTH,
            "v021": number,
            "v022": 1,
            "vcal_1": text,
        }
        months = sorted((draw(st.integers(0, 70)) for _ in range(children)), reverse=False)
        for rank in range(1, 4):
            has = rank <= children
            row[f"b3_{rank:02d}"] = NOW - months[rank - 1] if has else None
            row[f"b5_{rank:02d}"] = draw(st.sampled_from([0, 1, 9])) if has else None
            row[f"b6_{rank:02d}"] = draw(st.sampled_from(AGES_AT_DEATH)) if has else None
        rows.append(row)
    return {name: [row[name] for row in rows] for name in rows[0]}


def died_early(age: int | None, lives: int, unknown: float | None) -> float | None:
    """Say of one child whether it died in its first week."""
    if age in EARLY or age in LATER:
        return float(age in EARLY)
    return 0.0 if age in {None, 0} and lives == 1 else unknown


def by_hand(
    data: dict[str, list[Any]], unknown: float | None, *, window: int = 60, alive: bool = True
) -> dict[str, tuple[float, float]]:
    """Deaths and pregnancies by group of the mother's age, text by text and child by child."""
    found: dict[str, tuple[float, float]] = {}

    def add(row: int, month: int, died: float) -> None:
        years = (month - data["v011"][row]) // 12
        for label in DHS_AGES:
            low, high = map(int, label.split("–"))
            if low <= years <= high:
                deaths, all_ = found.get(label, (0.0, 0.0))
                weight = data["v005"][row]
                found[label] = (deaths + died * weight, all_ + weight)

    for row, text in enumerate(data["vcal_1"]):
        for place in range(window):
            if text[place : place + 7] == "TPPPPPP":
                add(row, NOW - place, 1)
        for rank in ("01", "02", "03"):
            month, age, lives = (data[f"{kind}_{rank}"][row] for kind in ("b3", "b6", "b5"))
            if month is None or not 0 <= NOW - month < window:
                continue
            died = died_early(age, lives if alive else 1, unknown)
            if died is not None:
                add(row, month, died)
    return found


@settings(max_examples=60)
@given(women(), st.sampled_from(["left_out", "survived", "died"]), st.sampled_from("yn"))
def test_it_is_a_count_child_by_child(data: dict[str, list[Any]], unknown: Any, told: str) -> None:
    """By the mother's age, whatever becomes of the unknown, with or without who lives."""
    value = {"left_out": None, "survived": 0.0, "died": 1.0}[unknown]
    alive = told == "y"
    given_ = data if alive else {n: x for n, x in data.items() if not n.startswith("b5")}
    tally = perinatal_mortality(given_, ages=DHS_AGES, unknown=unknown, faults="keep")
    table = tally.estimate("PERINATAL")
    found = {record["age"]: record["value"] for record in table if record["n"]}
    wanted = {
        label: deaths / all_ for label, (deaths, all_) in by_hand(data, value, alive=alive).items()
    }
    assert found == pytest.approx(wanted)


@settings(max_examples=20)
@given(women(), st.lists(st.integers(1, 4), max_size=3))
def test_every_split_gives_the_same(data: dict[str, list[Any]], sizes: list[int]) -> None:
    """Batches: figures to the last bit, errors but for it, as clusters come in another order."""
    cuts = [0, *np.cumsum(sizes).tolist(), len(data["v005"])]
    cuts = sorted({min(cut, len(data["v005"])) for cut in cuts})
    parts = [{n: x[low:high] for n, x in data.items()} for low, high in pairwise(cuts)]
    whole, found = (
        json.loads(perinatal_mortality(x, ages=DHS_AGES, faults="keep").estimate().to_json())
        for x in (data, parts)
    )
    for one_, other in zip(found, whole, strict=True):
        for name, value in other.items():
            if name in {"se", "low", "high", "deft"} and value is not None:
                assert one_[name] == pytest.approx(value, rel=1e-9, abs=1e-12)
            else:
                assert one_[name] == value


def one(**changed: Any) -> dict[str, list[Any]]:
    """One woman with a birth a year ago, changed as a test needs."""
    row = {
        "v005": 1_000_000, "v008": NOW, "v011": NOW - 300, "v017": NOW - WIDTH + 1, "v018": 1,
        "v019": WIDTH, "v021": 1, "v022": 1, "vcal_1": "0" * WIDTH, "b3_01": NOW - 12,
        "b6_01": None,
    }  # fmt: skip
    return {name: [value] for name, value in (row | changed).items()}


@pytest.mark.parametrize("age", [997, 998, 999, 199, 200, 300, 55, 450])
def test_a_death_at_an_age_nobody_knows_is_no_survival(age: int) -> None:
    """It was taken for one: codes for "not known" became blank, and blank is alive."""
    counted = [
        perinatal_mortality(one(b6_01=age), unknown=unknown).estimate("PERINATAL").column("value")
        for unknown in ("left_out", "survived", "died")
    ]
    assert counted[1:] == [[0.0], [1.0]]
    assert np.isnan(counted[0]).all()


def test_a_dead_child_without_an_age_is_unknown_and_a_living_one_lives() -> None:
    """`b5` says so; where it does not, and no age at death is given, nobody knows."""
    for lives, cases in ((0, 0), (1, 1), (9, 0)):
        table = perinatal_mortality(one(b5_01=lives)).estimate("EARLY_NEONATAL")
        assert sum(table.column("n")) == cases
    own = perinatal_mortality(one(b6_01=88), missing={"b6": [88]}).estimate("PERINATAL")
    assert own.column("n") == [0]


def test_what_the_unknown_count_as_is_said() -> None:
    """Beside every figure that they are in; stillbirths have none."""
    data = one(vcal_1="00TPPPPPP".ljust(WIDTH, "0"))
    table = perinatal_mortality(data, unknown="survived", window=48).estimate()
    said = dict(zip(table.column("indicator"), table.column("definition"), strict=True))
    unknown = "unknown ages at death as survivors of the first week"
    assert said["PERINATAL"] == said["EARLY_NEONATAL"] == f"last 48 months, {unknown}"
    assert said["STILLBIRTH"] == "last 48 months"
    assert dict(zip(table.column("indicator"), table.column("value"), strict=True)) == {
        "PERINATAL": 0.5, "STILLBIRTH": 0.5, "EARLY_NEONATAL": 0.0
    }  # fmt: skip


@pytest.mark.parametrize(
    ("month", "rule"),
    [
        (NOW + 1, "birth is after the interview"),
        (NOW - 290, "birth is before the mother's 10th birthday"),
        (9998, "month of a birth is missing"),
    ],
)
def test_births_that_cannot_be_right_are_findings(month: int, rule: str) -> None:
    """With row and column; the other births of the woman count."""
    both = {name: one()[name] + one(b3_01=month)[name] for name in one()}
    with pytest.raises(FaultyRowsError, match=rule) as caught:
        perinatal_mortality(both)
    (fault,) = caught.value.findings
    assert (fault.row, fault.column) == (2, "b3_01")
    dropped = perinatal_mortality(both, faults="drop")
    assert sum(dropped.estimate("EARLY_NEONATAL").column("n")) == 1


def test_choices_are_checked() -> None:
    """Each with the way out."""
    with pytest.raises(DefinitionError, match="unknown: 'dead' is none of"):
        perinatal_mortality(one(), unknown="dead")  # type: ignore[arg-type]
    data = {name: values for name, values in one().items() if name != "v011"}
    assert len(perinatal_mortality(data).estimate("PERINATAL")) == 1
    with pytest.raises(InvalidInputError, match=r"v011 \(born\) not in the data"):
        perinatal_mortality(data, ages=DHS_AGES)
    assert len(perinatal_mortality(one(), ages=["40–49"]).estimate("PERINATAL")) == 0
