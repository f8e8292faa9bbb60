"""Faults of synthetic registers: planted where the truth says, and nowhere else."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from famplan.datasets import Faults, SyntheticRegister, synthetic_register
from famplan.errors import InvalidInputError

START = np.datetime64("2006-01-01")
EVERY = Faults(
    omitted=0.05,
    late=0.04,
    wrong_references=0.01,
    impossible_dates=0.01,
    bad_words=0.01,
    duplicates=0.03,
    padding=0.02,
    heaped=0.10,
)
UNTOUCHED = ("child", "father", "order", "plurality", "legitimacy", "in_policy", "area", "defect")


@cache
def clean() -> SyntheticRegister:
    """Make a county without faults."""
    return synthetic_register(20_000, seed=5)


@cache
def spoilt() -> SyntheticRegister:
    """Make the same county with faults of every kind."""
    return synthetic_register(20_000, seed=5, faults=EVERY)


def repaired() -> dict[str, np.ndarray]:  # type: ignore[type-arg]
    """Undo every fault of the births by the lists."""
    births = {name: column.copy() for name, column in spoilt().tables["births"].items()}
    planted = spoilt().truth.planted
    impossible = planted["impossible_dates"]
    births["occurred"][impossible["row"]] = impossible["occurred"].astype(str)
    births["occurred"] = births["occurred"].astype("datetime64[D]")
    for fault, column in (
        ("wrong_references", "mother"),
        ("bad_words", "sex"),
        ("late", "reported"),
    ):
        births[column][planted[fault]["row"]] = planted[fault][column]
    extra = np.concatenate([planted["duplicates"]["row"], planted["padding"]["row"]])
    kept = ~np.isin(np.arange(len(births["birth"])), extra)
    omitted = planted["omitted"]
    return {name: np.append(column[kept], omitted[name]) for name, column in births.items()}


def test_undoing_the_listed_faults_gives_the_register_without_them() -> None:
    """Nothing was spoilt that is not on a list."""
    births, true = repaired(), clean().tables["births"]
    names = ("mother", "occurred", "reported", "sex", *UNTOUCHED)
    order = [np.lexsort((t["child"], t["order"], t["mother"])) for t in (births, true)]
    for name in names:
        np.testing.assert_array_equal(births[name][order[0]], true[name][order[1]])


def test_shares_are_those_asked_for() -> None:
    """Of the births of the window, to the nearest whole number, and none spoilt twice."""
    recent = np.count_nonzero(clean().tables["births"]["occurred"] >= START)
    planted = spoilt().truth.planted
    for name in ("late", "wrong_references", "impossible_dates", "bad_words", "padding"):
        assert len(planted[name]["row"]) == round(getattr(EVERY, name) * recent)
    assert len(planted["omitted"]["mother"]) == round(0.05 * recent)
    names = ("late", "wrong_references", "impossible_dates", "bad_words", "padding")
    touched = np.concatenate([planted[name]["row"] for name in names])
    assert len(np.unique(touched)) == len(touched)


def test_each_fault_is_what_it_says() -> None:
    """Keys of nobody, days of no calendar, words for no sex, reports after more than a year."""
    births, persons = spoilt().tables["births"], spoilt().tables["persons"]
    planted = spoilt().truth.planted
    nobody = ~np.isin(births["mother"], persons["person"])
    np.testing.assert_array_equal(
        np.flatnonzero(nobody), np.sort(planted["wrong_references"]["row"])
    )
    bad = ~np.isin(births["sex"], ["female", "male"])
    np.testing.assert_array_equal(np.flatnonzero(bad), np.sort(planted["bad_words"]["row"]))
    impossible = [row for row, text in enumerate(births["occurred"]) if not _is_day(text)]
    assert impossible == sorted(planted["impossible_dates"]["row"].tolist())
    known = np.setdiff1d(np.arange(len(bad)), impossible)
    waited = births["reported"][known] - births["occurred"][known].astype("datetime64[D]")
    late = known[waited.astype(int) > 365]
    np.testing.assert_array_equal(late, np.sort(planted["late"]["row"]))


def _is_day(text: str) -> bool:
    try:
        np.datetime64(text, "D")
    except ValueError:
        return False
    return True


def test_duplicates_are_like_what_they_copy_under_another_key() -> None:
    """The same in every column but the key."""
    births, copies = spoilt().tables["births"], spoilt().truth.planted["duplicates"]
    for name, column in births.items():
        same = column[copies["row"]] == column[copies["of"]]
        assert same.all() if name != "birth" else not same.any()


def test_children_left_out_are_nowhere() -> None:
    """Neither among persons nor among deaths or moves."""
    children = spoilt().truth.planted["omitted"]["child"]
    assert (children > 0).any()
    for name in ("persons", "deaths", "migrants"):
        assert not np.isin(spoilt().tables[name]["person"], children[children > 0]).any()


def test_invented_births_have_a_mother_of_age_and_no_child() -> None:
    """Water: a woman of 20 to 40 and nobody born."""
    births, persons = spoilt().tables["births"], spoilt().tables["persons"]
    invented = spoilt().truth.planted["padding"]["row"]
    assert (births["child"][invented] == -1).all()
    mothers = np.searchsorted(persons["person"], births["mother"][invented])
    assert (persons["sex"][mothers] == "female").all()


def test_heaped_ages_end_in_0_or_5() -> None:
    """On the last day; everybody else keeps the true date of birth."""
    persons, true = spoilt().tables["persons"], clean().tables["persons"]
    heaped = spoilt().truth.planted["heaped"]
    days = (np.datetime64("2016-01-01") - persons["birth"][heaped["row"]]).astype(int)
    assert set((days // 365.25 % 5).tolist()) == {0.0}
    births = dict(zip(true["person"].tolist(), true["birth"].tolist(), strict=True))
    same = [
        births[key] == day
        for key, day in zip(persons["person"].tolist(), persons["birth"].tolist(), strict=True)
    ]
    assert np.flatnonzero(~np.array(same)).tolist() == heaped["row"].tolist()


def test_omissions_may_be_confined_to_townships() -> None:
    """Births are left out of the townships given, and of no other."""
    register = synthetic_register(
        20_000, seed=5, faults=Faults(omitted=0.5, omitted_in=(990101002, 990101003))
    )
    omitted = register.truth.planted["omitted"]
    assert set((omitted["area"] // 1000).tolist()) == {990101002, 990101003}


def test_a_code_of_no_township_is_named() -> None:
    """Rather than leaving nothing out in silence."""
    faults = Faults(omitted=0.5, omitted_in=(990101002, 5))
    with pytest.raises(InvalidInputError, match="omitted_in: 5 is no township"):
        synthetic_register(1_000, seed=5, faults=faults)


def test_more_faults_than_births_cannot_be_planted() -> None:
    """Shares are shares, and no birth is spoilt twice."""
    with pytest.raises(InvalidInputError, match="more faults than births"):
        Faults(omitted=0.6, duplicates=0.6)
    with pytest.raises(InvalidInputError, match="no share"):
        Faults(padding=-0.1)
