"""A real register: 26,574 births in a parish region of Sweden, read through a mapping file."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.parquet as pq
import pytest

from famplan import Period, formulas, tabulate
from famplan.readers import register
from famplan.readers.words import Legitimacy
from famplan.tabulate.register.events import YOUNGEST_MOTHER

if TYPE_CHECKING:
    from famplan.readers.register import Register

MAPPING = Path(__file__).with_name("skelleftea.toml")
FOLDER = Path(__file__).parents[3] / "shared" / "oracle" / "registers"
FILE = FOLDER / "skelleftea_children.parquet"
BIRTHS = 26_574
WITHIN, OUTSIDE = map(str, Legitimacy)

pytestmark = pytest.mark.skipif(
    not FILE.is_file(), reason="the oracle's registers are not beside this checkout"
)


@pytest.fixture(scope="module")
def found() -> Register:
    """The register."""
    return register(FOLDER, headers=MAPPING)


def test_every_birth_is_read_and_used(found: Register) -> None:
    """Nothing is lost, and nothing is set aside but what breaks a rule."""
    (total,) = found.totals
    assert (total.table, total.read) == ("births", BIRTHS)
    assert total.used + total.set_aside == BIRTHS
    assert found.findings.by_severity()["error"] == total.set_aside == 0


def test_births_by_year_sex_legitimacy_and_age_are_those_of_the_file(found: Register) -> None:
    """Counted here by the tally, there row by row from the text; none is lost, none twice."""
    raw = pq.read_table(FILE).to_pydict()
    columns = zip(raw["birthdate"], raw["sex"], raw["illeg"], raw["m.age"], strict=True)
    expected = Counter(
        (int(day[:4]), sex, OUTSIDE if illeg == "yes" else WITHIN, int(age))
        for day, sex, illeg, age in columns
    )
    counted: Counter[tuple[int, str, str, int]] = Counter()
    for year in range(1850, 1885):
        births = tabulate.register(found, period=Period.calendar_year(year)).counts["births"]
        cells = births.by(("sex", "legitimacy"))
        keys = (key.decoded() for key in cells.coded)
        for sex, legitimacy, by_age in zip(*keys, cells.sums["births"], strict=True):
            assert by_age[-1] == 0  # no mother's age is unknown, though she has no row
            for place in np.flatnonzero(by_age):
                key = (year, str(sex), str(legitimacy), YOUNGEST_MOTHER + int(place))
                counted[key] += int(by_age[place])
    assert counted == expected
    assert counted.total() == BIRTHS
    assert sum(n for key, n in counted.items() if key[2] == OUTSIDE) == raw["illeg"].count("yes")


def test_the_sex_ratio_has_its_interval(found: Register) -> None:
    """Of all births, and by whether they were within marriage: the formula on the file."""
    raw = pq.read_table(FILE, columns=["sex", "illeg"]).to_pydict()
    whole = Period(date(1850, 1, 1), date(1885, 1, 1))
    tally = tabulate.register(found, period=whole)
    (row,) = tally.estimate("SRB").where(definition="").to_dicts()
    boys, girls = (raw["sex"].count(sex) for sex in ("male", "female"))
    assert (row["numerator"], row["denominator"], row["n"]) == (boys, girls, BIRTHS)
    limits = formulas.births.sex_ratio_interval(boys, female=girls)
    assert (row["value"], row["low"], row["high"]) == pytest.approx(
        (boys / girls, limits.low, limits.high)
    )
    assert 1.03 < row["low"] < 1.06 < row["high"] < 1.09
    cells = tally.counts["births"].by(("legitimacy", "sex"))
    keys = zip(*(key.decoded().tolist() for key in cells.coded), strict=True)
    counted = dict(zip(keys, cells.sums["births"].sum(axis=1).tolist(), strict=True))
    names = {"yes": OUTSIDE, "no": WITHIN}
    pairs = Counter(zip((names[one] for one in raw["illeg"]), raw["sex"], strict=True))
    assert counted == pairs


def test_orders_follow_from_the_mother_s_births(found: Register) -> None:
    """Mothers are told apart though nothing is known of them; every order has its births."""
    births = found.table("births")
    mothers, days = births.array("mother"), births.array("occurred")
    rows = np.lexsort((days, mothers))
    starts = np.flatnonzero(np.diff(mothers[rows], prepend=-2))
    order = np.arange(BIRTHS) - np.repeat(starts, np.diff([*starts, BIRTHS])) + 1
    raw = pq.read_table(FILE, columns=["m.id"]).column(0).to_numpy()
    assert len(starts) == len(np.unique(raw))
    counts = np.bincount(order)[1:]
    assert counts.sum() == BIRTHS
    assert counts[0] == len(starts)
    assert (np.diff(counts) <= 0).all()
