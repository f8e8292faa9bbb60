"""Records for machines: JSON, comma-separated lines, columns of any data frame; always per one."""

from __future__ import annotations

import csv
import io
import json
import math
from importlib import import_module
from typing import TYPE_CHECKING, Any

from famplan.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["frame_library", "json_text", "separated_lines"]


def json_text(rows: Iterable[Mapping[str, object]]) -> str:
    """Write records as a JSON array of objects; an unknown figure is ``null``.

    Examples
    --------
    >>> print(json_text([{"indicator": "TFR", "value": float("nan")}]))
    [
      {
        "indicator": "TFR",
        "value": null
      }
    ]
    """
    plain = [{name: _or_none(value) for name, value in row.items()} for row in rows]
    return json.dumps(plain, ensure_ascii=False, indent=2, allow_nan=False)


def separated_lines(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    r"""Write records as comma-separated lines under their names; an unknown figure is empty.

    Examples
    --------
    >>> separated_lines(["indicator", "value"], [{"indicator": "TFR", "value": float("nan")}])
    'indicator,value\nTFR,\n'
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _or_none(value) for name, value in row.items()} for row in rows)
    return out.getvalue()


def frame_library(name: str) -> Any:  # noqa: ANN401 - a module
    """Load a library of data frames.

    Raises
    ------
    MissingExtraError
        It is not installed; the message says how to.

    Examples
    --------
    >>> frame_library("polars").__name__
    'polars'
    """
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingExtraError(f"a {name} table", package=name, extra="frames") from error


def _or_none(value: object) -> object:
    return None if isinstance(value, float) and not math.isfinite(value) else value
