"""What follows from a sanction, a status or a grade: for the unit and for offices, never persons.

Consequences are published history. An office is named, such as the director of the family-planning
office; who holds it is not known here, and no function takes a name.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs

from famplan.assessment.rows import Row, rows_of
from famplan.assessment.sanctions import Sanction
from famplan.errors import DefinitionError
from famplan.formulas.choices import one_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from famplan.assessment.faults import Faults

__all__ = ["Consequence", "Counted", "Role", "consequences_from"]

Counted: TypeAlias = Literal["in a row", "in all"]
"""How repeated years are counted: one after the other, or all that the history has."""


class Role(StrEnum):
    """Whom a consequence is for: the unit, or an office. The list is closed; names have no place.

    Examples
    --------
    >>> Role.DIRECTOR.name_zh
    '计生委（办）主任'
    """

    UNIT = "unit"
    PARTY_HEAD = "head of the party committee"
    GOVERNMENT_HEAD = "head of the government"
    DEPUTY = "deputy in charge"
    DIRECTOR = "director of the family-planning office"
    LEADERS = "principal leader and deputy in charge"
    PARTY_AND_GOVERNMENT_HEADS = "heads of party committee and government"
    HEADS_AND_DIRECTOR = "heads, deputy in charge and director of the family-planning office"
    LEGAL_REPRESENTATIVE = "legal representative"
    RESPONSIBLE_OFFICES = "offices responsible"
    VILLAGE_SECRETARY = "village party secretary"

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return _ROLES[self]


_ROLES = {
    Role.UNIT: "单位",
    Role.PARTY_HEAD: "党委主要负责人",
    Role.GOVERNMENT_HEAD: "政府主要负责人",
    Role.DEPUTY: "分管负责人",
    Role.DIRECTOR: "计生委（办）主任",
    Role.LEADERS: "主要负责人和分管负责人",
    Role.PARTY_AND_GOVERNMENT_HEADS: "党政主要负责人",
    Role.HEADS_AND_DIRECTOR: "党政主要负责人、分管负责人和计生委（办）主任",
    Role.LEGAL_REPRESENTATIVE: "法定代表人",
    Role.RESPONSIBLE_OFFICES: "有关责任岗位",
    Role.VILLAGE_SECRETARY: "村党支部书记",
}


@attrs.frozen(kw_only=True)
class Consequence:
    """What follows, for whom, and for how long.

    Parameters
    ----------
    on : Role or str
        The unit, or an office.
    text, text_zh : str
        What follows, in both languages.
    sanction, status, grade : str
        What it follows from; one of them. What follows from a sanction follows from that one
        only, not from a milder or a worse.
    years : int, optional
        How long it lasts; None where it is done once, or lasts as long as the status.
    years_at_most : int, optional
        Longest duration, where the text gives a range.
    repeated : int
        In how many years the sanction or status must have come, this one included.
    counted : {"in a row", "in all"}
        How those years are counted.
    bars : sequence of str
        Awards that the unit cannot enter.
    clause : str
        Where in the text it stands.

    Raises
    ------
    DefinitionError
        No cause or several, no text, a duration below one year, or a range that is none.

    Examples
    --------
    >>> removal = Consequence(
    ...     status="key-managed", repeated=2, on="village party secretary",
    ...     text="removed from office", text_zh="免职",
    ... )
    >>> print(removal)
    village party secretary: removed from office (key-managed in 2 years in a row)
    >>> print(Consequence(
    ...     sanction="yellow card", on="director of the family-planning office", years=1,
    ...     text="no promotion",
    ... ))
    director of the family-planning office: no promotion for 1 year (yellow card)
    """

    on: Role = attrs.field(converter=Role)
    text: str
    text_zh: str = ""
    sanction: Sanction | None = attrs.field(
        default=None, converter=attrs.converters.optional(Sanction)
    )
    status: str = ""
    grade: str = ""
    years: int | None = None
    years_at_most: int | None = None
    repeated: int = 1
    counted: Counted = "in a row"
    bars: tuple[str, ...] = attrs.field(default=(), converter=tuple)
    clause: str = ""

    def __attrs_post_init__(self) -> None:
        """Check cause, text and years."""
        where = "consequence"
        causes = [bool(self.sanction), bool(self.status), bool(self.grade)]
        if causes.count(True) != 1 or self.sanction is Sanction.NONE:
            problem = "follows from one sanction, status or grade"
            raise DefinitionError(where, problem, remedy="give one of them")
        if not self.text:
            raise DefinitionError(where, "has no text")
        one_of(self.counted, ("in a row", "in all"), argument="counted")
        if self.repeated < 1 or (self.years is not None and self.years < 1):
            raise DefinitionError(where, "years are counted from 1")
        if self.years_at_most is not None and self.years_at_most <= (self.years or 0):
            problem = f"{self.years_at_most} is not above {self.years or 0}"
            raise DefinitionError(where, f"years_at_most: {problem}")
        if self.repeated > 1 and self.grade:
            raise DefinitionError(where, "no history of grades is kept", remedy="give a sanction")

    @property
    def cause(self) -> str:
        """What it follows from."""
        return self.status or self.grade or str(self.sanction)

    @property
    def duration(self) -> str:
        """How long, in words; empty where the text says nothing."""
        return _duration(self, " year", " years", "for ")

    @property
    def duration_zh(self) -> str:
        """The same in Chinese."""
        return _duration(self, "年", "年", "")

    def __str__(self) -> str:
        """Whom, what, how long and why, in one line."""
        again = f" in {self.repeated} years {self.counted}" if self.repeated > 1 else ""
        what = f"{self.text} {self.duration}".rstrip()
        return f"{self.on}: {what} ({self.cause}{again})"


def _duration(consequence: Consequence, one: str, many: str, before: str) -> str:
    low, high = consequence.years, consequence.years_at_most
    if low is None and high is None:
        return ""
    if high is not None:
        span = f"{low}–{high}" if low else f"≤{high}"
        return f"{before}{span}{many}"
    return f"{before}{low}{one if low == 1 else many}"


def consequences_from(
    rows: Any,  # noqa: ANN401 - from a file
    faults: Faults,
    *,
    grades: Collection[str] = (),
) -> tuple[Consequence, ...]:
    """Read the ``[[consequence]]`` tables of a scheme; every fault is noted.

    Parameters
    ----------
    rows : list of dict
        The parameters of `Consequence`.
    faults : Faults
        Where faults are noted.
    grades : collection of str
        The codes of the scheme's grades.

    Returns
    -------
    tuple of Consequence
        Those without a fault.

    Examples
    --------
    >>> from famplan.assessment.faults import Faults
    >>> faults = Faults()
    >>> rows = [{"sanction": "veto", "on": "unit", "text": "loses this year's titles"},
    ...         {"sanction": "veto", "on": "Zhang San", "text": "removed"}]
    >>> [str(row) for row in consequences_from(rows, faults)]
    ["unit: loses this year's titles (veto)"]
    >>> "'Zhang San'" in str(next(iter(faults)))
    False
    """
    read = (_consequence(row, grades) for row in rows_of(rows, "consequence", faults))
    return tuple(consequence for consequence in read if consequence is not None)


def _consequence(row: Row, grades: Collection[str]) -> Consequence | None:
    # A name may stand where an office should: the fault does not repeat it.
    roles = {str(role): role for role in Role}
    fields: dict[str, Any] = {"on": row.one_of("on", roles, needed=True, repeat=False)}
    fields |= {key: row.text(key) for key in ("text", "text_zh", "status", "clause")}
    fields["sanction"] = row.one_of("sanction", {str(one): one for one in Sanction})
    fields["grade"] = row.one_of("grade", {code: code for code in grades}) or ""
    fields |= {key: row.whole(key) for key in ("years", "years_at_most")}
    fields["repeated"] = row.whole("repeated", 1)
    fields["counted"] = row.text("counted") or "in a row"
    fields["bars"] = row.texts("bars")
    return row.make(lambda: Consequence(**fields))
