"""Dated facts: looked up by key and day, flagged where nobody saw the source."""

from __future__ import annotations

from datetime import date

import pytest

from famplan.catalogue.facts import all_facts, fact
from famplan.errors import DefinitionError, OutsideWindowError, UnverifiedFactWarning


def test_an_unknown_key_names_the_known_ones() -> None:
    """The message lists what may be asked for."""
    with pytest.raises(DefinitionError, match="'luck' is none of replacement_fertility"):
        fact("luck")


def test_a_fact_outside_its_window_is_refused() -> None:
    """The fee order ended on 2021-08-20, and the message gives the window."""
    assert fact("social_maintenance_fee_order", on=date(2021, 8, 19)).in_force(date(2021, 8, 19))
    with pytest.raises(OutsideWindowError, match="not in force on 2021-08-20; it held 2002-09-01"):
        fact("social_maintenance_fee_order", on=date(2021, 8, 20))


def test_unverified_facts_warn_and_verified_ones_do_not() -> None:
    """The suite turns warnings into errors, so a silent look-up passes only if verified."""
    for entry in all_facts():
        on = entry.since
        if entry.verified:
            assert fact(entry.key, on=on).key == entry.key
        else:
            with pytest.warns(UnverifiedFactWarning, match="is not verified"):
                fact(entry.key, on=on)
