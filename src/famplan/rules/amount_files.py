"""Amounts from data files: each with its window, its place and its source."""

from __future__ import annotations

from decimal import Decimal
from importlib import resources
from tomllib import loads
from typing import TYPE_CHECKING, Any

from famplan.catalogue.indicator import Source
from famplan.errors import DefinitionError
from famplan.rules.amount import Amount

if TYPE_CHECKING:
    from collections.abc import Mapping

    from famplan.language.conditions import Condition
    from famplan.language.numbers import NumberTerm

__all__ = ["amount_from", "amounts_of"]


def amounts_of(
    scheme: str,
    *,
    cases: Mapping[str, Condition[Any] | None] | None = None,
    times: Mapping[str, NumberTerm[Any]] | None = None,
) -> tuple[Amount[Any], ...]:
    """Read the amounts of a scheme from ``rules/data/<scheme>.toml``.

    Parameters
    ----------
    scheme : str
        Name of the file.
    cases : mapping of str to Condition, optional
        Whom a ``case`` of the file is for; None for what is theirs to choose.
    times : mapping of str to NumberTerm, optional
        What a ``times`` of the file multiplies by.

    Returns
    -------
    tuple of Amount
        In file order.

    Raises
    ------
    DefinitionError
        The file names a case or number that is not given.

    Examples
    --------
    >>> print(amounts_of("renounced_second_birth")[0])
    at least 2,000 yuan once per couple
    """
    file = resources.files("famplan.rules") / "data" / f"{scheme}.toml"
    rows = loads(file.read_text(encoding="utf-8"), parse_float=Decimal)["amount"]
    return tuple(amount_from(scheme, row, cases or {}, times or {}) for row in rows)


def amount_from(
    scheme: str,
    row: Mapping[str, Any],
    cases: Mapping[str, Condition[Any] | None],
    times: Mapping[str, NumberTerm[Any]],
) -> Amount[Any]:
    """Make an amount from one row of a file; a case without a condition is the person's choice.

    Raises
    ------
    DefinitionError
        The row names a case or number that is not given.
    """
    row = dict(row)
    case, number = row.get("case", ""), row.pop("times", "")
    for name, known in ((case, cases), (number, times)):
        if name and name not in known:
            raise DefinitionError(f"{scheme}.toml", f"{name!r} is none of {', '.join(known)}")
    return Amount(
        **{**row, "source": Source(**row["source"])},
        when=cases.get(case),
        times=times.get(number),
    )
