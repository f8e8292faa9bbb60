"""Birth-policy regimes as one scheme: the national texts, and over them the provincial ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from famplan.catalogue.indicator import Source
from famplan.rules.birth_policy.provisions import provisions
from famplan.rules.birth_policy.texts import PROVINCES, regimes
from famplan.rules.requirement import Requirement
from famplan.rules.rule import Rule
from famplan.rules.scheme import Overlay, Scheme
from famplan.rules.subjects.couple import COUPLE, MARRIED, CoupleAtBirth
from famplan.rules.window import in_window, window_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from famplan.rules.birth_policy.provisions import Provision

__all__ = ["BIRTH_POLICY", "FAVOURABLE_RULE", "FEE_REGULATION", "Regulation"]

_PURPOSE = (
    "Used to classify births for statistics, never to advise or sanction anyone. Approval, "
    "registration and fees are not modelled."
)


@attrs.frozen(kw_only=True)
class Regulation:
    """A regulation of which only the window matters.

    Examples
    --------
    >>> from datetime import date
    >>> FEE_REGULATION.in_force(date(2021, 9, 8)), FEE_REGULATION.in_force(date(2021, 9, 9))
    (True, False)
    """

    name: str
    name_zh: str
    since: date
    until: date | None = None
    ended_by: str = ""
    source: Source
    note: str = ""

    def in_force(self, on: date) -> bool:
        """Whether it was in force on a day."""
        return in_window(on, self.since, self.until)

    def __str__(self) -> str:
        """Name, window, and what ended it."""
        ended = f"; ended by {self.ended_by}" if self.ended_by else ""
        return f"{self.name}, {window_text(self.since, self.until)}{ended} – {self.source}"


def _regulation(row: dict[str, Any], **names: str) -> Regulation:
    return Regulation(**{**names, **row, "source": Source(**row["source"])})


def _number(entry: Provision) -> Requirement[CoupleAtBirth]:
    return Requirement(
        f"is one of the first {entry.number} children, or has a ground for one more"
        if entry.number > 1
        else "is the first child, or has a ground for one more",
        entry.condition,
        text_zh=f"{entry.number}孩以内，或符合再生育条件",
        key="number",
    )


_MARRIAGE = Requirement(
    "was born to a lawfully married couple", MARRIED, text_zh="合法婚姻内生育", key="marriage"
)


def _versions() -> tuple[Rule[CoupleAtBirth], ...]:
    return tuple(
        Rule(
            row["name"],
            name_zh=row["name_zh"],
            subject=COUPLE,
            source=Source(**row["source"]),
            since=row["since"],
            until=row.get("until"),
            ended_by=row.get("ended_by", ""),
            requires=(_MARRIAGE, _number(entry)),
            only_counted=True,
            note=" ".join(part for part in (row.get("note", ""), _PURPOSE) if part),
        )
        for row, entry in zip(regimes()["regime"], provisions(), strict=True)
    )


def _overlays() -> Iterator[Overlay[CoupleAtBirth]]:
    for place in PROVINCES:
        for entry in provisions(place):
            sources = [text.source for text in entry.texts]
            if entry.spacing is not None:
                sources.append(entry.spacing.source)
            if sources:
                yield Overlay(
                    place=place,
                    since=entry.since,
                    until=entry.until,
                    source=sources[-1],
                    replaces=(_number(entry),),
                    note=_note(entry, sources[:-1]),
                )


def _note(entry: Provision, others: list[Source]) -> str:
    unverified = [text for held in entry.texts for text in held.unverified]
    if entry.spacing is not None:
        unverified += entry.spacing.unverified
    return "; ".join([*(str(source) for source in others), *unverified])


BIRTH_POLICY: Scheme[CoupleAtBirth] = Scheme(
    code="birth-policy",
    name="conformity of births with the birth policy of their day and province",
    name_zh="生育政策符合情况（统计分类）",
    versions=_versions(),
    overlays=tuple(_overlays()),
    note=_PURPOSE,
)
"""Births of 1980 and later against the policy of their day: a classification for statistics."""

FAVOURABLE_RULE = _regulation(
    regimes()["favourable"],
    name="the rule that favours partners registered in two provinces",
    name_zh="按照有利于当事人的原则适用",
)
"""Since when partners registered in two provinces go by the rule that favours them."""

FEE_REGULATION = _regulation(regimes()["fee"])
"""The window of the fee regulation; published totals of fees are `famplan.formulas.funding`."""
