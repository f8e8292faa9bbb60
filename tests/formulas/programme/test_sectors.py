"""The adjustment for sectors that do not report: Kristonia's factors, properties, errors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan import datasets
from famplan.errors import DefinitionError, InvalidInputError
from famplan.formulas.programme import sector_adjustment

share = st.floats(0.01, 1)


def test_kristonia_has_the_factors_that_its_program_computes() -> None:
    """Catalogue G-8 to four digits; condoms are left at 1 there by a line of the program."""
    data = datasets.kristonia()
    found = {
        group: round(float(sector_adjustment(shares, reporting=data.reporting)), 4)
        for group, shares in data.shares.items()
    }
    assert found == {
        "female_sterilisation": 1.1328,
        "male_sterilisation": 1.1529,
        "iud": 1.2485,
        "implant": 1.0663,
        "injectable": 1.2287,
        "pill": 2.0560,
        "male_condom": 4.0185,
        "emergency_pill": 3.3058,
        "other_modern": 3.0136,
    }


@given(share, share)
def test_one_sector_that_reports_all_needs_no_adjustment(served: float, reported: float) -> None:
    """More reporting, less to add; a sector alone is the reverse of what it reports."""
    assert sector_adjustment({"public": 1}, reporting={"public": reported}) == pytest.approx(
        1 / reported
    )
    less = sector_adjustment({"public": served}, reporting={"public": reported})
    assert less >= sector_adjustment({"public": served}, reporting={"public": 1}) >= 1


def test_where_no_sector_reports_there_is_nothing_to_adjust() -> None:
    """As published: a factor of 1, and of no users at that."""
    assert sector_adjustment({"shop": 1}, reporting={"shop": 0}) == 1


def test_an_unknown_share_leaves_the_factor_unknown() -> None:
    """And areas are arrays."""
    found = sector_adjustment(
        {"public": [0.5, None], "private": 0.5}, reporting={"public": 1, "private": 0}
    )
    np.testing.assert_array_equal(found, [2, np.nan])


def test_errors_name_the_sector() -> None:
    """A sector that is not spoken of, shares per cent, shares that add up to too much."""
    with pytest.raises(DefinitionError, match="'privat' is not there; did you mean 'private'"):
        sector_adjustment({"privat": 1}, reporting={"private": 1})
    with pytest.raises(DefinitionError, match="'shop' is not there; give 0 for one that"):
        sector_adjustment({"shop": 1}, reporting={"public": 1})
    with pytest.raises(InvalidInputError, match="public: 60 is above 1"):
        sector_adjustment({"public": 60}, reporting={"public": 1})
    with pytest.raises(InvalidInputError, match=r"source_shares: add up to 1\.2, more than 1"):
        sector_adjustment({"public": 0.9, "ngo": 0.3}, reporting={"public": 1, "ngo": 1})
