"""The definition block of an indicator: the one the docs and the command line both show."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from famplan.catalogue.register import function_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from famplan.catalogue.indicator import Indicator

__all__ = ["definition", "public_path", "record"]


def definition(indicator: Indicator) -> dict[str, str]:
    """Lines of the definition block, label to text; lines with nothing to say are left out.

    Parameters
    ----------
    indicator : Indicator
        The definition to lay out.

    Returns
    -------
    dict of str to str
        Labels in reading order.

    Examples
    --------
    >>> from famplan import find
    >>> block = definition(find("CBR"))
    >>> block["Name"], block["Published"], block["Function"]
    ('Crude birth rate · 出生率', 'per 1,000', 'formulas.vital.crude_birth_rate')
    """
    function = function_of(indicator)
    variants = {f"Variant {entry.argument}": entry.meaning for entry in indicator.variants}
    block = {
        "Code": indicator.code,
        "Name": f"{indicator.name} · {indicator.name_zh}",
        "Also called": ", ".join(indicator.aliases),
        "Numerator": indicator.numerator,
        "Denominator": indicator.denominator,
        "Kind and unit": f"{indicator.kind}; {indicator.unit}",
        "Published": f"per {indicator.per:,}" if indicator.per > 1 else "as it is",
        "In force": _window(indicator),
        **variants,
        "Mind": indicator.caution,
        "Source": str(indicator.source),
        "Function": public_path(function).removeprefix("famplan."),
    }
    return {label: text for label, text in block.items() if text}


def record(indicator: Indicator) -> dict[str, Any]:
    """A definition as plain values that JSON can hold.

    Parameters
    ----------
    indicator : Indicator
        The definition to write out.

    Returns
    -------
    dict of str to object
        Every field, the dotted name of its function and the first line of that function's
        docstring.

    Examples
    --------
    >>> from famplan import find
    >>> row = record(find("CBR"))
    >>> row["per"], row["source"]["verified"], row["summary"]
    (1000, True, 'Live births of a period per person of its average population.')
    """
    function, source = function_of(indicator), indicator.source
    return {
        "code": indicator.code,
        "name": indicator.name,
        "name_zh": indicator.name_zh,
        "aliases": list(indicator.aliases),
        "kind": str(indicator.kind),
        "numerator": indicator.numerator,
        "denominator": indicator.denominator,
        "unit": indicator.unit,
        "per": indicator.per,
        "sign": indicator.symbol,
        "since": indicator.since and indicator.since.isoformat(),
        "until": indicator.until and indicator.until.isoformat(),
        "variants": [
            {"argument": entry.argument, "meaning": entry.meaning} for entry in indicator.variants
        ],
        "caution": indicator.caution,
        "source": {
            "title": source.title,
            "locator": source.locator,
            "url": source.url,
            "grade": str(source.grade),
            "verified": source.verified,
        },
        "function": public_path(function),
        "summary": (inspect.getdoc(function) or "").partition("\n")[0],
    }


def public_path(function: Callable[..., Any]) -> str:
    """Return where people import a formula from: its room, not the file inside it.

    Examples
    --------
    >>> from famplan.catalogue import function_of
    >>> public_path(function_of("TFR"))
    'famplan.formulas.fertility.total_fertility_rate'
    """
    room = ".".join(function.__module__.split(".")[:3])
    return f"{room}.{function.__name__}"


def _window(indicator: Indicator) -> str:
    if indicator.since is None and indicator.until is None:
        return ""
    return f"{indicator.since or '…'} to {indicator.until or '…'} (not included)"
