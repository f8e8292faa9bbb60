"""Facilities with enough methods: against a count facility by facility, and errors."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import DefinitionError, NegativeCountError
from famplan.formulas.programme import method_availability_proportion, methods_in_stock

METHODS = {
    "microgynon": "pill",
    "microlut": "pill",
    "condoms": "male condom",
    "depo": "injectable",
    "jadelle": "implant",
    "copper": "IUD",
}
amount = st.one_of(st.none(), st.integers(0, 3))
facilities = st.lists(st.tuples(*[amount] * len(METHODS)), min_size=1, max_size=12)


def by_hand(row: tuple[int | None, ...]) -> tuple[int, int]:
    """Methods of one facility that are there, and that may be."""
    there, maybe = set(), set()
    for (product, method), units in zip(METHODS.items(), row, strict=True):
        del product
        if units is None or units > 0:
            maybe.add(method)
        if units:
            there.add(method)
    return len(there), len(maybe)


def columns(rows: list[tuple[int | None, ...]]) -> dict[str, Any]:
    """Stock by product from stock by facility."""
    return dict(zip(METHODS, map(list, zip(*rows, strict=True)), strict=True))


@given(facilities)
def test_methods_are_counted_and_not_products(rows: list[tuple[int | None, ...]]) -> None:
    """As by hand, facility by facility, with what is not known."""
    fewest, most = methods_in_stock(columns(rows), methods=METHODS)
    assert list(zip(fewest, most, strict=True)) == [by_hand(row) for row in rows]


@given(facilities, st.integers(1, 5))
def test_shares_are_counts_of_facilities(rows: list[tuple[int | None, ...]], at_least: int) -> None:
    """Left out of both numbers, or counted as having too few: the second is never the higher."""
    pairs = [by_hand(row) for row in rows]
    enough = sum(fewest >= at_least for fewest, _ in pairs)
    decided = sum(fewest >= at_least or most < at_least for fewest, most in pairs)
    given_by: dict[str, Any] = {"methods": METHODS, "at_least": at_least}
    low = method_availability_proportion(columns(rows), unknown="not_available", **given_by)
    assert low == pytest.approx(enough / len(rows))
    share = method_availability_proportion(columns(rows), unknown="left_out", **given_by)
    np.testing.assert_allclose(share, enough / decided if decided else np.nan)


@given(facilities)
def test_the_order_of_facilities_does_not_matter(rows: list[tuple[int | None, ...]]) -> None:
    """They are counted, not listed."""
    given_by: dict[str, Any] = {"methods": METHODS, "at_least": 3, "unknown": "left_out"}
    np.testing.assert_array_equal(
        method_availability_proportion(columns(rows), **given_by),
        method_availability_proportion(columns(rows[::-1]), **given_by),
    )


def test_districts_stand_in_front_of_facilities() -> None:
    """One call for all districts."""
    stock = {"microgynon": [[1, 1], [0, 1]], "condoms": [[1, 1], [1, 0]]}
    share = method_availability_proportion(stock, methods=METHODS, at_least=2)
    np.testing.assert_array_equal(share, [1, 0])


def test_what_one_product_hides_another_may_show() -> None:
    """The pill is there, whatever became of the other brand."""
    fewest, most = methods_in_stock({"microgynon": [5], "microlut": [None]}, methods=METHODS)
    assert (fewest, most) == ([1], [1])


def test_no_facility_gives_no_share() -> None:
    """Nothing of nothing is not known."""
    share = method_availability_proportion({"condoms": []}, methods=METHODS, at_least=1)
    assert np.isnan(share)


def test_errors_name_the_product() -> None:
    """Products without a method, methods that are not modern, facilities in doubt."""
    given_by: dict[str, Any] = {"methods": METHODS, "at_least": 1}
    with pytest.raises(DefinitionError, match="methods: 'beads' is not there; say which method"):
        method_availability_proportion({"beads": [1]}, **given_by)
    with pytest.raises(DefinitionError, match="'tea' is other traditional method, which is not"):
        methods_in_stock({"tea": [1]}, methods={"tea": "other traditional method"})
    with pytest.raises(DefinitionError, match=r"methods\['tea'\]: 'herbs' is none of"):
        methods_in_stock({"tea": [1]}, methods={"tea": "herbs"})
    with pytest.raises(DefinitionError, match="unknown: 1 facilities may or may not have 1 meth"):
        method_availability_proportion({"condoms": [1, None]}, **given_by)
    with pytest.raises(DefinitionError, match="unknown: 'zero' is none of 'left_out', 'not_avail"):
        method_availability_proportion({"condoms": [1, None]}, unknown="zero", **given_by)
    with pytest.raises(DefinitionError, match="at_least: 0 is below 1"):
        method_availability_proportion({"condoms": [1]}, methods=METHODS, at_least=0)
    with pytest.raises(DefinitionError, match=r"at_least: 2\.5 is no number of methods"):
        method_availability_proportion({"condoms": [1]}, methods=METHODS, at_least=2.5)  # type: ignore[arg-type]
    with pytest.raises(DefinitionError, match="stock: there is no product"):
        methods_in_stock({}, methods=METHODS)
    with pytest.raises(NegativeCountError, match="condoms"):
        methods_in_stock({"condoms": [-1]}, methods=METHODS)
