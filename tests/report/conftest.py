"""A small county, read and counted once for all tests of reports."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from famplan.datasets.register import synthetic_register
from famplan.model import Period
from famplan.readers import Register
from famplan.readers import register as read
from famplan.tabulate.register import RegisterTally
from famplan.tabulate.register import register as count


class County(NamedTuple):
    """What reports are made of."""

    register: Register
    years: tuple[RegisterTally, ...]
    halves: tuple[RegisterTally, ...]


@pytest.fixture(scope="session")
def county() -> County:
    """A county that does not exist: three years, and two halves."""
    register = read(synthetic_register(12_000, seed=7, areas=4).frames())

    def counted(period: str) -> RegisterTally:
        return count(register, period=Period.parse(period), by="township", uptake_days=180)

    return County(
        register,
        tuple(map(counted, ("2011", "2012", "2013"))),
        tuple(map(counted, ("2012H2", "2013H1"))),
    )
