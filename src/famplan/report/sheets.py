"""The report as a workbook: data as numbers, with definitions, findings and notes beside them."""

from __future__ import annotations

import io
import math
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from famplan.errors import MissingExtraError
from famplan.report.definitions import footnotes
from famplan.report.files import write_whole
from famplan.report.layout import indicator_of
from famplan.report.quality_box import column_name, table_name
from famplan.report.remarks import remarks, subtitle
from famplan.report.results import Results
from famplan.report.writing import HIDDEN, UNKNOWN, decimals, unit_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from famplan.readers import RegisterFindings
    from famplan.report.filled_forms import FilledForm
    from famplan.tabulate.register import RegisterTally
    from famplan.tabulate.table import Table

__all__ = ["Workbook", "workbook"]

_NUMBERS = ("value", "low", "high", "numerator", "denominator", "n")
_SCALED = ("value", "low", "high")
_FIRST_DAY = datetime(1980, 1, 1)  # noqa: DTZ001 - of no moment: the same input gives the same file


@attrs.frozen(eq=False, repr=False, slots=False)
class Workbook:
    """A report as an Excel workbook.

    Parameters
    ----------
    results : Results
        What it says.
    """

    results: Results

    @cached_property
    def data(self) -> bytes:
        """The file.

        Raises
        ------
        MissingExtraError
            XlsxWriter is not installed.
        """
        try:
            import xlsxwriter  # noqa: PLC0415 - an extra: loaded when a workbook is asked for
        except ImportError as error:
            raise MissingExtraError("a workbook", package="xlsxwriter", extra="report") from error
        out = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(out, {**options, "nan_inf_to_errors": False}) as book:
            book.set_properties({"title": self.results.title, "created": _FIRST_DAY})
            _Sheets(book, self.results).write()
        return out.getvalue()

    def save(self, path: Path | str) -> Path:
        """Write the workbook, whole or not at all.

        Raises
        ------
        InvalidInputError
            The file cannot be written.
        """
        return write_whole(path, self.data)


def workbook(  # noqa: PLR0913 - what is shown, and how
    tally: RegisterTally,
    *,
    language: str = "en",
    previous: RegisterTally | Sequence[RegisterTally] | None = None,
    findings: RegisterFindings | None = None,
    title: str | None = None,
    hide_below: float | None = None,
) -> Workbook:
    """Make a workbook of what was counted in a register; arguments are those of `page`.

    Examples
    --------
    >>> from famplan import Period
    >>> from famplan.datasets.register import synthetic_register
    >>> from famplan.readers import register
    >>> from famplan.tabulate.register import register as count
    >>> county = register(synthetic_register(5000, seed=7, areas=3).frames())
    >>> tally = count(county, period=Period.calendar_year(2013), by="township")
    >>> workbook(tally).data[:2]
    b'PK'
    """
    return Workbook(
        Results.of(
            tally,
            language=language,
            previous=previous,
            findings=findings,
            title=title,
            hide_below=hide_below,
        )
    )


class _Sheets:
    """Writes the sheets of a report."""

    def __init__(self, book: Any, results: Results) -> None:  # noqa: ANN401 - ships no types
        self._book = book
        self._results = results
        self._say = results.say
        self._formats: dict[str, Any] = {}
        self._bold = book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        self._wrap = book.add_format({"text_wrap": True, "valign": "top"})

    def write(self) -> None:
        """Write them all."""
        say, results = self._say, self._results
        self._figures(say("figures"), [(results.home, results.figures)])
        if results.by_area:
            self._figures(say("by_area"), [(None, results.areas)])
        for number, form in enumerate(results.forms, start=1):
            self._form(say("form", number=number), form)
        self._definitions()
        self._findings()
        self._notes()

    def _number(self, places: int, *, whole: bool = False) -> Any:  # noqa: ANN401
        code = "#,##0" if whole or places == 0 else f"#,##0.{'0' * places}"
        if code not in self._formats:
            self._formats[code] = self._book.add_format({"num_format": code})
        return self._formats[code]

    def _sheet(self, name: str, headers: Sequence[str], widths: Sequence[float]) -> Any:  # noqa: ANN401
        sheet = self._book.add_worksheet(name[:31])
        sheet.write_row(0, 0, headers, self._bold)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 1)
        return sheet

    def _figures(self, name: str, parts: Iterable[tuple[str | None, Table]]) -> None:
        """One line for each figure and area: values at the published scale, as numbers."""
        say = self._say
        keys = ("area", "code", "indicator", "variant", "age_group", "value", "low", "high")
        rest = ("unit", "numerator", "denominator", "cases", "mark")
        headers = [say(key) for key in (*keys, *rest)]
        widths = [22, 18, 34, 24, 9, 11, 11, 11, 14, 12, 13, 11, 9]
        sheet = self._sheet(name, headers, widths)
        rows = [(label, row) for label, table in parts for row in table.to_dicts()]
        for line, (label, row) in enumerate(rows, start=1):
            self._figure(
                sheet, line, self._results.area(row["area"]) if label is None else label, row
            )
        sheet.autofilter(0, 0, max(len(rows), 1), len(headers) - 1)

    def _figure(self, sheet: Any, line: int, area: str, row: dict[str, Any]) -> None:  # noqa: ANN401
        results, indicator = self._results, indicator_of(row["indicator"])
        variant = results.variant({**row, "age": None})
        texts = [
            area,
            row["indicator"],
            results.name(row["indicator"]),
            variant,
            row.get("age") or "",
        ]
        sheet.write_row(line, 0, texts)
        places = decimals(indicator)
        columns = {"value": 5, "low": 6, "high": 7, "numerator": 9, "denominator": 10, "n": 11}
        for name in _NUMBERS:
            number = row[name]
            if number is None or number != number:  # noqa: PLR0124 - nan differs from itself
                continue
            scale = indicator.per if name in _SCALED else 1
            shape = self._number(places, whole=name not in _SCALED)
            sheet.write_number(line, columns[name], number * scale, shape)
        sheet.write_string(line, 8, unit_text(indicator, results.say))
        hidden = row.get("mark") == "hidden"
        sheet.write_string(line, 12, self._say("hidden_word") if hidden else "")

    def _form(self, name: str, form: FilledForm) -> None:
        chinese = self._say.language == "zh"
        headers = [c.name_zh if chinese else c.name for c in form.columns]
        sheet = self._sheet(name, [self._say("area"), *headers], [22, *([13] * len(headers))])
        labels = [*map(self._results.area, form.areas[:-1]), self._say("all_areas")]
        for line, (label, row) in enumerate(zip(labels, form.rows, strict=True), start=1):
            sheet.write_string(line, 0, label)
            for column, number in enumerate(row, start=1):
                if number is None:
                    sheet.write_string(line, column, HIDDEN)
                elif math.isnan(number):
                    sheet.write_string(line, column, UNKNOWN)
                else:
                    sheet.write_number(line, column, number, self._number(0))

    def _definitions(self) -> None:
        say = self._say
        keys = ("code", "name", "numerator", "denominator", "source", "grade")
        widths = [22, 34, 46, 46, 60, 18]
        sheet = self._sheet(say("definitions")[:31], [say(key) for key in keys], widths)
        for line, note in enumerate(footnotes(self._results), start=1):
            source = f"{note.source} {note.url}".strip()
            texts = (note.code, note.name, note.numerator, note.denominator, source, note.grade)
            sheet.write_row(line, 0, texts, self._wrap)

    def _findings(self) -> None:
        """Rows read, used and set aside; then every rule. No values, and nobody's row."""
        say, results, found = self._say, self._results, self._results.findings
        headers = [say(key) for key in ("table", "column", "rule", "severity", "count")]
        sheet = self._sheet(say("findings"), headers, [20, 20, 60, 18, 12])
        if found is None:
            sheet.write_string(1, 0, say("no_quality"))
            return
        lines: list[tuple[str, str, str, str, int]] = []
        for one in found.totals:
            table = table_name(results, one.table)
            sums = ("read", "used", "set_aside")
            lines += [(table, "", say(key), "", getattr(one, key)) for key in sums]
        for group in found.groups:
            table, column = (
                table_name(results, group.table),
                column_name(results, group.table, group.column),
            )
            rule = say.pick(group.rule.name, group.rule.zh)
            lines.append((table, column, rule, say(str(group.severity)), len(group)))
        for line, (*texts, number) in enumerate(lines, start=1):
            sheet.write_row(line, 0, texts)
            sheet.write_number(line, 4, number, self._number(0))

    def _notes(self) -> None:
        say, results = self._say, self._results
        sheet = self._sheet(say("notes"), [results.title], [110])
        last = say("made_with", version=results.version, identifier=results.identifier)
        for line, text in enumerate([subtitle(results), *remarks(results), last], start=1):
            sheet.write_string(line, 0, text, self._wrap)
