"""``famplan report``: from the files of a register to its report, in one step."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta

from famplan.cli.exit_code import ExitCode
from famplan.cli.rows_per_second import steps
from famplan.errors import DefinitionError, InvalidInputError
from famplan.model.period import Period
from famplan.model.residence import MinimumStay
from famplan.readers import register as read
from famplan.readers.schema import register_schema
from famplan.report import Results
from famplan.report.files import write_all
from famplan.report.remarks import without_events
from famplan.report.saving import check_endings, made
from famplan.tabulate.register import register as count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from famplan.readers import Register
    from famplan.tabulate.register import RegisterTally

__all__ = ["period_before", "run"]


def run(  # noqa: PLR0913 - one argument for each side of a report
    source: Path,
    *,
    period: str,
    reading: Mapping[str, Any],
    counting: Mapping[str, Any],
    writing: Mapping[str, Any],
    compare: str | None,
    back: int,
    out: Sequence[Path],
    set_aside: Path | None,
) -> ExitCode:
    """Read, count, and write the report in every form; all files, or none.

    Parameters
    ----------
    source : path
        The folder, workbook or file.
    period : str
        Label of the period.
    reading, counting, writing : mapping
        Arguments of the reader, of the count and of the report.
    compare : str, optional
        Label of the period to compare with; the one before unless given.
    back : int
        Periods before that are counted, for trends; none if it is 0.
    out : sequence of path
        Files to write.
    set_aside : path, optional
        Folder for the rows that are set aside.
    """
    asked = Period.parse(period)
    earlier = _earlier(asked, compare, back)
    check_endings(out)
    _check_sources(source, out)
    with steps() as step:
        register = step("read", lambda: read(source, **reading), rows=_rows_read)
        rows = _rows_read(register)
        if not rows:
            raise InvalidInputError(str(source), "its tables have no rows; there is nothing to say")
        counted = [
            step(f"count {one.label}", lambda one=one: _counted(register, one, counting), rows=rows)
            for one in (*earlier, asked)
        ]
        tally, before = counted[-1], [one for one in counted[:-1] if _has_people(one)]
        results = Results.of(tally, previous=before, findings=register.findings, **writing)
        contents = step("make", lambda: made(results, out))
        # The report says how many rows are set aside: they are there before it is.
        aside = [] if set_aside is None else register.write_set_aside(set_aside)
        written = write_all(contents)
    for path in aside:
        sys.stderr.write(f"famplan: rows set aside: {path}\n")
    if without_events(tally):
        sys.stderr.write(
            f"famplan: {asked.label}: no birth and no death of the register is in it\n"
        )
    sys.stdout.write("".join(f"{path}\n" for path in written))
    sys.stderr.write(f"famplan: {register.findings.to_text(most=0)}\n")
    return ExitCode.FINDINGS if register.findings else ExitCode.OK


def _check_sources(source: Path, out: Sequence[Path]) -> None:
    """Refuse to write over what is to be read."""
    names = {name for table in register_schema().tables for name in (table.name, table.zh)}
    for path in out:
        place, home = path.resolve(), source.resolve()
        is_table = place.suffix.lower() == ".xlsx" and place.stem in names
        if place == home or (place.parent == home and is_table):
            problem = "is a file of the register that is to be read"
            raise DefinitionError(str(path), problem, remedy="choose another name")


def _rows_read(register: Register) -> int:
    return sum(total.read for total in register.totals)


def _counted(register: Register, period: Period, counting: Mapping[str, Any]) -> RegisterTally:
    options = dict(counting)
    months, rules = options.pop("months", None), options.pop("rules", None)
    stay = MinimumStay(months=months) if months else None
    if not rules:
        return count(register, period=period, minimum_stay=stay, **options)
    from famplan.rules import registers  # noqa: PLC0415 - the texts are read when they are asked for

    return registers.count(register, period=period, minimum_stay=stay, **options, **rules)


def _has_people(tally: RegisterTally) -> bool:
    return bool(len(tally.counts["population"]))


def _earlier(period: Period, compare: str | None, back: int) -> list[Period]:
    """Periods to compare with, the latest last."""
    if compare is not None:
        other = Period.parse(compare)
        if other.start >= period.start:
            raise DefinitionError(
                "--compare", f"{other.label} does not start before {period.label}"
            )
        return [other]
    found = [period]
    for _ in range(back):
        found.insert(0, period_before(found[0]))
    return found[:-1]


def period_before(period: Period) -> Period:
    """Return the period of the same kind that ends where one starts.

    Examples
    --------
    >>> period_before(Period.parse("2013H1")).label, period_before(Period.parse("SY2013")).label
    ('2012H2', 'SY2012')
    """
    months = _months(period)
    if months is None:
        return Period(period.start - (period.stop - period.start), period.start)
    start = period.start - relativedelta(months=months)
    return Period(start, period.start, name=_label(period, start, months))


def _months(period: Period) -> int | None:
    """Whole months of a period; None if it does not begin and end with months."""
    first, stop = period.start, period.stop
    if first.day != 1 or stop.day != 1:
        return None
    return (stop.year - first.year) * 12 + stop.month - first.month


def _label(period: Period, start: date, months: int) -> str:
    """Name a period as its follower is named, where there is such a name."""
    year = start.year
    statistical = period.name.upper().startswith("SY")
    first = 10 if statistical else 1
    place = (start.month - first) % 12
    year += statistical and start.month >= first
    forms = {12: "", 6: f"H{place // 6 + 1}", 3: f"Q{place // 3 + 1}", 1: f"-{start.month:02}"}
    if months not in forms or place % months or (statistical and months == 1):
        return ""
    return f"{'SY' if statistical else ''}{year}{forms[months]}"
