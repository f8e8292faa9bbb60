"""What a report states beside what the register says: an audit of figures with their counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.catalogue import find
from famplan.errors import ClaimError, DefinitionError, FigureError, UnknownIndicatorError
from famplan.model.estimate import Estimate
from famplan.quality.audit import audit
from famplan.quality.claim import Alone, Claim, Ratio, Same
from famplan.quality.stated import Stated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from famplan.quality.claim import Assertion
    from famplan.quality.finding import Audit

__all__ = ["audit_register"]

_DECIMALS = 12  # of a figure that is not whole: more than any report prints
_MORE = 3  # decimals that a finding shows beyond those that were stated
_NO_FIGURE = "the figure of the register"


def audit_register(
    figures: Mapping[str, Estimate | float] | Iterable[Mapping[str, Any]],
    stated: Mapping[str, str],
    *,
    document: str = "",
) -> Audit:
    """Check the figures of a report against those of the register it should come from.

    Parameters
    ----------
    figures : mapping of str to Estimate or number, or table
        What the register says. By name: an estimate that is one count over another is checked by
        its counts, so a finding names the counts that would make the stated figure; other estimates
        and numbers are per one. Or the table of `RegisterTally.estimate` for one area
        (`Table.where`), whose figures are found by code or name: ``"CBR"``, ``"出生率"``,
        ``"SRB [order 2]"``.
    stated : mapping of str to str
        What the report prints, by the same names, with its unit: ``"5.43‰"``, ``"109.2:100"``,
        ``"3888人"``.
    document : str
        The report, for the findings.

    Returns
    -------
    Audit
        A finding for each stated figure. One that the register does not give, or hides because it
        is small, cannot be checked.

    Raises
    ------
    ClaimError
        Some stated figures cannot be read; the error names all of them.
    DefinitionError
        The table has several figures of one name.

    Examples
    --------
    >>> from famplan.formulas.estimates import estimate
    >>> figures = {
    ...     "births": 3888,
    ...     "CBR": estimate("CBR", numerator=3888, denominator=716_450),
    ...     "TFR": 1.2114,
    ... }
    >>> stated = {"births": "3960", "CBR": "5.43‰", "TFR": "1.21", "CDR": "6.1‰"}
    >>> for finding in audit_register(figures, stated):
    ...     print(f"{finding.claim.id}: {finding.verdict}")
    births: inconsistent
    CBR: consistent
    TFR: consistent
    CDR: not checkable
    """
    claims, faults = [], []
    for name, text in stated.items():
        try:
            printed = Stated.parse(text)
        except FigureError as fault:
            faults.append(f"{name}: {fault}")
            continue
        figure = figures.get(name) if isinstance(figures, Mapping) else _in_table(figures, name)
        claims.append(Claim(assertion=_assertion(figure, printed), id=name, document=document))
    if faults:
        problem = f"{len(faults)} cannot be read"
        raise ClaimError("stated", problem, remedy="\n".join(faults))
    return audit(claims)


def _in_table(records: Iterable[Mapping[str, Any]], name: str) -> Estimate | None:
    """Find the one record of an indicator, or of one of its definitions."""
    name, _, definition = name.rstrip("] ").partition("[")
    try:
        code = find(name.strip()).code
    except UnknownIndicatorError:
        code = name.strip()
    found = [record for record in records if record["indicator"] == code]
    if definition:
        found = [record for record in found if record["definition"] == definition]
    elif len(found) > 1:  # of all orders and ages, before those of one
        found = [one for one in found if one["definition"] == one["basis"]] or found
    if len(found) > 1:
        given = ", ".join(sorted({f"{code} [{record['definition']}]" for record in found}))
        remedy = 'keep one area, table.where(area="…"), and name the definition'
        raise DefinitionError("figures", f"{len(found)} figures: {given}", remedy=remedy)
    if not found:
        return None
    record = found[0]
    above, below = (record.get(part) for part in ("numerator", "denominator"))
    return Estimate(value=record["value"], numerator=above, denominator=below, indicator=code)


def _assertion(figure: Any, stated: Stated) -> Assertion:  # noqa: ANN401 - an estimate or a number
    """Write what the register gives beside what is stated."""
    counted = _counts(figure) if isinstance(figure, Estimate) else None
    if counted is not None:
        return Ratio(_as_stated(counted[0]), _as_stated(counted[1]), stated)
    value = figure.value if isinstance(figure, Estimate) else figure
    if value is None or not np.isfinite(value):
        return Alone(stated, missing=_NO_FIGURE)
    # In the unit of the stated figure: 5.4267…‰ beside 5.43‰.
    return Same(_in_unit_of(float(value), stated), stated)


def _counts(figure: Estimate) -> tuple[int, int] | None:
    """Return the two whole counts whose quotient the estimate is, if it is one."""
    parts = (figure.numerator, figure.denominator)
    if any(part is None or np.ndim(part) or not float(part).is_integer() for part in parts):
        return None
    above, below = (int(part) for part in parts if part is not None)
    same = below > 0 and np.isclose(above / below, figure.value, rtol=1e-9)
    return (above, below) if same else None


def _as_stated(count: int) -> Stated:
    return Stated.parse(str(count))


def _in_unit_of(value: float, stated: Stated) -> Stated:
    scaled = value / float(stated.scale)
    whole = scaled.is_integer()
    figure = Stated.parse(f"{scaled:.0f}" if whole else f"{scaled:.{_DECIMALS}f}")
    shown = figure.text if whole else f"{scaled:.{stated.decimals + _MORE}f}"
    return attrs.evolve(
        figure,
        unit=stated.unit,
        multiplier=stated.multiplier,
        counter=stated.counter,
        text=f"{shown}{stated.unit.symbol}",
    )
