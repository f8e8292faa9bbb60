"""The choices of a projection out of a TOML file, with every fault noted on the way."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, get_args

from famplan.errors import FamplanError
from famplan.formulas.choices import nearest
from famplan.projection.cohort.migration import MigrationTiming
from famplan.projection.life_tables.separation import InfantRule
from famplan.projection.life_tables.single_years import Expansion
from famplan.projection.scenarios.progress import PathForm
from famplan.projection.uncertainty.shocks import Shocks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from famplan.projection.plans.findings import PlanFindings

__all__ = ["read_settings", "shocks_of"]

_PER_HUNDRED = 10
_SHARE = 0.7
_MOST_CHILDREN = 15
_LONGEST = 120


def _text(value: Any) -> str:  # noqa: ANN401 - whatever TOML holds
    return "" if isinstance(value, str) else "is no text"


def _year(value: Any) -> str:  # noqa: ANN401
    good = isinstance(value, int) and not isinstance(value, bool)
    return "" if good else f"{value!r} is no year"


def _positive(value: Any) -> str:  # noqa: ANN401
    good = isinstance(value, int | float) and not isinstance(value, bool) and value > 0
    return "" if good else f"{value!r} is no number above 0"


def _ratio(value: Any) -> str:  # noqa: ANN401
    problem = _positive(value)
    if not problem and value >= _PER_HUNDRED:
        return f"{value:g} boys per girl: give {value / 100:g}"
    if not problem and value < _SHARE:
        return f"{value:g} boys per girl: give 1.06, not the share of boys"
    return problem


def _files(value: Any) -> str:  # noqa: ANN401
    good = isinstance(value, list) and all(isinstance(name, str) for name in value)
    return "" if good else "is no list of file names"


def _target(value: Any) -> str:  # noqa: ANN401
    problem = "" if value == "replacement" else _positive(value)
    if not problem and value != "replacement" and value > _MOST_CHILDREN:
        return f"{value:g} children per woman: give {value / 1000:g}, not per 1,000"
    return problem


def _both(value: Any) -> str:  # noqa: ANN401
    good = isinstance(value, dict) and set(value) == {"female", "male"}
    if not good:
        return "give { female = 84, male = 79 }"
    return next(filter(None, map(_years, value.values())), "")


def _years(value: Any) -> str:  # noqa: ANN401
    problem = _positive(value)
    return problem or ("" if value <= _LONGEST else f"{value:g} years is no life expectancy")


def _stray(value: Any) -> str:  # noqa: ANN401
    good = (
        isinstance(value, list)
        and len(value) == 2  # noqa: PLR2004 - standard deviation and persistence
        and not any(_positive(part) and part != 0 for part in value)
        and value[1] <= 1
    )
    return "" if good else "give [standard deviation a year, persistence from 0 to 1]"


def _one_of(kind: Any) -> Callable[[Any], str]:  # noqa: ANN401 - a Literal
    allowed = get_args(kind)

    def check(value: Any) -> str:  # noqa: ANN401
        return "" if value in allowed else f"{value!r} is none of {', '.join(allowed)}"

    return check


_SCHEMA: Mapping[str, Mapping[str, Callable[[Any], str]]] = {
    "": {
        "title": _text,
        "note": _text,
        "source": _text,
        "start": _year,
        "sex_ratio_at_birth": _ratio,
        "tables": _files,
    },
    "mortality": {
        "a0": _one_of(InfantRule),
        "expansion": _one_of(Expansion),
        "form": _one_of(PathForm),
        "by": _year,
        "life_expectancy": _both,
    },
    "fertility": {"form": _one_of(PathForm), "by": _year, "target": _target},
    "migration": {"timing": _one_of(MigrationTiming)},
    "uncertainty": {
        "fertility": _stray,
        "mortality": _stray,
        "migration": _stray,
        "correlation": lambda value: "" if isinstance(value, list) else "is no table",
    },
}
_NEEDED = {"start": "a year", "sex_ratio_at_birth": "a number"}


def read_settings(file: Path | Traversable, findings: PlanFindings) -> dict[str, Any]:
    """Read the choices of a projection; faults are noted, and what has one is left out."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        findings.add(file.name, "", f"cannot be read: {error.strerror}")
        return {}
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        findings.add(file.name, "", f"is not TOML: {error}")
        return {}
    sections = {key for key in _SCHEMA if key}
    plain = {key: value for key, value in content.items() if key not in sections}
    good: dict[str, Any] = _checked(file.name, "", plain, findings)
    for section in sections & set(content):
        if not isinstance(content[section], dict):
            findings.add(file.name, section, "is no section", remedy=f"write [{section}]")
            continue
        good[section] = _checked(file.name, section, content[section], findings)
        _complete(file.name, section, content[section], findings)
        _check_by(file.name, section, content, findings)
    _check_shocks(file.name, good, findings)
    for name, kind in _NEEDED.items():
        if name not in content:
            findings.add(file.name, name, "is missing", remedy=f"write it: {kind}")
    return good


def _checked(
    file: str, section: str, given: Mapping[str, Any], findings: PlanFindings
) -> dict[str, Any]:
    schema, good = _SCHEMA[section], {}
    for key, value in given.items():
        where = f"{section}.{key}" if section else key
        if key not in schema:
            known = [*schema, *([] if section else _SCHEMA)]
            meant = nearest(key, filter(None, known))
            remedy = f"did you mean {meant}?" if meant else f"known are {', '.join(schema)}"
            findings.add(file, where, "is not known", remedy=remedy)
            continue
        problem = schema[key](value)
        if problem:
            findings.add(file, where, problem)
        else:
            good[key] = value
    return good


def _complete(file: str, section: str, given: Mapping[str, Any], findings: PlanFindings) -> None:
    """Note what a path lacks."""
    goal = {"fertility": "target", "mortality": "life_expectancy"}.get(section)
    if goal is None:
        return
    wanted = (goal, "by") if given.get("form", "constant") != "constant" else ()
    for key in wanted:
        if key not in given:
            findings.add(file, f"{section}.{key}", "is missing", remedy="the path needs it")
    if goal in given and "form" not in given:
        findings.add(file, f"{section}.form", "is missing", remedy='write form = "linear"')
    if goal in given and given.get("form") == "constant":
        told = f"{goal} is not used where all stays"
        findings.add(file, f"{section}.form", told, remedy='write form = "linear"')


def _check_by(file: str, section: str, content: Mapping[str, Any], findings: PlanFindings) -> None:
    """Note a target that was to be reached before the start."""
    start, by = content.get("start"), content[section].get("by")
    if not _year(start) and by is not None and not _year(by) and by <= start:
        findings.add(file, f"{section}.by", f"{by} is not after the start, {start}")


def _check_shocks(file: str, good: Mapping[str, Any], findings: PlanFindings) -> None:
    """Note what is wrong with the shocks together: correlations that are none."""
    try:
        shocks_of(good)
    except FamplanError as error:
        where = getattr(error, "where", "")
        findings.add(file, f"uncertainty.{where}", getattr(error, "problem", str(error)))


def shocks_of(settings: Mapping[str, Any]) -> Shocks:
    """Read what strays out of the choices of a projection.

    Examples
    --------
    >>> shocks_of({"uncertainty": {"fertility": [0.03, 0.9]}})
    Shocks: fertility 0.03 a year, persistence 0.9
    """
    return Shocks(**settings.get("uncertainty", {}))
