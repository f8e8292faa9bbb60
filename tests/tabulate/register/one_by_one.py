"""Every indicator of a register, worked out row by row in plain Python.

Nothing of `famplan.tabulate` is used: this is what its columns have to agree with. Each function
gives numerators and denominators (or a value, where there are none) by variant and age.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from famplan.model.contraception import ContraceptiveMethod

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from famplan.model import Period

    Row = dict[str, Any]
    Key = tuple[str, str]
    Found = dict[Key, tuple[float, float]]

AGES = tuple(range(15, 50, 5))
METHODS = [str(method) for method in ContraceptiveMethod]
MODERN = {str(method) for method in ContraceptiveMethod if method.modern}
TRADITIONAL = {str(method) for method in ContraceptiveMethod if method.traditional}
LONG = {str(method) for method in ContraceptiveMethod if method.long_acting}
YOUNGEST = 10
NONE, UNKNOWN = "no method", "unknown method"


def completed(birth: date, on: date) -> int:
    """Completed years; who was born on 29 February turns older on 1 March."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def band(age: int | None) -> str | None:
    """Name the five-year group."""
    if age is None or not 15 <= age < 50:
        return None
    low = age // 5 * 5
    return f"{low}–{low + 4}"


class OneByOne:
    """A county whose people are looked at one after the other."""

    def __init__(  # noqa: PLR0913 - as a tally
        self,
        tables: dict[str, list[Row]],
        period: Period,
        unit: Callable[[int | None], bool],
        *,
        scope: str,
        events: str,
        uptake_days: int,
    ) -> None:
        self.tables, self.period, self.unit = tables, period, unit
        self.scope, self.days = scope, uptake_days
        self.kinds = {"occurred": ("in", "later"), "reported": ("in", "late")}[events]
        self.persons = tables["persons"]

    # People -------------------------------------------------------------------------------------

    def counts(self, person: Row, on: date, scope: str | None = None) -> bool:
        """Whether someone is of the population at the first moment of a day."""
        if person["birth"] >= on or (person["death"] is not None and person["death"] < on):
            return False
        since, until = person["resident_since"], person["resident_until"]
        here = (since is None or since < on) and not (until is not None and until < on)
        lives = here and self.unit(person["area"])
        registered = person["registered_area"] is not None and self.unit(person["registered_area"])
        scope = scope or self.scope
        return {"resident": lives, "registered": registered, "total": lives or registered}[scope]

    def people(self, on: date, scope: str | None = None) -> list[int]:
        """The population."""
        return [n for n, p in enumerate(self.persons) if self.counts(p, on, scope)]

    def average(self, chosen: Callable[[int, date], bool] = lambda *_: True) -> float:
        """Half of those at the opening and those at the closing."""
        ends = (self.period.start, self.period.stop)
        return sum(chosen(n, on) for on in ends for n in self.people(on)) / 2

    def alive(self, person: int, on: date) -> bool:
        """Whether someone lives at the first moment of a day."""
        death = self.persons[person]["death"]
        return death is None or death >= on

    def husband(self, wife: int, on: date) -> bool:
        """Whether a marriage of a woman holds."""
        return any(row["wife"] == wife for row in self.marriages(on))

    def marriages(self, on: date) -> Iterable[Row]:
        """Marriages that hold: neither ended nor ended by a death."""
        for row in self.tables["couples"]:
            both = [row[name] for name in ("wife", "husband") if row[name] is not None]
            begun = row["married"] < on and (row["ended"] is None or row["ended"] >= on)
            if row["wife"] is not None and begun and all(self.alive(p, on) for p in both):
                yield row

    def method(self, woman: int, on: date) -> str:
        """What she or her husband uses: the first in the order of the vocabulary."""
        theirs = {woman}
        for row in self.marriages(on):
            # Of two wives at once the one whose record stands last is the husband's.
            his = [r["wife"] for r in self.marriages(on) if r["husband"] == row["husband"]]
            if row["husband"] is not None and his[-1] == woman:
                theirs.add(row["husband"])
        used = [
            s["method"]
            for s in self.tables["method_use"]
            if s["person"] in theirs
            and s["started"] < on
            and (s["stopped"] is None or s["stopped"] >= on)
        ]
        known = sorted((str(m) for m in used if m is not None), key=METHODS.index)
        return known[0] if known else UNKNOWN if used else NONE

    def wives(self, on: date) -> list[int]:
        """Married women of 15 to 49 of the population."""
        return [
            n
            for n in self.people(on)
            if self.persons[n]["sex"] == "female"
            and self.husband(n, on)
            and 15 <= completed(self.persons[n]["birth"], on) < 50
        ]

    def users(self, on: date) -> list[str]:
        """Methods of the women of 15 to 49 of the population who use one."""
        women = [
            n
            for n in self.people(on)
            if self.persons[n]["sex"] == "female"
            and 15 <= completed(self.persons[n]["birth"], on) < 50
        ]
        return [m for n in women if (m := self.method(n, on)) != NONE]

    def children(self, woman: int, on: date) -> int:
        """Children borne before a day: as many as are recorded, or as the highest order says."""
        borne = [b for b in self.tables["births"] if b["mother"] == woman and b["occurred"] < on]
        return max([len(borne), *(b["order"] or 0 for b in borne)])

    # Events -------------------------------------------------------------------------------------

    def told(self, name: str) -> list[Row]:
        """Births or deaths of the period, by when they occurred or were reported."""
        found = []
        start, stop = self.period.start, self.period.stop
        for row in self.tables[name]:
            day, told = row["occurred"], row["reported"]
            if start <= day < stop:
                kind = "later" if told is not None and told >= stop else "in"
            elif day < start and told is not None and start <= told < stop:
                kind = "late"
            else:
                continue
            if kind in self.kinds and self.unit(row["area"]):
                found.append(row)
        return found

    @property
    def births(self) -> list[Row]:
        """Births of the period."""
        return self.told("births")

    def age_of_mother(self, birth: Row) -> int | None:
        """Completed age at the birth; unknown where she was born later, or is no mother yet."""
        if birth["mother"] is None:
            return None
        own = self.persons[birth["mother"]]["birth"]
        age = completed(own, birth["occurred"])
        return None if own > birth["occurred"] or age < YOUNGEST else age

    def inside(self, name: str, day: str) -> list[Row]:
        """Rows of a table with a day of the period."""
        return [
            row
            for row in self.tables[name]
            if self.unit(row["area"]) and self.period.start <= row[day] < self.period.stop
        ]

    def standing(self, name: str, begins: str, ends: str, on: date) -> list[Row]:
        """Rows of what had begun and not ended."""
        return [
            row
            for row in self.tables[name]
            if self.unit(row["area"])
            and row[begins] < on
            and (row[ends] is None or row[ends] >= on)
        ]

    def here(self, person: int, day: date) -> bool:
        """Whether someone had come to where they live by a day, and not left before it."""
        since, until = (self.persons[person][f"resident_{end}"] for end in ("since", "until"))
        return (since is None or since <= day) and (until is None or until >= day)

    def certificates(self, on: date | None) -> int:
        """Certificates held at the first moment of a day, or issued in the period, by people here.

        Who is registered where the certificate counts has always been of the place.
        """
        rows = (
            self.inside("certificates", "issued")
            if on is None
            else self.standing("certificates", "issued", "cancelled", on)
        )
        number = 0
        for row in rows:
            couple = None if row["couple"] is None else self.tables["couples"][row["couple"]]
            who = None
            if couple is not None:
                who = couple["husband"] if couple["wife"] is None else couple["wife"]
            holder = {} if who is None else self.persons[who]
            since = holder.get("resident_since")
            own = holder.get("registered_area", -1) == row["area"]
            by_then = since is None or (since <= row["issued"] if on is None else since < on)
            number += own or by_then
        return number

    def weddings(self) -> list[tuple[Row, int, int, int | None]]:
        """Who married in the period while living here: row, person, age, order."""
        found = []
        for row in self.tables["couples"]:
            if not self.period.start <= row["married"] < self.period.stop:
                continue
            for spouse in ("wife", "husband"):
                person = row[spouse]
                if person is None or not self.here(person, row["married"]):
                    continue
                if self.unit(self.persons[person]["area"]):
                    own = self.persons[person]["birth"]
                    if own <= row["married"]:
                        age = completed(own, row["married"])
                        found.append((row, person, age, row[f"{spouse}_order"]))
                    else:
                        found.append((row, person, -1, row[f"{spouse}_order"]))
        return found

    def couples(self) -> int:
        """Couples who married, where the wife lived, or else the husband."""
        number = 0
        for row in self.tables["couples"]:
            if self.period.start <= row["married"] < self.period.stop:
                both = [row[n] for n in ("wife", "husband") if row[n] is not None]
                whose = next((p for p in both if self.here(p, row["married"])), None)
                area = None if whose is None else self.persons[whose]["area"]
                number += area is not None and self.unit(area)
        return number

    def uptake(self) -> tuple[int, int, int]:
        """Mothers whose days ended in the period, who had begun a method, a long-acting one."""
        last: dict[int, Row] = {}
        start, stop = self.period.start, self.period.stop
        span = timedelta(days=self.days)
        for row in sorted(self.tables["births"], key=lambda row: row["occurred"]):
            end, mother = row["occurred"] + span, row["mother"]
            if mother is not None and start <= end < stop and self.alive(mother, end):
                last[mother] = row
        due = timely = long = 0
        for mother, row in last.items():
            end = row["occurred"] + span
            if not self.unit(row["area"]):
                continue
            theirs = {mother}
            his = {r["husband"]: r["wife"] for r in self.marriages(stop)}
            theirs |= {man for man, wife in his.items() if wife == mother and man is not None}
            begun = [
                str(s["method"])
                for s in self.tables["method_use"]
                if s["person"] in theirs and row["occurred"] <= s["started"] <= end
            ]
            due += 1
            timely += bool(begun)
            long += bool(LONG & set(begun))
        return due, timely, long
