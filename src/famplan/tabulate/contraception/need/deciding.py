"""One woman: her code, and the rows that were looked at on the way to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from famplan.tabulate.contraception.need.definition import NeedDefinition, need_definition
from famplan.tabulate.contraception.need.facts import WOMAN, woman_facts
from famplan.tabulate.contraception.need.rows import UNKNOWN, Row, said_of
from famplan.tabulate.contraception.need.table import decision_table

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Need", "Step", "need_of"]

_HELD = {
    "en": {True: "yes", False: "no", None: "unknown"},
    "zh": {True: "是", False: "否", None: "未知"},
}


@attrs.frozen
class Step:
    """A row that was looked at: whether it held, and the facts it looked at.

    Parameters
    ----------
    row : Row
        The row.
    held : bool or None
        Whether its condition holds; None where that is not known.
    facts : mapping of str to object
        What it looked at, by name; None is unknown.
    """

    row: Row
    held: bool | None
    facts: Mapping[str, object]

    def said(self, *, language: str = "en") -> str:
        """Say whether it held, and on which facts."""
        held = _HELD[language][self.held]
        shown = ", ".join(
            f"{name} {'–' if value is None else f'{value:g}'}" for name, value in self.facts.items()
        )
        mark = f" ({shown})" if shown else ""
        return f"{held}: {self.row.said(language=language)}{mark}"


@attrs.frozen
class Need:
    """What a woman's need is, and why.

    Parameters
    ----------
    code : int
        As in `v626a`.
    definition : str
        The definition it was decided by.
    path : tuple of Step
        The rows that were looked at, in order. The last one decided: it holds, or it leaves two
        codes possible, and the code is 99.
    """

    code: int
    definition: str
    path: tuple[Step, ...]

    @property
    def label(self) -> str:
        """What the code means."""
        return said_of(self.code)

    @property
    def label_zh(self) -> str:
        """What the code means, in Chinese."""
        return said_of(self.code, language="zh")

    def explain(self, *, language: str = "en") -> str:
        """Say the code, and every row with its answer and the facts it looked at."""
        label = said_of(self.code, language=language)
        lines = [f"{self.code} {label} [{self.definition}]"]
        return "\n  ".join([*lines, *(step.said(language=language) for step in self.path)])

    def __str__(self) -> str:
        """Explain it in English."""
        return self.explain()


def need_of(
    facts: Mapping[str, Any] | None = None,
    *,
    definition: NeedDefinition | str = "dhs",
    **more: Any,  # noqa: ANN401 - numbers, or None
) -> Need:
    """Find one woman's need for contraception from her own answers, with the reasons.

    Parameters
    ----------
    facts : mapping, optional
        Her answers by the names of the recode (`v312`, `v605`, …), as codes; what is left out or
        None was not asked, or is unknown.
    definition : NeedDefinition or str
        Which definition; see `need_definition`.
    **more
        Answers given by name.

    Returns
    -------
    Need
        Its code, its label in two languages and the path that led to it.

    Raises
    ------
    InvalidInputError
        A name is that of no fact, or an answer is no number.
    DefinitionError
        No such definition.

    Examples
    --------
    A woman in union who uses no method, was last pregnant long ago and wants no more children.

    >>> print(need_of(v502=1, v312=0, v213=0, v605=5, v222=40, v215=110))
    2 unmet need for limiting [dhs]
      no: not in union, in a survey of ever-married women (v020 –, v502 1)
      no: uses a method and wants no more children, is sterilised or cannot have any (v312 0, ...
      ...
      yes: wants no more children (v605 5)

    A missing method is not "uses a method":

    >>> need_of(v502=1, v312=None, v213=0, v605=2).code
    99
    """
    chosen = need_definition(definition) if isinstance(definition, str) else definition
    given = woman_facts({**(facts or {}), **more}, whole=chosen.whole_months)
    record = WOMAN.record(given)
    path, possible = [], set[int]()
    for row in decision_table(chosen):
        held = row.condition.holds(record)
        used = {name: used.value for name, used in row.condition.used(record).items()}
        path.append(Step(row, held, used))
        if held is not False:
            possible.add(row.code)
        if held or len(possible) > 1:
            break
    code = possible.pop() if len(possible) == 1 else UNKNOWN
    return Need(code, str(chosen), tuple(path))
