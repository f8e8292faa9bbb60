"""A table of estimates: per one for machines, at the published scale for people."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import attrs

from famplan.errors import DefinitionError, InvalidInputError
from famplan.tabulate.printing import html_table, text_table
from famplan.tabulate.suppression import Thresholds, thresholds
from famplan.tabulate.writing import frame_library, json_text, separated_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["Table"]

FIGURES = ("value", "se", "low", "high", "deft", "numerator", "denominator", "n")
"""Fields that hold numbers, all per one."""
_HIDDEN = ("value", "se", "low", "high", "deft", "numerator")
_ABSENT = {"per": 1, "definition": ""}
_SHOWN = 40  # estimates that a repr shows


def _copied(records: Sequence[Mapping[str, object]]) -> tuple[dict[str, Any], ...]:
    return tuple({name: _plain(value) for name, value in record.items()} for record in records)


def _texts(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(texts)


def _plain(value: object) -> object:
    """Turn a numpy scalar and a text with a rank into Python's own."""
    return str(value) if isinstance(value, str) else getattr(value, "item", lambda: value)()


def _named(labels: Mapping[str, Mapping[Any, str]]) -> dict[str, Mapping[Any, str]]:
    return dict(labels)


def _dashed(value: object) -> object:
    return value.replace("-", "–") if isinstance(value, str) else value


@attrs.frozen(eq=False, repr=False)
class Table:
    """Estimates, one record each, with everything needed to judge them.

    Parameters
    ----------
    records : sequence of mapping
        One mapping for each estimate: `indicator`, the group columns, `age` where there is one,
        `value`, `se`, `low`, `high`, `deft`, `numerator`, `denominator`, `n`, `per` and
        `definition`. Figures are per one; one that is not given is unknown. Further fields are
        kept and come last.
    groups : tuple of str
        Names of the group columns.
    labels : mapping of str to mapping, optional
        For each group column, what its values are called.
    notes : tuple of str, optional
        Lines that stand below the table.

    Raises
    ------
    DefinitionError
        A record lacks its indicator or a group.

    Examples
    --------
    >>> table = Table(
    ...     [
    ...         {"indicator": "GFR", "v025": 1, "value": 0.1394, "se": 0.0061, "low": 0.1274,
    ...          "high": 0.1514, "n": 2140, "per": 1000, "definition": "15-49"},
    ...         {"indicator": "GFR", "v025": 2, "value": 0.1012, "se": 0.0148, "low": 0.0722,
    ...          "high": 0.1302, "n": 198, "per": 1000, "definition": "15-49"},
    ...     ],
    ...     groups=("v025",),
    ...     labels={"v025": {1: "rural", 2: "urban"}},
    ... )
    >>> table
    indicator    v025   value     se    low   high      n    per
    GFR [15-49]  rural  139.4   6.10  127.4  151.4  2,140  1,000
    GFR [15-49]  urban  101.2  14.80   72.2  130.2    198  1,000
    >>> table.to_dicts()[1]["value"]
    0.1012
    """

    _records: tuple[dict[str, Any], ...] = attrs.field(converter=_copied)
    groups: tuple[str, ...] = attrs.field(kw_only=True, converter=_texts)
    labels: Mapping[str, Mapping[Any, str]] = attrs.field(
        kw_only=True, factory=dict, converter=_named
    )
    notes: tuple[str, ...] = attrs.field(kw_only=True, default=(), converter=_texts)

    def __attrs_post_init__(self) -> None:
        """Check that every record says what it estimates, and for whom."""
        for place, record in enumerate(self._records):
            for name in ("indicator", *self.groups):
                if name not in record:
                    raise DefinitionError(f"records[{place}]", f"{name} is missing")

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the fields, in order."""
        given = dict.fromkeys(name for record in self._records for name in record)
        age = ("age",) if "age" in given else ()
        first = ("indicator", *self._group_columns, *age, *FIGURES, "per", "definition")
        return (*first, *(name for name in given if name not in first))

    @property
    def _group_columns(self) -> tuple[str, ...]:
        """The groups, each with its labels beside it where it has any."""
        return tuple(
            column
            for name in self.groups
            for column in ((name, f"{name}_label") if name in self.labels else (name,))
        )

    def __len__(self) -> int:
        """Count the estimates."""
        return len(self._records)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Go through the estimates, each a new dictionary with every field."""
        columns = self.columns
        for record in self._records:
            yield {name: self._entry(record, name) for name in columns}

    def _entry(self, record: Mapping[str, Any], name: str) -> object:
        if name in record:
            return record[name]
        group = name.removesuffix("_label")
        if group != name and group in self.groups:
            return self.label(group, record[group])
        return math.nan if name in FIGURES else _ABSENT.get(name)

    def label(self, group: str, value: object) -> str:
        """Return what a value of a group column is called."""
        if value is None:
            return "unknown"
        return str(self.labels.get(group, {}).get(value, value))

    def column(self, name: str) -> list[Any]:
        """Return one field of every estimate.

        Raises
        ------
        DefinitionError
            No field has the name.

        Examples
        --------
        >>> Table([{"indicator": "TFR", "value": 4.01}], groups=()).column("value")
        [4.01]
        """
        if name not in self.columns:
            raise DefinitionError("column", f"{name!r} is none of {', '.join(self.columns)}")
        return [self._entry(record, name) for record in self._records]

    def where(self, **wanted: object) -> Table:
        """Keep the estimates whose fields have these values; ages with either dash.

        Examples
        --------
        >>> Table([{"indicator": "TFR"}, {"indicator": "GFR"}], groups=()).where(indicator="TFR")
        indicator  value
        TFR            –
        """
        columns = (map(_dashed, self.column(name)) for name in wanted)
        rows, values = zip(self._records, *columns, strict=True), [*map(_dashed, wanted.values())]
        return attrs.evolve(self, records=[row for row, *found in rows if found == values])

    def suppress(
        self,
        preset: str | None = None,
        *,
        hide_below: float | None = None,
        bracket_below: float | None = None,
        on: str = "n",
    ) -> Table:
        """Hide the estimates that rest on too few cases, and bracket those on few.

        A hidden estimate keeps only its base: figure, error, interval and numerator become
        unknown. The new field `mark` says ``"hidden"``, ``"bracketed"`` or nothing. A base that
        is unknown counts as too small.

        Parameters
        ----------
        preset : {"dhs-rates", "dhs-proportions"}, optional
            Thresholds of the Demographic and Health Surveys, instead of one's own: 125 and 250
            woman-years, or 25 and 50 cases.
        hide_below, bracket_below : float, optional
            Estimates on fewer cases are hidden; those on fewer than the second are bracketed.
        on : str
            The field that is compared: ``"n"``, unweighted cases (woman-years for rates).

        Raises
        ------
        DefinitionError
            Neither a preset nor a threshold was given, or both, or no preset has the name.
        InvalidInputError
            The threshold for brackets is below that for hiding, or `on` is not a field of numbers.

        Examples
        --------
        >>> records = [{"indicator": "ASFR", "age": "45–49", "value": 0.012, "n": 98, "per": 1000},
        ...            {"indicator": "ASFR", "age": "40–44", "value": 0.031, "n": 214, "per": 1000}]
        >>> Table(records, groups=()).suppress(hide_below=125, bracket_below=250)
        indicator  age     value    n    per
        ASFR       45–49       *   98  1,000
        ASFR       40–44  (31.0)  214  1,000
        * hidden: n below 125
        ( ) bracketed: n below 250
        """
        if on not in FIGURES:
            raise InvalidInputError("on", f"{on!r} is none of {', '.join(FIGURES)}")
        limits = thresholds(preset, hide_below=hide_below, bracket_below=bracket_below)
        records = [_marked(record, limits, on) for record in self._records]
        return attrs.evolve(self, records=records, notes=self.notes + limits.notes(on))

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dictionary for each estimate, per one; unknown figures are ``nan``.

        Examples
        --------
        >>> Table([{"indicator": "ASFR", "value": 0.031, "per": 1000}], groups=()).to_dicts()
        [{'indicator': 'ASFR', 'value': 0.031, 'se': nan, ... 'per': 1000, 'definition': ''}]
        """
        return list(self)

    def to_json(self) -> str:
        """The estimates as a JSON array of objects, per one; unknown figures are ``null``.

        Examples
        --------
        >>> print(Table([], groups=()).to_json())
        []
        """
        return json_text(self)

    def to_csv(self) -> str:
        """The estimates as comma-separated lines, per one; unknown figures are empty.

        Examples
        --------
        >>> print(Table([{"indicator": "TFR", "value": 4.01}], groups=()).to_csv())
        indicator,value,se,low,high,deft,numerator,denominator,n,per,definition
        TFR,4.01,,,,,,,,1,
        """
        return separated_lines(self.columns, self)

    def to_pandas(self) -> Any:  # noqa: ANN401 - pandas has no types to import here
        """The estimates as a pandas data frame, per one."""
        return frame_library("pandas").DataFrame(self._columnwise())

    def to_polars(self) -> Any:  # noqa: ANN401 - only loaded when asked for
        """The estimates as a polars data frame, per one."""
        return frame_library("polars").DataFrame(self._columnwise(), strict=False)

    def to_arrow(self) -> Any:  # noqa: ANN401 - only loaded when asked for
        """The estimates as a pyarrow table, per one."""
        return frame_library("pyarrow").table(self._columnwise())

    def _columnwise(self) -> dict[str, list[Any]]:
        columns = {name: self.column(name) for name in self.columns}
        for name in FIGURES:
            columns[name] = [math.nan if x is None else float(x) for x in columns[name]]
        return columns

    def to_text(self) -> str:
        """The whole table as people read it, at the published scale.

        Examples
        --------
        >>> print(Table([{"indicator": "TFR", "value": 4.0107}], groups=()).to_text())
        indicator  value
        TFR         4.01
        """
        return text_table(self)

    def __repr__(self) -> str:
        """Show the table, or its first estimates if it is long."""
        if len(self) <= _SHOWN:
            return self.to_text()
        shown = attrs.evolve(self, records=self._records[:_SHOWN], notes=())
        rest = f"… {len(self) - _SHOWN:,} more, {len(self):,} in all"
        return "\n".join((text_table(shown), rest, *self.notes))

    def _repr_html_(self) -> str:
        """Show the table in a notebook."""
        return html_table(self)


def _marked(record: Mapping[str, Any], limits: Thresholds, on: str) -> dict[str, Any]:
    mark = limits.mark(record.get(on))
    hidden = dict.fromkeys(_HIDDEN, math.nan) if mark == "hidden" else {}
    return {**record, **hidden, "mark": mark}
