"""Every number that law or the literature fixes has a source, and says so when nobody saw it."""

from __future__ import annotations

import re
import warnings

import pytest

from famplan.catalogue.facts import Fact, all_facts, fact
from famplan.errors import UnverifiedFactWarning

every_fact = pytest.mark.parametrize(
    "entry", all_facts(), ids=lambda entry: f"{entry.key}@{entry.since}"
)


@every_fact
def test_it_has_a_source(entry: Fact) -> None:
    """Title, unit, name and key are all written out."""
    assert entry.source.title.strip()
    assert entry.name.strip()
    assert entry.unit.strip()
    assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", entry.key)


@every_fact
def test_it_warns_when_used_if_nobody_saw_its_source(entry: Fact) -> None:
    """A verified fact is silent; one from memory never is."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = fact(entry.key, on=entry.since)
    assert found == entry
    told = [item for item in caught if issubclass(item.category, UnverifiedFactWarning)]
    assert bool(told) is not entry.verified


def test_windows_of_one_fact_do_not_overlap() -> None:
    """On any day a key has one value."""
    starts = [
        (entry.key, day)
        for entry in all_facts()
        if (day := entry.since) is not None
        and sum(other.key == entry.key and other.in_force(day) for other in all_facts()) > 1
    ]
    undated = [entry.key for entry in all_facts() if entry.since is None]
    assert starts == []
    assert sorted(set(undated)) == sorted(undated)
