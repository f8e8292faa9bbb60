"""Parts of conditions that a decision table needs: names for them, and what was not asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import attrs
import numpy as np

from famplan.language.conditions import Condition, Joined, Masks

if TYPE_CHECKING:
    from famplan.language.facts import Fact
    from famplan.language.record import Record
    from famplan.language.rows import Rows

__all__ = ["Asked", "Otherwise", "Term", "asked"]

S = TypeVar("S")


class _Around(Condition[S]):
    """A condition that looks at what another looks at."""

    part: Condition[S]

    @property
    def facts(self) -> tuple[Fact[S], ...]:
        """Facts of its part."""
        return self.part.facts


@attrs.frozen(eq=False)
class Term(_Around[S]):
    """A condition with a name, looked at once however many rows of a table name it."""

    name: str
    name_zh: str
    part: Condition[S]

    def holds(self, record: Record[S]) -> bool | None:
        """Whether its part holds."""
        return record.kept(self, self.part.holds)  # type: ignore[no-any-return]

    def masks(self, rows: Rows[S]) -> Masks:
        """Where its part holds."""
        return rows.kept(self, lambda: self.part.masks(rows))  # type: ignore[no-any-return]

    def to_dict(self) -> dict[str, Any]:
        """Plain values of its part."""
        return self.part.to_dict()

    def describe(self, *, language: str = "en") -> str:
        """Return its name, in quotation marks, since it may have an "or" in it."""
        return f"“{self.said(language=language)}”"

    def said(self, *, language: str = "en") -> str:
        """Return its name."""
        return self.name if language == "en" else self.name_zh


@attrs.frozen(eq=False)
class Asked(_Around[S]):
    """A comparison that fails where the question was not asked or not answered.

    Most questions of a survey are put to some women only: who never had a birth has no months
    since the last one, and that is no unknown number of months. Where the published algorithm
    takes an empty answer for "no", its comparison stands in this.
    """

    part: Condition[S]

    def holds(self, record: Record[S]) -> bool:
        """Whether its part certainly holds."""
        return self.part.holds(record) is True

    def masks(self, rows: Rows[S]) -> Masks:
        """Where its part certainly holds, and everywhere else."""
        yes = self.part.masks(rows).yes
        return Masks(yes, ~yes)

    def to_dict(self) -> dict[str, Any]:
        """The part, with every fact known."""
        known = [fact.is_known().to_dict() for fact in self.part.facts]
        return {"all": [*known, self.part.to_dict()]}

    def describe(self, *, language: str = "en") -> str:
        """Say the part, in brackets if it has several."""
        said = self.part.describe(language=language)
        return f"({said})" if isinstance(self.part, Joined) else said


def asked(part: Condition[S]) -> Condition[S]:
    """Let a comparison fail where its facts are not given.

    Examples
    --------
    >>> from famplan.language import Subject
    >>> woman = Subject("woman")
    >>> months = woman.number("v222", "months since the last birth", "距上次生育的月数")
    >>> [asked(months < 24).holds(woman.record({"v222": n})) for n in (23, 24, None)]
    [True, False, False]
    """
    return Asked(part)


@attrs.frozen(eq=False)
class Otherwise(Condition[S]):
    """What holds always: the last row of a table."""

    @property
    def facts(self) -> tuple[Fact[S], ...]:
        """None."""
        return ()

    def holds(self, record: Record[S]) -> bool:  # noqa: ARG002 - whoever she is
        """Always."""
        return True

    def masks(self, rows: Rows[S]) -> Masks:  # noqa: ARG002 - as above
        """Everywhere, as one value that stands for all rows."""
        return Masks(np.array(True), np.array(False))  # noqa: FBT003 - as above

    def to_dict(self) -> dict[str, Any]:
        """Nothing has to hold."""
        return {"all": []}

    def describe(self, *, language: str = "en") -> str:
        """Say that it is what is left."""
        return "otherwise" if language == "en" else "其余情况"
