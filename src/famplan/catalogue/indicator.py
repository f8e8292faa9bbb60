"""The definition of an indicator: what is counted, over what, and who says so."""

from __future__ import annotations

import math
from enum import StrEnum
from typing import TYPE_CHECKING

import attrs

from famplan.errors import DefinitionError

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Grade", "Indicator", "Kind", "Source", "Variant"]


class Grade(StrEnum):
    """How well a source was seen."""

    LAW = "A"
    """The legal text was read in full."""
    OFFICIAL = "B"
    """A government or official-document page was read."""
    SECONDARY = "C"
    """A secondary page was read: a manual's copy, a textbook, a paper, package documentation."""
    MEMORY = "M"
    """From memory: not verified."""


@attrs.frozen
class Source:
    """Where a definition, amount or figure comes from.

    Examples
    --------
    >>> source = Source("A yearbook", locator="table 2-7", grade=Grade.OFFICIAL)
    >>> source.verified
    True
    >>> print(source)
    A yearbook, table 2-7 [B]
    """

    title: str
    locator: str = attrs.field(default="", kw_only=True)
    url: str = attrs.field(default="", kw_only=True)
    grade: Grade = attrs.field(default=Grade.SECONDARY, converter=Grade, kw_only=True)

    @property
    def verified(self) -> bool:
        """Whether famplan's makers have seen the source."""
        return self.grade is not Grade.MEMORY

    def __str__(self) -> str:
        """Title, place and grade in one line."""
        place = f", {self.locator}" if self.locator else ""
        unseen = "" if self.verified else ", not verified"
        return f"{self.title}{place} [{self.grade}{unseen}]"


@attrs.frozen
class Variant:
    """One of the meanings a field gives to the same indicator, chosen by an argument."""

    argument: str
    """The argument and value that choose it, for example ``definition="dhs"``."""
    meaning: str


class Kind(StrEnum):
    """What sort of number an indicator is; the word decides how it may be combined."""

    COUNT = "count"
    RATE = "rate"
    """Events per person-time."""
    PROPORTION = "proportion"
    """A part of a whole that contains it."""
    RATIO = "ratio"
    """One quantity over another that does not contain it."""
    MEAN = "mean"
    INDEX = "index"
    CHANGE = "change"
    """Relative or absolute change between two times."""
    BALANCE = "balance"
    """What comes in less what goes out."""


# What stands behind a published figure, by its kind and scale.
_SYMBOLS = {
    (Kind.PROPORTION, 100): "%",
    (Kind.PROPORTION, 1000): "‰",
    (Kind.RATE, 100): "%",
    (Kind.RATE, 1000): "‰",
    (Kind.CHANGE, 100): "%",
    (Kind.RATIO, 1000): "‰",
    (Kind.BALANCE, 1000): "‰",
}


@attrs.frozen(kw_only=True)
class Indicator:
    """A definition: frozen, dated, bilingual, sourced.

    Formulas compute per one; `per` is the scale the field publishes, and only what people read
    is scaled by it.

    Examples
    --------
    >>> from famplan import find
    >>> find("RNI").publish(0.00064)
    '0.64‰'
    """

    code: str
    name: str
    name_zh: str
    kind: Kind = attrs.field(converter=Kind)
    numerator: str
    denominator: str
    unit: str
    per: int = 1
    source: Source
    aliases: tuple[str, ...] = ()
    """Other names in use, in either language."""
    variants: tuple[Variant, ...] = ()
    caution: str = ""
    """What goes wrong most often, in one sentence."""
    sign: str | None = None
    """Printed behind a published figure where kind and scale do not decide it."""
    since: date | None = None
    until: date | None = None
    """First day on which the definition no longer holds."""

    def __attrs_post_init__(self) -> None:
        """Check that the window is not empty and the scale is a power of ten."""
        if self.since and self.until and self.until <= self.since:
            raise DefinitionError(self.code, f"until {self.until} is not after since {self.since}")
        if self.per not in {1, 100, 1000, 10_000, 100_000}:
            raise DefinitionError(
                self.code, f"per {self.per} is not 1, 100, 1,000, 10,000 or 100,000"
            )

    @property
    def names(self) -> tuple[str, ...]:
        """Every name the indicator goes by, the official two first."""
        return (self.name, self.name_zh, *self.aliases)

    @property
    def symbol(self) -> str:
        """Sign printed behind a published figure: ``%``, ``‰`` or nothing."""
        usual = _SYMBOLS.get((self.kind, self.per), "")
        return usual if self.sign is None else self.sign

    def in_force(self, on: date) -> bool:
        """Whether the definition held on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)

    def publish(self, value: float, *, decimals: int = 2) -> str:
        """A value per one, as the field prints it; ``–`` where it is undefined.

        Examples
        --------
        >>> from famplan import find
        >>> find("SRB").publish(1.0943)
        '109.43'
        >>> find("SRB").publish(float("nan"))
        '–'
        """
        if math.isnan(value):
            return "–"
        return f"{value * self.per:,.{decimals}f}{self.symbol}"
