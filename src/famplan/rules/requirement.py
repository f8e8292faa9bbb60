"""Requirements: a condition, what the text says of it, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

import attrs

from famplan.errors import DefinitionError
from famplan.language.conditions import Condition, check_condition

if TYPE_CHECKING:
    from famplan.catalogue.indicator import Source

__all__ = ["Requirement"]

S = TypeVar("S")


def _is_condition(_record: object, _field: object, value: object) -> None:
    check_condition(value)


@attrs.frozen(eq=False)
class Requirement(Generic[S]):
    """One thing that a rule asks for.

    Parameters
    ----------
    text, text_zh : str
        What the text asks for, in few words.
    condition : Condition
        The same, as a condition.
    locator : str
        Where it stands in the rule's source: ``"art. 3 (2)"``.
    key : str
        A short name by which local overlays replace or relax it; the text itself unless given.
    source : Source, optional
        Its own source, where it is not the rule's.
    """

    text: str
    condition: Condition[S] = attrs.field(validator=_is_condition)
    locator: str = ""
    text_zh: str = attrs.field(default="", kw_only=True)
    key: str = attrs.field(kw_only=True)
    source: Source | None = attrs.field(default=None, kw_only=True)

    @key.default
    def _text_as_key(self) -> str:
        return self.text

    def said(self, *, language: str = "en") -> str:
        """Return what is asked for, in a language."""
        return (self.text_zh or self.text) if language == "zh" else self.text

    def or_else(self, other: Requirement[S]) -> Requirement[S]:
        """Return the requirement that either this or a local one be met."""
        return attrs.evolve(
            other,
            condition=self.condition | other.condition,
            text=f"{self.text}, or {other.text}",
            text_zh=f"{self.said(language='zh')}，或{other.said(language='zh')}",
            key=self.key,
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain values that JSON can hold."""
        found: dict[str, Any] = {"key": self.key, "text": self.text, "text_zh": self.text_zh}
        found |= {"locator": self.locator, "condition": self.condition.to_dict()}
        return found if self.source is None else {**found, "source": source_record(self.source)}


def check_requirements(where: str, requirements: tuple[Requirement[Any], ...]) -> None:
    """Check that requirements have keys of their own.

    Raises
    ------
    DefinitionError
        Two have the same, or there are none.
    """
    keys = [entry.key for entry in requirements]
    if not keys:
        raise DefinitionError(where, "has no requirements", remedy="give requires=")
    double = {key for key in keys if keys.count(key) > 1}
    if double:
        problem = f"two requirements are called {', '.join(sorted(double))}"
        raise DefinitionError(where, problem, remedy="give each a key of its own")


def source_record(source: Source) -> dict[str, Any]:
    """Return a source as plain values."""
    found = {"title": source.title, "locator": source.locator, "url": source.url}
    return {**found, "grade": str(source.grade), "verified": source.verified}
