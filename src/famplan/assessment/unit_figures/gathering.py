"""Rows to units: every row becomes part of a unit, or a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from famplan.assessment.figures import Figure
from famplan.assessment.measures import Evidence
from famplan.assessment.unit_figures import cells
from famplan.assessment.unit_figures.unit import UnitFigures
from famplan.assessment.unit_figures.words import Asked, is_unknown, kind_of
from famplan.errors import FaultyFiguresError
from famplan.formulas.choices import nearest
from famplan.projection.plans.findings import PlanFinding

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from famplan.assessment.measures import Measure

__all__ = ["Gathering", "Place"]

NUMBERS = ("value", "numerator", "denominator", "previous", "mean", "bound")
"""Columns of a figure."""

_AN = {"measure": "a measure", "event": "an event", "status": "a status"}


@attrs.frozen
class Place:
    """Where a row stands."""

    file: str
    row: int = 0


@attrs.define
class _Unit:
    """A unit while its rows are read."""

    place: Place
    kind: str = ""
    figures: dict[str, Figure] = attrs.field(factory=dict)
    events: dict[str, int | None] = attrs.field(factory=dict)
    statuses: dict[str, int] = attrs.field(factory=dict)
    notes: dict[str, str] = attrs.field(factory=dict)
    seen: dict[tuple[str, str], Place] = attrs.field(factory=dict)


class Gathering:
    """Units and faults, gathered while files are read.

    Parameters
    ----------
    asked : Asked, optional
        What a scheme asks for.
    kind : str
        Kind of the units that do not say theirs.
    """

    def __init__(self, asked: Asked | None, kind: str = "") -> None:
        self.asked = asked
        self._kind = kind
        self._units: dict[str, _Unit] = {}
        self._found: list[PlanFinding] = []

    def fault(self, place: Place, column: str, problem: str, remedy: str = "") -> None:
        """Note a fault."""
        self._found.append(PlanFinding(place.file, place.row, column, problem, remedy))

    def units(self) -> tuple[UnitFigures, ...]:
        """Return the units.

        Raises
        ------
        FaultyFiguresError
            There are faults, or no unit at all.
        """
        self._check_kinds()
        self._check_scoring()
        if self._found:
            raise FaultyFiguresError(tuple(self._found))
        return tuple(
            UnitFigures(
                name,
                one.kind,
                figures=one.figures,
                events=one.events,
                statuses=one.statuses,
                notes=one.notes,
            )
            for name, one in self._units.items()
        )

    def _check_kinds(self) -> None:
        """Find units of no kind, where the scheme knows several."""
        known = self.asked.kinds if self.asked else ()
        usual = kind_of(self._kind, known) or (known[0] if len(known) == 1 else "")
        for name, one in self._units.items():
            if not one.kind:
                one.kind = usual
                if known and usual not in known:
                    allowed = f"one of {', '.join(known)}"
                    self.fault(one.place, "kind", f"of {name} is missing", allowed)

    def _check_scoring(self) -> None:
        """Find figures that the scheme cannot score, such as one without its mean."""
        known = self.asked.kinds if self.asked else ()
        for one in self._units.values():
            if self.asked is None or (known and one.kind not in known):
                continue
            for code, figure in one.figures.items():
                if found := self.asked.problem(code, figure, one.kind):
                    place = one.seen["figure", code]
                    self.fault(place, code, found.problem, found.remedy.rstrip("="))

    def unit(self, place: Place, name: str, kind: str) -> str | None:
        """Begin a unit, or go on with it; None if there is a fault in what it is."""
        if not name.strip():
            self.fault(place, "unit", "is empty", "give the name or code of the unit")
            return None
        one = self._units.setdefault(name.strip(), _Unit(place))
        if not kind.strip():
            return name.strip()
        known = self.asked.kinds if self.asked else ()
        meant = kind_of(kind.strip(), known)
        if known and meant not in known:
            self.fault(place, "kind", f"{kind!r} is not assessed; {', '.join(known)} are")
            one.kind = meant
        elif one.kind not in {"", meant}:
            self.fault(place, "kind", f"{kind} here, {one.kind} before", "keep one of the two")
        else:
            one.kind = meant
        return name.strip()

    def row(self, place: Place, row: Mapping[str, str]) -> None:
        """Take a row of a file that has a line for each figure, event or status."""
        given = [name for name in ("measure", "event", "status") if row.get(name)]
        unit = self.unit(place, row.get("unit", ""), row.get("kind", ""))
        if unit is None:
            return
        if len(given) != 1:
            problem = f"{' and '.join(given)} at once" if given else "is empty"
            self.fault(place, "measure", problem, "a row has one measure, event or status")
        elif stray := self._stray(given[0], row):
            problem = f"{row[stray]!r} stands beside {_AN[given[0]]}"
            self.fault(place, stray, problem, "give each a row of its own")
        elif given == ["measure"]:
            self.figure(place, unit, row["measure"], row)
        else:
            self.happening(place, unit, given[0], row)

    @staticmethod
    def _stray(what: str, row: Mapping[str, str]) -> str:
        """Find a filled cell that says nothing of a figure, an event or a status; empty if none."""
        own = {"measure": NUMBERS, "event": ("count",), "status": ("years",)}[what]
        others = {*NUMBERS, "count", "years"} - {*own}
        return next((name for name in sorted(others) if not is_unknown(row.get(name) or "")), "")

    def figure(self, place: Place, unit: str, name: str, row: Mapping[str, str]) -> None:
        """Take a figure of a unit."""
        code, measure = name.strip(), None
        if self.asked is not None:
            code = self.asked.measure_of(name)
            if not code:
                self.fault(place, "measure", f"{name!r} is not asked for", self.asked.meant(name))
                return
            measure = self.asked.measures[code]
        if self._twice(place, unit, "figure", code):
            return
        numbers = self._numbers(place, row, measure)
        if numbers is None:
            return
        if numbers["numerator"] is not None and numbers["denominator"] is None:
            if not _counts(measure):
                remedy = "give both counts, or the figure"
                self.fault(place, "denominator", "is missing beside a numerator", remedy)
                return
            numbers["value"] = numbers["value"] if row.get("value") else numbers["numerator"]
        one = self._units[unit]
        one.figures[code] = Figure(**numbers)
        if note := (row.get("note") or "").strip():
            one.notes[code] = note

    def happening(self, place: Place, unit: str, what: str, row: Mapping[str, str]) -> None:
        """Take an event with its count, or a status with its years in a row."""
        column = {"event": "count", "status": "years"}[what]
        name = self._known_name(place, what, row[what].strip())
        if not name or self._twice(place, unit, what, name):
            return
        one = self._units[unit]
        if note := (row.get("note") or "").strip():
            one.notes[name] = note
        text = row.get(column) or ("1" if what == "status" else "")
        if what == "event" and text and is_unknown(text):
            one.events[name] = None  # said not to be known: never the same as left out
            return
        try:
            number = cells.count(text)
        except cells.Faulty as fault:
            self.fault(place, column, fault.problem, fault.remedy)
            return
        if number is None or number.denominator != 1:
            told = f"{text!r} is no whole number" if text else "is empty"
            self.fault(place, column, told, "give a number; 0 if there was none")
            return
        if what == "event":
            one.events[name] = int(number)
        else:
            one.statuses[name] = int(number)

    def _known_name(self, place: Place, what: str, name: str) -> str:
        """Tell the code of an event or status by its code or a name; empty if it is none."""
        if self.asked is None:
            return name
        if code := self.asked.happening_of(what, name):
            return code
        known = {"event": self.asked.events, "status": self.asked.statuses}[what]
        meant = nearest(name, known)
        listed = f"asked for: {', '.join(known)}" if known else f"the scheme knows no {what}"
        self.fault(
            place,
            what,
            f"{name!r} is not asked for",
            f"did you mean {meant}?" if meant else listed,
        )
        return ""

    def _twice(self, place: Place, unit: str, what: str, name: str) -> bool:
        seen = self._units[unit].seen
        before = seen.setdefault((what, name), place)
        if before is place:
            return False
        row = f"row {before.row}" if before.row else ""
        where = ", ".join(filter(None, (row, before.file if before.file != place.file else "")))
        told = f"stands in {where} too" if where else "stands there twice"
        self.fault(place, what, f"{name} of {unit} {told}", "keep one of the two")
        return True

    def _numbers(
        self, place: Place, row: Mapping[str, str], measure: Measure | None
    ) -> dict[str, Fraction | None] | None:
        """Read the numbers of a figure; None if there is a fault."""
        before, found = len(self._found), dict.fromkeys(NUMBERS, None)
        numbers: dict[str, Fraction | None] = {**found}
        for name in NUMBERS:
            text = row.get(name) or ""
            try:
                if name in {"numerator", "denominator"}:
                    numbers[name] = cells.count(text)
                else:
                    numbers[name] = cells.figure(text, measure)
            except cells.Faulty as fault:
                self.fault(place, name, fault.problem, fault.remedy)
        self._check_together(place, row, numbers, measure)
        return None if len(self._found) > before else numbers

    def _check_together(
        self,
        place: Place,
        row: Mapping[str, str],
        numbers: Mapping[str, Fraction | None],
        measure: Measure | None,
    ) -> None:
        part, whole, value = (numbers[n] for n in ("numerator", "denominator", "value"))
        if measure is not None and measure.evidence is Evidence.COUNT and whole is not None:
            remedy = "give the count as value or numerator alone"
            self.fault(place, "denominator", "stands beside a count", remedy)
            return
        if part is None:
            return
        if whole is None:
            if measure is not None and _counts(measure) and value not in {None, part}:
                self.fault(place, "value", f"{row['value']} is not {part}", "keep one of the two")
            return
        shares = {Evidence.PROPORTION, Evidence.CHECKLIST}
        if measure is not None and measure.evidence in shares and part > whole:
            self.fault(place, "numerator", f"{part} of {whole} is more than the whole")
        elif value is not None and whole and not _same(row["value"], value, part, whole, measure):
            shown = f"{float(part / whole):.6g}" if measure is None else measure.show(part / whole)
            problem = f"{row['value']} is not {part}/{whole}, which is {shown}"
            self.fault(place, "value", problem, "leave the figure out, or mend the counts")


def _counts(measure: Measure | None) -> bool:
    """Whether a numerator alone is the figure."""
    return measure is None or measure.evidence in {Evidence.COUNT, Evidence.CHECKLIST}


def _same(
    text: str, value: Fraction, part: Fraction, whole: Fraction, measure: Measure | None
) -> bool:
    if measure is not None and measure.evidence is Evidence.CHECKLIST:
        return value in {part, part / whole} or cells.agrees(text, part / whole)
    return cells.agrees(text, part / whole)
