"""Local texts from data files: where, since when, what they ask for and what they pay.

What a text pays may have been paid before it, by texts that were not read. Those years are not
empty: an amount that is not known stands in them, so that a verdict says "unknown", never "none".
"""

from __future__ import annotations

from decimal import Decimal
from importlib import resources
from itertools import pairwise
from tomllib import loads
from typing import TYPE_CHECKING, Any

import attrs

from famplan.catalogue.indicator import Grade, Source
from famplan.rules.amount import Amount
from famplan.rules.amount_files import amount_from
from famplan.rules.scheme import Overlay
from famplan.rules.window import check_apart, window_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from famplan.language.conditions import Condition
    from famplan.language.numbers import NumberTerm
    from famplan.rules.requirement import Requirement

__all__ = ["LocalText", "amounts_in", "overlays_in", "texts_of"]

_NOT_READ = Source("no text of this time was read", grade=Grade.MEMORY)


@attrs.frozen(kw_only=True)
class LocalText:
    """One text of a province or a city, as it was read.

    Parameters
    ----------
    place : str
        Where: ``"Henan"``, or ``"Henan/Zhengzhou"``.
    source : Source
        The text.
    since, until : date, optional
        Its day, and the day of the next text; its provisions may be older than the text.
    text_of : bool
        Whether `since` is only the day of the text.
    who : str
        Whom it names, by a key that the scheme knows.
    until_age : int, optional
        Age of the child at which it ends.
    payer : str
        Who pays.
    amounts : sequence of mapping
        What it pays, in rows.
    note : str
        What else there is to know.
    """

    place: str
    source: Source
    since: date | None = None
    until: date | None = None
    text_of: bool = True
    who: str = ""
    until_age: int | None = None
    payer: str = ""
    amounts: Sequence[Mapping[str, Any]] = ()
    note: str = ""


def texts_of(name: str) -> tuple[LocalText, ...]:
    """Read the local texts of ``rules/data/<name>.toml``.

    Examples
    --------
    >>> next(text for text in texts_of("only_child_reward") if text.place == "Hebei").until_age
    18
    """
    file = resources.files("famplan.rules") / "data" / f"{name}.toml"
    rows = loads(file.read_text(encoding="utf-8"), parse_float=Decimal)["text"]
    return tuple(LocalText(**{**row, "source": Source(**row["source"])}) for row in rows)


def overlays_in(
    texts: Sequence[LocalText],
    *,
    replaces: Callable[[LocalText], tuple[Requirement[Any], ...]] = lambda _: (),
    adds: Callable[[LocalText], tuple[Requirement[Any], ...]] = lambda _: (),
) -> tuple[Overlay[Any], ...]:
    """Make an overlay of every text.

    Parameters
    ----------
    texts : sequence of LocalText
        The texts.
    replaces, adds : callable
        What a text asks for instead, and besides.
    """
    return tuple(
        Overlay(
            place=text.place,
            source=text.source,
            since=text.since,
            until=text.until,
            replaces=replaces(text),
            adds=adds(text),
            note=text.note,
        )
        for text in texts
    )


def amounts_in(
    texts: Sequence[LocalText],
    *,
    cases: Mapping[str, Condition[Any] | None] | None = None,
    times: Mapping[str, NumberTerm[Any]] | None = None,
) -> tuple[Amount[Any], ...]:
    """Take the amounts of every text, and one that is not known where none was read.

    Parameters
    ----------
    texts : sequence of LocalText
        The texts.
    cases : mapping of str to Condition, optional
        Whom a ``case`` is for; None for what is theirs to choose.
    times : mapping of str to NumberTerm, optional
        What a ``times`` multiplies by.
    """
    stated = [
        amount_from(text.place, {**_shared(text), **row}, cases or {}, times or {})
        for text in texts
        for row in text.amounts
    ]
    return (*stated, *_unread(texts))


def _shared(text: LocalText) -> dict[str, Any]:
    """Give what all amounts of a text share; none says for whom it is unless its row does."""
    names = ("place", "since", "until", "text_of", "payer")
    shared = {name: getattr(text, name) for name in names}
    return {**shared, "per": "", "source": attrs.asdict(text.source)}


def _unread(texts: Sequence[LocalText]) -> Iterator[Amount[Any]]:
    """Fill the years of a province of which no text was read; a city falls back on its province."""
    for place in dict.fromkeys(text.place for text in texts if "/" not in text.place):
        own = [text for text in texts if text.place == place]
        own.sort(key=lambda text: "" if text.since is None else text.since.isoformat())
        check_apart(place, own)
        edges = [None, *(edge for text in own for edge in (text.since, text.until)), None]
        for since, until in list(pairwise(edges))[::2]:
            if since != until:
                note = f"not known {window_text(since, until)}"
                yield Amount(
                    place=place, since=since, until=until, source=_NOT_READ, per="", note=note
                )
