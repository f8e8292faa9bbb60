"""Numbers as people read them: at the published scale, with the marks of what is hidden."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import attrs

from famplan.report.layout import indicator_of, layout

if TYPE_CHECKING:
    from famplan.catalogue import Indicator
    from famplan.report.words import Words

__all__ = [
    "HIDDEN",
    "UNKNOWN",
    "Cell",
    "change_text",
    "decimals",
    "figure_text",
    "interval_text",
    "unit_text",
]

HIDDEN, UNKNOWN = "*", "–"
_WHOLE_UNITS = {"persons", "procedures", "couples", "women", "units of the product"}


@attrs.frozen
class Cell:
    """A figure as it is printed: the number or a mark, and its interval if it has one."""

    text: str
    interval: str = ""


def decimals(indicator: Indicator) -> int:
    """Decimals that an indicator is printed with: none for counts.

    Examples
    --------
    >>> from famplan.catalogue import find
    >>> decimals(find("CBR")), decimals(find("PROCEDURES_5"))
    (2, 0)
    """
    return 0 if indicator.per == 1 and indicator.unit in _WHOLE_UNITS else 2


def figure_text(record: dict[str, Any]) -> Cell:
    """Print a record's figure, without its unit.

    Examples
    --------
    >>> figure_text({"indicator": "CBR", "value": 0.0093, "low": 0.0085, "high": 0.0101})
    Cell(text='9.30', interval='8.50–10.10')
    >>> figure_text({"indicator": "CBR", "value": float("nan"), "mark": "hidden"}).text
    '*'
    """
    if record.get("mark") == "hidden":
        return Cell(HIDDEN)
    indicator = indicator_of(record["indicator"])
    if not _known(record["value"]):
        return Cell(UNKNOWN)
    return Cell(_number(record["value"], indicator), interval_text(record))


def interval_text(record: dict[str, Any]) -> str:
    """Print a record's interval; nothing if it has none."""
    low, high = record.get("low"), record.get("high")
    if not (_known(low) and _known(high)) or low == high:  # no width: an error was not estimated
        return ""
    indicator = indicator_of(record["indicator"])
    ends = [_number(end, indicator) for end in (low, high)]
    between = " – " if "-" in "".join(ends) or "−" in "".join(ends) else "–"
    return between.join(ends)


def _number(value: Any, indicator: Indicator) -> str:  # noqa: ANN401 - a number of any kind
    return _signed(f"{value * indicator.per:,.{decimals(indicator)}f}")


def _signed(text: str) -> str:
    """Write a minus as one, and none before nothing."""
    return text.replace("-", "−") if text.strip("-+0.,") else text.lstrip("-+")


def unit_text(indicator: Indicator, say: Words) -> str:
    """Return the sign or scale behind an indicator's figures.

    Examples
    --------
    >>> from famplan.catalogue import find
    >>> from famplan.report.words import words
    >>> unit_text(find("CBR"), words("en")), unit_text(find("SRB"), words("zh"))
    ('‰', '女＝100')
    """
    own = layout().units.get(indicator.code)
    if own is not None:
        return own[say.language]
    if indicator.symbol:
        return indicator.symbol
    return say(f"per_{indicator.per}") if indicator.per > 1 else ""


def change_text(
    now: dict[str, Any], before: dict[str, Any] | None, say: Words, *, level: float | None
) -> Cell:
    """Print the change of a figure; with its interval where the two periods are independent.

    `level` is that of the interval; None if there is none. Nor is there one from or to a figure of
    no event: its error comes out as nothing, as if chance could not have made it otherwise.

    Examples
    --------
    >>> from famplan.report.words import words
    >>> now, before = ({"indicator": "CBR", "value": v, "se": v / 9} for v in (0.009, 0.01))
    >>> change_text(now, before, words("en"), level=0.95)
    Cell(text='−1.00‰', interval='−3.93 – +1.93')
    >>> change_text(now, {**before, "value": 0.0, "se": 0.0}, words("en"), level=0.95)
    Cell(text='+9.00‰', interval='')
    """
    if before is None or not (_known(now["value"]) and _known(before["value"])):
        return Cell("")
    indicator = indicator_of(now["indicator"])
    change = float(now["value"]) - float(before["value"])
    text = _signed(f"{change * indicator.per:+,.{decimals(indicator)}f}")
    unit = say("points") if indicator.symbol == "%" else indicator.symbol
    errors = (now.get("se"), before.get("se"))
    interval = ""
    if level is not None and all(_known(error) and error for error in errors):
        from statistics import NormalDist  # noqa: PLC0415 - only needed here

        reach = NormalDist().inv_cdf((1 + level) / 2) * math.hypot(*map(float, errors))  # type: ignore[arg-type]
        ends = ((change + sign * reach) * indicator.per for sign in (-1, 1))
        interval = " – ".join(f"{end:+,.{decimals(indicator)}f}".replace("-", "−") for end in ends)
    return Cell(f"{text}{unit}", interval)


def _known(number: object) -> bool:
    return isinstance(number, int | float) and not math.isnan(number)
