"""The register: which indicators there are, and the function that computes each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from unicodedata import normalize

from famplan.errors import (
    AmbiguousNameError,
    DefinitionError,
    OutsideWindowError,
    UnknownIndicatorError,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from famplan.catalogue.indicator import Indicator

__all__ = ["cite", "computes", "filled_by", "find", "function_of", "indicators"]

Function = TypeVar("Function", bound="Callable[..., Any]")

# In the order of registration, which is the order of the formula modules.
_REGISTER: dict[Indicator, Callable[..., Any]] = {}

# The floor above loads on demand: what fills the register is called at the first look-up.
_PENDING: list[Callable[[], None]] = []


def filled_by(load: Callable[[], None]) -> None:
    """Name what imports the modules that file indicators; the first look-up calls it."""
    _PENDING.append(load)


def _filled() -> dict[Indicator, Callable[..., Any]]:
    while _PENDING:
        _PENDING.pop()()
    return _REGISTER


def computes(*definitions: Indicator) -> Callable[[Function], Function]:
    """File a function as the one that computes these indicators; return it unchanged.

    Several definitions share a function where only their names differ (coverage of one service
    or of another).

    Raises
    ------
    DefinitionError
        Two definitions of one code are in force on the same day.
    """

    def file(function: Function) -> Function:
        for indicator in definitions:
            _forget_earlier_import(indicator, function)
            _check_windows(indicator)
            _REGISTER[indicator] = function
        return function

    return file


def _forget_earlier_import(new: Indicator, function: Callable[..., Any]) -> None:
    """Let a module that is imported again (in a notebook, by a test runner) file again."""
    for old, known in list(_REGISTER.items()):
        same = (known.__module__, known.__qualname__) == (
            function.__module__,
            function.__qualname__,
        )
        if same and (old.code, old.since) == (new.code, new.since):
            del _REGISTER[old]


def _check_windows(new: Indicator) -> None:
    for old in _REGISTER:
        if old.code == new.code and _overlap(old, new):
            raise DefinitionError(
                new.code, f"two definitions overlap: {old.name!r} and {new.name!r}"
            )


def _overlap(first: Indicator, second: Indicator) -> bool:
    first_ends_before = first.until is not None and second.since is not None
    second_ends_before = second.until is not None and first.since is not None
    return not (
        (first_ends_before and first.until <= second.since)  # type: ignore[operator]
        or (second_ends_before and second.until <= first.since)  # type: ignore[operator]
    )


def indicators(*, on: date | None = None) -> tuple[Indicator, ...]:
    """Every indicator, or those in force on a day.

    Examples
    --------
    >>> len(indicators()) > 50
    True
    """
    return tuple(entry for entry in _filled() if on is None or entry.in_force(on))


def find(query: str, *, on: date | None = None) -> Indicator:
    """Find an indicator by its code or by a name in either language.

    Parameters
    ----------
    query : str
        A code (``"SRB"``, any case) or a full name (``"出生人口性别比"``).
    on : date, optional
        The definition in force on this day; without it, the newest.

    Raises
    ------
    UnknownIndicatorError
        Nothing is called so; the nearest names are suggested.
    OutsideWindowError
        The indicator has no definition in force on the day.
    AmbiguousNameError
        Several indicators bear the name.

    Examples
    --------
    >>> find("SRB").name_zh
    '出生人口性别比'
    >>> find("natural increse")
    Traceback (most recent call last):
    ...
    famplan.errors.UnknownIndicatorError: no indicator is called 'natural increse'; \
did you mean Natural increase (NATURAL_INCREASE), natural increase rate (RNI)?
    """
    called = _called(_folded(query))
    if not called:
        raise UnknownIndicatorError(query, _suggest(_folded(query)))
    found = [entry for entry in called if on is None or entry.in_force(on)]
    if not found:
        windows = ", ".join(f"{entry.since or '…'} to {entry.until or '…'}" for entry in called)
        problem = f"not in force on {on}; it held from {windows} (not included)"
        raise OutsideWindowError(called[-1].code, problem, remedy="leave the day out, or move it")
    codes = tuple(dict.fromkeys(entry.code for entry in found))
    if len(codes) > 1:
        raise AmbiguousNameError(query, codes)
    return found[-1]


def _folded(name: str) -> str:
    """Fold what people type alike: case, and full-width letters and brackets."""
    return normalize("NFKC", name).strip().casefold()


def _called(wanted: str) -> list[Indicator]:
    found = [entry for entry in indicators() if _folded(entry.code) == wanted]
    return found or [
        entry for entry in indicators() if wanted in {_folded(name) for name in entry.names}
    ]


def _suggest(wanted: str) -> tuple[str, ...]:
    from difflib import get_close_matches  # noqa: PLC0415 - loaded at the first slip of the pen

    labels = {}
    for entry in indicators():
        labels[_folded(entry.code)] = f"{entry.name} ({entry.code})"
        for name in entry.names:
            labels[_folded(name)] = f"{name} ({entry.code})"
    near = get_close_matches(wanted, labels, n=3, cutoff=0.6)
    contained = [name for name in labels if wanted and wanted in name]
    return tuple(dict.fromkeys(labels[name] for name in [*near, *contained]))[:3]


def function_of(indicator: Indicator | str) -> Callable[..., Any]:
    """Return the function that computes an indicator.

    Examples
    --------
    >>> function_of("RNI").__name__
    'natural_increase_rate'
    """
    entry = find(indicator) if isinstance(indicator, str) else indicator
    return _filled()[entry]


def cite(query: str, *, on: date | None = None) -> str:
    """Definition and source of an indicator, ready for a footnote.

    Examples
    --------
    >>> print(cite("RNI"))  # doctest: +ELLIPSIS
    Rate of natural increase (自然增长率, RNI): live births less deaths in the period / average \
population of the period, per 1,000. Source: ...
    """
    entry = find(query, on=on)
    scale = f", per {entry.per:,}" if entry.per > 1 else ""
    return (
        f"{entry.name} ({entry.name_zh}, {entry.code}): "
        f"{entry.numerator} / {entry.denominator}{scale}. Source: {entry.source}."
    )
