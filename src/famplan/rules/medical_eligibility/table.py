"""Tables of medical eligibility: conditions by methods, with their edition and licence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from famplan.errors import DefinitionError
from famplan.rules.medical_eligibility.categories import Phase
from famplan.rules.medical_eligibility.consultation import consultation_of

if TYPE_CHECKING:
    from datetime import date

    from famplan.catalogue.indicator import Source
    from famplan.language.conditions import Condition
    from famplan.language.subject import Subject
    from famplan.rules.medical_eligibility.consultation import Consultation
    from famplan.rules.medical_eligibility.methods import MethodColumn
    from famplan.rules.medical_eligibility.rating import CellPair

__all__ = ["EligibilityTable", "TableOrigin", "TableRow"]

NOT_CLINICAL = {"en": " (teaching table: not for clinical use)", "zh": "（教学用表，不得用于临床）"}


def _said(_record: object, field: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, str) or not value.strip():
        problem = f"has no {field.name}"
        raise DefinitionError("table", problem, remedy="say what it is and who may use it")


@attrs.frozen(kw_only=True)
class TableOrigin:
    """What a table is: no table goes without its edition, its licence and its source.

    Parameters
    ----------
    name : str
        What it is called.
    edition : str
        Which edition of it: year or number.
    licence : str
        On what terms it may be used, and by whom.
    source : Source
        Publisher and title.
    transcript : str
        Which copy it was read from, where it is not the publisher's own.
    teaching : bool
        Whether it only shows how tables work. It says so wherever it is used.

    Raises
    ------
    DefinitionError
        Name, edition or licence is missing.
    """

    name: str = attrs.field(validator=_said)
    edition: str = attrs.field(validator=_said)
    licence: str = attrs.field(validator=_said)
    source: Source
    transcript: str = ""
    teaching: bool = False

    def title(self, *, language: str = "en") -> str:
        """Return name and edition; a teaching table is marked as one."""
        mark = NOT_CLINICAL["en" if language == "en" else "zh"]
        return f"{self.name}, {self.edition}" + (mark if self.teaching else "")


@attrs.frozen(eq=False)
class TableRow:
    """One condition, and what the table says of each method.

    Parameters
    ----------
    key : str
        Its name among the facts: condition and sub-condition in lower case.
    condition, sub_condition, chapter : str
        What the table calls it.
    applies : Condition
        Whom it is for: those who report it, or those whose facts (age, blood pressure, cigarettes,
        days since a delivery) meet what it asks.
    ratings : mapping of str to CellPair
        By column.
    """

    key: str
    condition: str
    sub_condition: str = attrs.field(default="", kw_only=True)
    condition_zh: str = attrs.field(default="", kw_only=True)
    chapter: str = attrs.field(default="", kw_only=True)
    applies: Condition[Any] = attrs.field(kw_only=True, repr=False)
    ratings: Mapping[str, CellPair] = attrs.field(kw_only=True, repr=False)

    def said(self, *, language: str = "en") -> str:
        """Return what the table calls it."""
        if language != "en" and self.condition_zh:
            return self.condition_zh
        return f"{self.condition}: {self.sub_condition}" if self.sub_condition else self.condition


@attrs.frozen(eq=False, repr=False)
class EligibilityTable:
    """Conditions by methods. It is loaded by `read_table`, and consulted.

    Parameters
    ----------
    origin : TableOrigin
        What it is and who may use it.
    columns : tuple of MethodColumn
        Methods.
    rows : tuple of TableRow
        Conditions.
    subject : Subject
        The facts that can be given: those of health, and each condition that is reported by name.
    """

    origin: TableOrigin
    columns: tuple[MethodColumn, ...]
    rows: tuple[TableRow, ...]
    subject: Subject[Any]
    asked: frozenset[str]
    """Names of facts that belong to this table: conditions that are there or not."""

    @property
    def conditions(self) -> tuple[str, ...]:
        """Names by which conditions are reported, in the order of the table."""
        return tuple(name for name in self.subject.facts if name in self.asked)

    def consult(
        self,
        facts: Mapping[str, Any],
        *,
        on: date | None,
        at: Phase | str,
        others: bool | None = None,
    ) -> Consultation:
        """Say what the table says of each method for someone who supplies her own facts.

        Parameters
        ----------
        facts : mapping
            Facts by name (see `subject`); conditions are true, false or None for unknown.
        on : date or None
            The day, for ages and days since a delivery.
        at : {"initiation", "continuation"}
            Whether a method is to be begun, or was in use when the condition came.
        others : {None, False}
            What is to be taken of conditions that `facts` does not name: None, they are unknown;
            False, she was asked about every one of them and has none.

        Returns
        -------
        Consultation

        Raises
        ------
        InvalidInputError
            A fact is not of its kind, or no such fact is asked for.
        DefinitionError
            `at` or `others` is something else.

        Examples
        --------
        >>> from datetime import date
        >>> from famplan.rules.medical_eligibility import teaching_table
        >>> facts = {"ischaemic heart disease": True, "current breast cancer": None}
        >>> found = teaching_table().consult(facts, on=date(2026, 1, 1), at="continuation")
        >>> found["POP"].certain, found["POP"].possible
        (<Category.THREE: '3'>, <Category.FOUR: '4'>)
        """
        if others is not None and others is not False:
            raise DefinitionError("others", f"{others!r} is neither None nor False")
        if not isinstance(facts, Mapping):
            raise DefinitionError("facts", f"{type(facts).__name__} is not a mapping")
        told = dict(facts)
        if others is False:
            told |= dict.fromkeys(self.asked - told.keys(), False)
        return consultation_of(self, self.subject.record(told, on), _phase(at))

    def __repr__(self) -> str:
        """Name it, with its size."""
        size = f"{len(self.rows)} rows, {len(self.columns)} methods"
        return f"<EligibilityTable {self.origin.title()}: {size}>"


def _phase(at: Phase | str) -> Phase:
    try:
        return Phase(at)
    except ValueError:
        allowed = ", ".join(Phase)
        raise DefinitionError("at", f"{at!r} is none of {allowed}") from None
