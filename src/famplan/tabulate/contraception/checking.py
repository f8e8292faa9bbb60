"""Answers that cannot be right: found in every batch before anything is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import attrs
import numpy as np

from famplan.errors import InvalidInputError
from famplan.tabulate.checks import CheckedKernel
from famplan.tabulate.coding import Coded
from famplan.tabulate.columns import as_numbers, numbers
from famplan.tabulate.contraception.women import USE, Women

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from famplan.tabulate.contraception.kernel import ContraceptionKernel
    from famplan.tabulate.findings import FaultLog
    from famplan.tabulate.kernel import Column

__all__ = ["CheckedAnswers"]

_NOBODY = ("none", "no method", "not using")


@attrs.frozen
class CheckedAnswers(CheckedKernel):
    """A kernel that reads answers through a layout, and checks every row before it counts."""

    def _women(self, found: dict[str, Column], size: int, log: FaultLog) -> NDArray[np.bool_]:
        """Note the faults of women, those of their answers among them."""
        kernel = cast("ContraceptionKernel", self.kernel)
        faulty = CheckedKernel._women(self, found, size, log)  # noqa: SLF001 - its own parent
        names = {str(method).lower(): code for code, method in reversed(kernel.rules.methods)}
        for name in kernel.answers:
            column = found[name]
            if name == "v312":
                column = _by_name(column, names | dict.fromkeys(_NOBODY, 0))
            own = self.layout.own(name) or name
            found[name] = self._known(_as_codes(column, own, before=log.rows), name)
        women = Women({name: found[name] for name in kernel.answers}, kernel.rules)
        for rule, name, wrong in _faults(women):
            if wrong.any():
                log.note(rule, np.flatnonzero(wrong), self.layout.own(name) or name, women[name])
                faulty = faulty | wrong
        return faulty

    def _known(self, column: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        """Make codes that mean "not known" unknown in what was text until now."""
        codes = self.layout.codes(name)
        if not codes or column.dtype.kind not in "iuf" or not np.isin(column, codes).any():
            return column
        return np.where(np.isin(column, codes), np.nan, column)


def _as_codes(column: Column, own: str, *, before: int) -> NDArray[Any]:
    try:
        return numbers(as_numbers(column), own, before=before)
    except InvalidInputError as error:
        raise InvalidInputError(error.where, error.problem, remedy=_LABELS) from error


_LABELS = (
    "answers are codes: give the file itself, or read it without turning codes into labels, as "
    "with convert_categoricals=False"
)


def _by_name(column: Column, names: Mapping[str, int]) -> Column:
    """Read methods that are written out."""
    if not isinstance(column, Coded):
        return column
    values = [names.get(str(value).lower(), value) for value in column.values]
    return Coded(column.codes, values)


def _faults(women: Women) -> list[tuple[str, str, NDArray[np.bool_]]]:
    """Tell which answers cannot be right: the rule, the column, the women."""
    found = []
    if "v312" in women:
        found.append(
            (
                "method is in no list of codes",
                "v312",
                (women.use == len(USE)) & women.knows("v312"),
            )
        )
    if "v312" in women and "v313" in women:
        none, no_type = women.has("v312", 0), women.has("v313", 0)
        known = women.knows("v312") & women.knows("v313")
        rule = "method and type of method contradict each other"
        found.append((rule, "v313", known & (none != no_type)))
    return found
