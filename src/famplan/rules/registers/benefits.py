"""Who is due a benefit by the rules, and who of them was paid (兑现率): persons, as counts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.errors import DefinitionError
from famplan.language.rows import Rows, as_days
from famplan.rules.outcome import Outcome
from famplan.rules.register import find_scheme
from famplan.rules.registers.parents import parents_on
from famplan.rules.subjects.parent import PARENT
from famplan.tabulate.register.cells import Cells
from famplan.tabulate.register.means import FEN, year_of
from famplan.tabulate.register.records import UNKNOWN_DAY, coded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from numpy.typing import NDArray

    from famplan.rules.scheme import Scheme
    from famplan.tabulate.counts import Counts
    from famplan.tabulate.register.records import RegisterLike
    from famplan.tabulate.register.setting import Setting

__all__ = ["due_by_rules", "schemes_of"]


def schemes_of(names: Mapping[str, str]) -> dict[str, Scheme[Any]]:
    """Find the schemes that the register's words for them mean.

    Raises
    ------
    DefinitionError
        There is no such scheme, or it is not about parents.
    """
    found = {text: find_scheme(code) for text, code in names.items()}
    for text, scheme in found.items():
        if scheme.subject is not PARENT or scheme.only_counted:
            problem = f"{text!r} is {scheme.code}, which is no benefit of a parent"
            raise DefinitionError("schemes", problem)
    return found


def due_by_rules(
    register: RegisterLike,
    setting: Setting,
    recorded: Counts,
    *,
    schemes: Mapping[str, Scheme[Any]],
    place: str,
) -> Counts:
    """Put persons due by the rules, and paid of those, in the place of what was recorded as due.

    Amounts stay as recorded: provinces leave most of them open. A person counts where registered,
    or lives if that is not known.
    """
    people = setting.people
    last = setting.stop - 1
    alive = (people.death == UNKNOWN_DAY) | (people.death > last)
    rows = np.flatnonzero(people.used & alive & (people.birth <= last))
    unit = setting.unit_of(
        np.where(people.registered[rows] >= 0, people.registered[rows], people.area[rows])
    )
    day = date(1970, 1, 1) + timedelta(days=last)
    facts: Rows[Any] = Rows(
        parents_on(register, rows, last),
        len(rows),
        as_days(np.full(len(rows), last, dtype="datetime64[D]")),
    )
    texts = tuple(schemes)
    widths = {name: array.shape[1] for name, array in recorded.sums.items()}
    cells = Cells(setting.units.values, {"scheme": texts}, widths)
    for code, (text, scheme) in enumerate(schemes.items()):
        law = scheme.law(day, place=place)
        outcomes = (
            np.full(len(rows), Outcome.NOT_IN_FORCE.code) if law is None else law.codes(facts)
        )
        due = outcomes == Outcome.ELIGIBLE.code
        values = {
            "due": due,
            "paid": due & _paid(register, setting, text)[rows],
            "undecided": outcomes == Outcome.UNKNOWN.code,
        }
        cells.add(
            unit,
            [np.full(len(rows), code)],
            **{name: (None, value.astype(np.float64)) for name, value in values.items()},
        )
    return _without(recorded, texts) + cells.counts()


def _without(recorded: Counts, texts: tuple[str, ...]) -> Counts:
    """Leave out persons due by the records of some schemes; yuan stay."""
    scheme = recorded.coded[recorded.dimensions.index("scheme")]
    ours = np.array([*(value in texts for value in scheme.values), False])[scheme.codes]
    sums = {
        name: np.where(ours[:, None], 0, array) if name in {"due", "paid"} else array
        for name, array in recorded.sums.items()
    }
    return attrs.evolve(recorded, sums=sums)


def _paid(register: RegisterLike, setting: Setting, text: str) -> NDArray[np.bool_]:
    """Tell who was paid for the year by the closing: all of what is recorded as due."""
    table = register.table("benefit_payments")
    schemes = coded(table, "scheme")
    named = np.array([*(value == text for value in schemes.values), False])[schemes.codes]
    person = table.array("person", everything=True)
    year = table.array("year", everything=True) == year_of(setting)
    rows = np.flatnonzero(table.used & named & year & (person >= 0))
    due, paid = (
        np.rint(np.nan_to_num(table.array(name, everything=True)[rows]) * FEN)
        for name in ("due", "paid")
    )
    day = table.array("paid_on", everything=True)[rows]
    paid[(day != UNKNOWN_DAY) & (day >= setting.stop)] = 0
    size = len(setting.people)
    sums = [np.bincount(person[rows], weights=fen, minlength=size) for fen in (due, paid)]
    found: NDArray[np.bool_] = (sums[1] > 0) & (sums[1] >= sums[0])
    return found
