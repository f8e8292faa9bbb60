"""Fertility preferences: shares and a mean of answers."""

from __future__ import annotations

from answer_properties import check_mean, check_share

from famplan.formulas import preferences


def test_shares_are_between_none_and_all() -> None:
    """Parts add up to one, of nobody it is unknown, and what cannot be is refused."""
    check_share(preferences.preference_proportion, "asked")
    check_share(preferences.planning_proportion, "of_all")


def test_the_mean_is_that_of_the_women() -> None:
    """A sum over women and their number are all it needs."""
    check_mean(preferences.mean_ideal_children, "answered")
