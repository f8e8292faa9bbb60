"""Published fertility tables: what they hold gives what they print."""

from __future__ import annotations

import attrs
import numpy as np
import pytest

from famplan import datasets
from famplan.errors import AgeGroupsError, ShapeError
from famplan.formulas import fertility, parity


def rounded(values: np.ndarray | float, decimals: int) -> list[str]:
    """Print figures as the source does."""
    return [f"{value:.{decimals}f}" for value in np.atleast_1d(values)]


def test_fuzhou_gives_its_printed_rates() -> None:
    """ASFR and GFR follow from the counts to the last printed digit; so does the TFR."""
    table = datasets.fuzhou_2020()
    asfr = fertility.age_specific_fertility_rate(table.births, women=table.women)
    gfr = fertility.general_fertility_rate(
        table.births, women=table.women, ages=table.ages, definition="15-49"
    )
    tfr = fertility.total_fertility_rate(asfr, ages=table.ages)
    assert tuple(rounded(asfr * 1000, 2)) == table.printed["ASFR"]
    assert tuple(rounded(gfr * 1000, 2)) == table.printed["GFR"]
    assert rounded(tfr, 3) == ["1.214"]  # recomputed: the yearbook's table does not print it


def test_the_census_year_runs_from_november_to_october() -> None:
    """Not a calendar year, and not the statistical year of the commission."""
    period = datasets.fuzhou_2020().period
    assert (period.start.month, period.start.day) == (11, 1)
    assert (period.stop.year - period.start.year, period.stop.month, period.stop.day) == (1, 11, 1)


def test_the_orders_of_2024_do_not_add_up_to_the_printed_sum() -> None:
    """The sum is 1143.31 per 1,000; 1143.2 is printed; both round to 1.14."""
    table = datasets.china_2024_orders()
    total = parity.total_fertility_of_orders(table.fertility)
    printed, rounded_total = table.printed["TFR"]
    assert rounded(total * 1000, 2) == ["1143.31"]
    assert float(printed) == 1143.2
    assert rounded(total, 2) == [rounded_total]
    assert tuple(rounded(np.array(table.fertility) * 1000, 2)) == table.printed["TFR_ORDER"]


@pytest.mark.parametrize("name", ["china_2024_orders", "fuzhou_2020"])
def test_every_dataset_has_a_source_that_was_seen(name: str) -> None:
    """Real figures only, each with where it stands."""
    table = getattr(datasets, name)()
    assert table.source.verified
    assert table.note


def test_a_dataset_cannot_be_changed() -> None:
    """Two users of one table see the same figures."""
    table = datasets.fuzhou_2020()
    assert table is datasets.fuzhou_2020()
    with pytest.raises(TypeError, match="does not support item assignment"):
        table.printed["TFR"] = ("2.1",)  # type: ignore[index]


def test_a_table_with_missing_entries_is_refused() -> None:
    """One entry for each age group, one for each order."""
    with pytest.raises(AgeGroupsError, match="women: 6 entries for 7 age groups"):
        attrs.evolve(datasets.fuzhou_2020(), women=range(6))
    with pytest.raises(ShapeError, match="fertility: 2 entries for 3 orders"):
        attrs.evolve(datasets.china_2024_orders(), fertility=[0.6, 0.4])
