"""The three national schemes (三项制度), and what is published of them: people and yuan.

Who qualified for 少生快富, "fewer births, faster prosperity", is not modelled: its payment was tied
to permanent contraception, and nobody is judged by that here. Its amount and its published totals
are what there is to know.
"""

from __future__ import annotations

from enum import StrEnum
from math import nan
from typing import TYPE_CHECKING

import attrs

from famplan.errors import InvalidRecordError
from famplan.model.validators import at_least, member
from famplan.rules.amount_files import amounts_of

if TYPE_CHECKING:
    from famplan.catalogue.indicator import Source

__all__ = ["FEWER_BIRTHS_AMOUNTS", "NationalScheme", "SchemeTotals"]


class NationalScheme(StrEnum):
    """One of the three national schemes for families.

    Examples
    --------
    >>> NationalScheme.FEWER_BIRTHS.name_zh
    '少生快富'
    """

    REWARD_ASSISTANCE = "reward assistance"
    FEWER_BIRTHS = "fewer births, faster prosperity"
    SPECIAL_ASSISTANCE = "special assistance"

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return _CHINESE[self]


_CHINESE = {
    NationalScheme.REWARD_ASSISTANCE: "奖励扶助",
    NationalScheme.FEWER_BIRTHS: "少生快富",
    NationalScheme.SPECIAL_ASSISTANCE: "特别扶助",
}


def _read_scheme(value: NationalScheme | str) -> NationalScheme:
    return member(value, NationalScheme, "scheme")


def _is_sum(_totals: object, field: attrs.Attribute[float | None], value: float | None) -> None:
    if value is not None and not value >= 0:
        raise InvalidRecordError(field.name, f"{value:g} is below 0")


@attrs.frozen(kw_only=True)
class SchemeTotals:
    """What was published of a scheme for a year: totals, never persons.

    Parameters
    ----------
    scheme : NationalScheme or str
        Which of the three.
    year : int
        The year.
    recipients : int, optional
        How many were paid: people, or couples for 少生快富; not given is unknown.
    yuan : float, optional
        What they were paid together; not given is unknown.
    place : str
        Where; empty for the whole country.
    source : Source, optional
        Who published it.

    Raises
    ------
    InvalidRecordError
        A total is negative, or the scheme is none of the three.

    Examples
    --------
    An invented county:

    >>> totals = SchemeTotals(
    ...     scheme="fewer births, faster prosperity", year=2008, recipients=40, yuan=132_000
    ... )
    >>> totals.average
    3300.0
    >>> FEWER_BIRTHS_AMOUNTS[0].value <= totals.average <= FEWER_BIRTHS_AMOUNTS[0].high
    True
    """

    scheme: NationalScheme = attrs.field(converter=_read_scheme)
    year: int
    recipients: int | None = attrs.field(default=None, validator=at_least(0))
    yuan: float | None = attrs.field(default=None, validator=_is_sum)
    place: str = ""
    source: Source | None = None

    @property
    def average(self) -> float:
        """Yuan per recipient; ``nan`` where one of the two is unknown or nobody was paid."""
        return nan if self.yuan is None or not self.recipients else self.yuan / self.recipients


FEWER_BIRTHS_AMOUNTS = amounts_of("fewer_births")
"""What 少生快富 paid: for comparing published totals with."""
