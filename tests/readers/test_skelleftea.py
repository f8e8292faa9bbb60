"""A real register: 26,574 births in a parish region of Sweden, read through a mapping file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.parquet as pq
import pytest

from famplan.readers import register

if TYPE_CHECKING:
    from famplan.readers.register import Register

MAPPING = Path(__file__).with_name("skelleftea.toml")
FOLDER = Path(__file__).parents[3] / "shared" / "oracle" / "registers"
FILE = FOLDER / "skelleftea_children.parquet"
BIRTHS = 26_574

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


def test_births_by_year_and_sex_are_those_of_the_file(found: Register) -> None:
    """Counted here from typed columns, there from the text."""
    births = found.table("births")
    years = births.days("occurred").astype("datetime64[Y]").astype(int) + 1970
    sexes = births.array("sex")
    raw = pq.read_table(FILE).to_pydict()
    expected = np.array([int(day[:4]) for day in raw["birthdate"]])
    np.testing.assert_array_equal(np.bincount(years), np.bincount(expected))
    assert (years.min(), years.max()) == (expected.min(), expected.max())
    assert np.bincount(sexes).tolist() == [raw["sex"].count("female"), raw["sex"].count("male")]


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
