"""Statutory Form 1 (population and births) and Form 2 (contraception) of 2008, from a tally.

国统制[2008]78号: the identities that the forms keep are checked when a form is made.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import DefinitionError, InvalidRecordError
from famplan.formulas.procedures import procedure_total
from famplan.model.contraception import ContraceptiveMethod
from famplan.tabulate.register.totals import BIRTHS_COUNTED, USERS, Totals
from famplan.tabulate.register.ways.births import HIGHER
from famplan.tabulate.register.ways.services import procedures_by_kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.tabulate.register.tally import RegisterTally

    FloatArray = NDArray[np.float64]

__all__ = ["Form", "FormColumn", "Forms"]

_M = ContraceptiveMethod
_METHODS: dict[str, tuple[str, tuple[str | None, ...]]] = {
    "male sterilisation": ("男性绝育", (_M.MALE_STERILISATION,)),
    "female sterilisation": ("女性绝育", (_M.FEMALE_STERILISATION,)),
    "IUD": ("宫内节育器", (_M.IUD,)),
    "implant": ("皮下埋植", (_M.IMPLANT,)),
    "oral and injectable": ("口服及注射避孕药", (_M.PILL, _M.INJECTABLE)),
    "condom": ("避孕套", (_M.MALE_CONDOM, _M.FEMALE_CONDOM)),
    "external": ("外用药", (_M.SPERMICIDE, _M.DIAPHRAGM)),
}
_PROCEDURES = {
    "male_sterilisation": ("male sterilisation", "男性绝育"),
    "female_sterilisation": ("female sterilisation", "女性绝育"),
    "iud_insertion": ("IUD insertion", "放置宫内节育器"),
    "iud_removal": ("IUD removal", "取出宫内节育器"),
    "abortion": ("induced abortion", "人工流产"),
    "implant_insertion": ("implant", "皮下埋植"),
}
_ORDERS: dict[str, tuple[str, tuple[int, ...]]] = {
    "order 1": ("一孩", (1,)),
    "order 2": ("二孩", (2,)),
    "order 3+": ("多孩", HIGHER),
}


@attrs.frozen
class FormColumn:
    """A column of a form: what it is called, and of which column it is a part.

    `part_of` names the column that it must not exceed; columns with the same `adds_up_to` are the
    parts of that subtotal.
    """

    name: str
    name_zh: str
    part_of: str = ""
    adds_up_to: str = ""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Form:
    """A filled-in form: one line for each unit, one column for each count.

    Parameters
    ----------
    name, name_zh : str
        What it is called.
    areas : tuple of str or None
        Path of each unit; None is where the area is not known.
    labels : tuple of str
        What each unit is called.
    columns : tuple of FormColumn
        The columns.
    values : ndarray
        Counts, units by columns.
    warnings : tuple of str
        What a reader should know: identities that may fail, records that fit no column.
    hide_below : float
        Smaller counts above none are hidden in what is printed or written.

    Raises
    ------
    InvalidRecordError
        A subtotal is not the sum of its parts, or a part exceeds its whole.
    """

    name: str
    name_zh: str
    areas: tuple[str | None, ...]
    labels: tuple[str, ...]
    columns: tuple[FormColumn, ...]
    values: FloatArray
    warnings: tuple[str, ...] = ()
    hide_below: float = 0

    def __attrs_post_init__(self) -> None:
        """Check the identities of the form."""
        for column in self.columns:
            whole = self.column(column.name)
            parts = [c.name for c in self.columns if c.adds_up_to == column.name]
            if parts and not np.array_equal(whole, sum(map(self.column, parts)), equal_nan=True):
                problem = f"is not the sum of {', '.join(parts)}"
                raise InvalidRecordError(f"{self.name}, {column.name}", problem)
            if column.part_of and (whole > self.column(column.part_of)).any():
                problem = f"exceeds {column.part_of}"
                raise InvalidRecordError(f"{self.name}, {column.name}", problem)

    def column(self, name: str) -> FloatArray:
        """Return a column by its English name.

        Raises
        ------
        DefinitionError
            The form has none of that name.
        """
        names = self._names("en")
        if name not in names:
            raise DefinitionError(self.name, f"{name!r} is none of {', '.join(names)}")
        return self.values[:, names.index(name)]

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dictionary for each unit; a count that is hidden or not known is None."""
        return [
            {"area": area, **dict(zip(self._names("en"), row, strict=True))}
            for area, row in zip(self.areas, self._shown(), strict=True)
        ]

    def to_csv(self, language: str = "en") -> str:
        """Lay the form out in comma-separated lines, with headers in a language (en, zh)."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(["area" if language == "en" else "单位", *self._names(language)])
        for label, row, counts in zip(self.labels, self._shown(), self.values, strict=True):
            marks = ["–" if unknown else "*" for unknown in np.isnan(counts)]
            cells = (m if c is None else c for m, c in zip(marks, row, strict=True))
            writer.writerow([label, *cells])
        return text.getvalue()

    def _names(self, language: str) -> list[str]:
        return [column.name_zh if language == "zh" else column.name for column in self.columns]

    def _shown(self) -> list[list[int | None]]:
        """Counts as they may be shown: one that is hidden must not follow from the others.

        What is not known has no count either.
        """
        hidden = _small(self.values, self.hide_below)
        for place, column in enumerate(self.columns):
            if column.part_of:  # the rest of its whole is as much a count of people
                rest = self.column(column.part_of) - self.values[:, place]
                hidden[:, place] |= _small(rest, self.hide_below)
        for row, counts in enumerate(hidden):
            for total, parts in enumerate(self._places()):
                # A subtotal less its other parts would give a single hidden part back.
                if len(parts) and counts[parts].sum() == 1:
                    hidden[row, total] = True
        return [
            [None if gone else int(count) for count, gone in zip(*pair, strict=True)]
            for pair in zip(self.values, hidden | np.isnan(self.values), strict=True)
        ]

    def _places(self) -> list[NDArray[np.int64]]:
        """For each column, the places of its parts."""
        return [
            np.flatnonzero([part.adds_up_to == column.name for part in self.columns])
            for column in self.columns
        ]

    def __repr__(self) -> str:
        """Show the form as comma-separated lines."""
        return "\n".join((self.name, self.to_csv().rstrip(), *self.warnings))


def _small(counts: FloatArray, below: float) -> NDArray[np.bool_]:
    """Tell which counts are small; none is not, as it gives nobody away."""
    small: NDArray[np.bool_] = (counts > 0) & (counts < below)
    return small


@attrs.frozen
class Forms:
    """The two statutory forms."""

    form1: Form
    form2: Form


def filled_in(tally: RegisterTally, *, hide_below: float) -> Forms:
    """Fill in both forms from a tally."""
    totals = Totals(tally)
    return Forms(_form1(totals, hide_below), _form2(totals, hide_below))


def _form(
    totals: Totals,
    names: tuple[str, str],
    filled: dict[FormColumn, FloatArray],
    warnings: list[str],
    hide_below: float,
) -> Form:
    places = totals.tally.places.by_path
    labels = (places[a].label() if a and a in places else a or "unknown" for a in totals.areas)
    return Form(
        name=names[0],
        name_zh=names[1],
        areas=totals.areas,
        labels=tuple(labels),
        columns=tuple(filled),
        values=np.stack(list(filled.values()), axis=1),
        warnings=tuple(warnings),
        hide_below=hide_below,
    )


def _form1(totals: Totals, hide_below: float) -> Form:
    filled = {
        FormColumn("closing population", "期末总人口"): totals.people("closing").sum(axis=1),
        FormColumn("closing married women 15–49", "期末已婚育龄妇女"): totals.married_women(
            "closing"
        ),
        FormColumn("closing certificate holders", "期末领独生子女证"): totals.one(
            "certificates", "closing"
        ),
    }
    warnings = []
    blocks = (("births", "出生", "in time"), ("unreported before", "往年出生未报", "late"))
    for block, block_zh, events in blocks:
        when = BIRTHS_COUNTED[events]
        for order, (order_zh, orders) in _ORDERS.items():
            whole = f"{block}, {order}"
            born, conforming = (
                totals.one("births", "births", when=when, order=orders, **wanted)
                for wanted in ({}, {"in_policy": (True,)})
            )
            filled[FormColumn(whole, f"{block_zh}{order_zh}")] = born
            part = FormColumn(f"{whole}, in plan", f"{block_zh}{order_zh}计划内", part_of=whole)
            filled[part] = conforming
        for name, wanted in (("order", {"order": (None,)}), ("conformity", {"in_policy": (None,)})):
            unknown = np.nansum(totals.one("births", "births", when=when, **wanted))
            if unknown:
                where = "in no column" if name == "order" else "not in plan"
                warnings.append(f"{block}: {unknown:,.0f} of unknown {name} are counted {where}")
    names = ("Form 1, population and births", "人口及出生情况")
    return _form(totals, names, filled, warnings, hide_below)


def _form2(totals: Totals, hide_below: float) -> Form:
    subtotal, done = "users, subtotal", "procedures, subtotal"
    named = {method for _, methods in _METHODS.values() for method in methods}
    rest = tuple(method for method in (*USERS, None) if method not in named)
    parts = {
        FormColumn(f"users, {name}", f"采取{name_zh}人数", adds_up_to=subtotal): totals.users(
            "closing", methods
        )
        for name, (name_zh, methods) in {**_METHODS, "other": ("其他", rest)}.items()
    }
    everyone = totals.users("closing", (*USERS, None))
    counts = procedures_by_kind(totals)
    procedures = {
        FormColumn(f"procedures, {name}", f"{name_zh}例数", adds_up_to=done): counts[kind]
        for kind, (name, name_zh) in _PROCEDURES.items()
    }
    total = np.asarray(procedure_total(counts, composition="form_2008"))
    filled = {
        FormColumn(subtotal, "采取各种避孕措施人数小计"): everyone,
        **parts,
        FormColumn(done, "手术例数小计"): total,
        **procedures,
    }
    warnings = []
    more = np.count_nonzero(everyone > totals.married_women("closing"))
    if more:
        warnings.append(f"users exceed married women of 15–49 in {more} units: some are neither")
    names = ("Form 2, contraception", "避孕节育情况")
    return _form(totals, names, filled, warnings, hide_below)
