"""Couple-years of protection: the factor tables as printed, additivity and errors."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from importlib.resources import files
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.catalogue import Grade
from famplan.errors import DefinitionError, NegativeCountError, UnverifiedFactWarning
from famplan.formulas.couple_years import couple_years, couple_years_by_method, factors

DATA = tomllib.loads((files("famplan.formulas") / "data" / "couple_years.toml").read_text("utf-8"))
TABLES = [(table["version"], table["data_type"]) for table in DATA["table"]]
METHODS = sorted(factors("update-2022", data_type="commodity"))
units = st.dictionaries(
    st.sampled_from(METHODS), st.integers(min_value=0, max_value=10**6), min_size=1
)


@given(units, units)
def test_distributions_add_up(here: dict[str, int], there: dict[str, int]) -> None:
    """Two districts together give the sum of their couple-years."""
    both = {name: here.get(name, 0) + there.get(name, 0) for name in {*here, *there}}
    given_by = {"version": "update-2022", "data_type": "commodity"}
    apart = couple_years(here, **given_by) + couple_years(there, **given_by)
    assert couple_years(both, **given_by) == pytest.approx(apart)


@given(units)
def test_methods_add_up_to_the_total(distributed: dict[str, int]) -> None:
    """The total is the sum over methods, each exact."""
    table = factors("update-2022", data_type="commodity")
    parts = couple_years_by_method(distributed, version="update-2022", data_type="commodity")
    exact = sum((table[name].value * count for name, count in distributed.items()), Fraction(0))
    assert sum(parts.values()) == pytest.approx(float(exact), rel=1e-12)


@pytest.mark.parametrize(("version", "data_type"), TABLES)
def test_every_factor_has_a_name_a_unit_and_a_source(version: str, data_type: str) -> None:
    """No table refers to a method or a source that is not there."""
    for method, factor in factors(version, data_type=data_type).items():
        assert factor.method == method
        assert factor.value > 0
        assert factor.name
        assert factor.unit
        assert factor.source.title


def test_the_review_of_2022_changed_four_factors() -> None:
    """Against 2011: hormonal device, Levoplant, progestin-only pill; the diaphragm is new."""
    old = factors("usaid-2011", data_type="commodity")
    new = factors("update-2022", data_type="commodity")
    changed = {name for name in new if name not in old or new[name].value != old[name].value}
    assert changed - {"dmpa_sc"} == {
        "hormonal_iud",
        "implant_levoplant",
        "progestin_pill",
        "diaphragm",
    }
    assert new["dmpa_sc"].value == new["dmpa"].value == old["dmpa"].value
    assert set(old) <= set(new)


def test_the_mixture_differs_from_2022_by_sino_implant() -> None:
    """The machine-readable list kept 3.2, so it is a version of its own."""
    mixed = factors("emu-2022", data_type="commodity")
    new = factors("update-2022", data_type="commodity")
    assert {n for n in mixed if n in new and mixed[n].value != new[n].value} == {
        "implant_levoplant"
    }


@pytest.mark.parametrize("data_type", ["commodity", "visit"])
def test_the_decimals_of_the_file_are_the_fractions_cut_off(data_type: Any) -> None:
    """Another layer, so that a result of the file's readers can be had to the last figure."""
    fractions = factors("emu-2022", data_type=data_type)
    decimals = factors("emu-2022-decimals", data_type=data_type)
    assert list(decimals) == list(fractions)
    assert all(abs(decimals[m].value - fractions[m].value) < 1e-9 for m in fractions)
    differing = {m for m in fractions if decimals[m].value != fractions[m].value}
    assert {"male_condom", "net_en"} <= differing
    assert all(
        fractions[m].value.denominator % 3 == 0 or m == "monthly_injectable" for m in differing
    )


def test_a_pill_cycle_is_a_fifteenth_of_a_year_and_never_a_hundred_and_fiftieth() -> None:
    """A public notebook for Kenya has 0.0067: no layer has, so none can be copied wrongly."""
    for version, data_type in TABLES:
        pill = factors(version, data_type=data_type)["combined_pill"].value
        assert pill >= Fraction(66_666, 1_000_000)


def test_a_user_is_one_couple_year_of_any_method() -> None:
    """Users already are couples protected for the year."""
    assert {f.value for f in factors("emu-2022", data_type="user").values()} == {1}


def test_sterilisation_has_factors_of_its_own_in_some_regions() -> None:
    """Only sterilisation differs by region."""
    world = factors("usaid-2011", data_type="commodity")
    africa = factors("usaid-2011", data_type="commodity", region="africa")
    differing = {name for name in world if world[name].value != africa[name].value}
    assert differing == {"female_sterilisation", "male_sterilisation"}
    india = factors("update-2022", data_type="commodity", region="india_nepal_bangladesh")
    assert india["female_sterilisation"].value == 13


def test_areas_and_unknown_units() -> None:
    """Arrays are areas; an unknown count leaves that area's total unknown."""
    total = couple_years(
        {"dmpa": [400, None], "male_condom": 1200}, version="usaid-2011", data_type="commodity"
    )
    np.testing.assert_array_equal(total, [110, np.nan])
    assert couple_years({}, version="usaid-2011", data_type="commodity") == 0


def test_a_factor_whose_source_was_not_seen_warns() -> None:
    """Whether the page of August 2021 had the new pill factor is not known."""
    assert factors("usaid-2021-08", data_type="commodity")["progestin_pill"].source.grade is (
        Grade.MEMORY
    )
    with pytest.warns(UnverifiedFactWarning, match="Progestin-only pill .1/15 per cycle. is not"):
        couple_years({"progestin_pill": 15}, version="usaid-2021-08", data_type="commodity")


def test_an_unknown_method_suggests_the_nearest() -> None:
    """A slip is answered with the name that was meant; anything else with all names."""
    with pytest.raises(
        DefinitionError, match=r"'male_condoms' has no commodity factor .* 'male_co"
    ):
        couple_years({"male_condoms": 1}, version="usaid-2011", data_type="commodity")
    with pytest.raises(DefinitionError, match=r"'xyz' has no .*; it has female_sterilisation"):
        couple_years({"xyz": 1}, version="usaid-2011", data_type="commodity")


@pytest.mark.parametrize(
    ("version", "data_type", "region", "message"),
    [
        ("2011", "commodity", "global", "version: '2011' is none of 'usaid-2011'"),
        ("usaid-2011", "visit", "global", "data_type of usaid-2011: 'visit' is none of 'commod"),
        ("update-2022", "commodity", "africa", "region of update-2022: 'africa' is none of 'glob"),
    ],
)
def test_what_a_version_does_not_have_is_named(
    version: str, data_type: str, region: str, message: str
) -> None:
    """A version has its own data types and regions; none is borrowed from another."""
    with pytest.raises(DefinitionError, match=message):
        factors(version, data_type=data_type, region=region)


def test_negative_units_name_the_method() -> None:
    """Returned stock is not negative protection."""
    with pytest.raises(NegativeCountError, match="dmpa: -1 is below 0"):
        couple_years({"dmpa": -1}, version="usaid-2011", data_type="commodity")
