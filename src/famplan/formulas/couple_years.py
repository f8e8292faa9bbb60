"""Couple-years of protection: what distributed methods add up to.

The factors are data (``data/couple_years.toml``), kept apart by the update they belong to and by
what was counted: commodities handed out, visits, or users. They say what was distributed, not
what was used.
"""

from __future__ import annotations

import warnings
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs
import numpy as np

from famplan.catalogue import Indicator, Kind, Source, Variant, computes
from famplan.errors import DefinitionError, UnverifiedFactWarning
from famplan.formulas.arrays import Numbers, counts, plain
from famplan.formulas.choices import nearest, one_of
from famplan.formulas.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike

__all__ = ["DataType", "Factor", "couple_years", "couple_years_by_method", "factors"]

DataType: TypeAlias = Literal["commodity", "visit", "user"]
"""What was counted: units handed out, visits, or users."""

CYP = Indicator(
    code="CYP",
    name="Couple-years of protection",
    name_zh="夫妇保护年",
    kind=Kind.COUNT,
    numerator="units of each method distributed in the period, times its factor",
    denominator="none: a sum over methods",
    unit="couple-years",
    source=Source(
        "Global Health: Science and Practice 2024; 12(2): e2300388",
        locator="abstract",
        url="https://doi.org/10.9745/GHSP-D-23-00388",
    ),
    variants=(
        Variant('version="usaid-2011"', "factors of the 2011 update"),
        Variant('version="usaid-2021-08"', "USAID page of August 2021"),
        Variant('version="update-2022"', "review of 2022: four factors new or changed"),
        Variant('version="emu-2022"', "a mixture of the last two, with visit and user factors"),
        Variant('version="emu-2022-decimals"', "the same, cut to nine decimals as its file is"),
        Variant('version="dkt"', "the four methods in which DKT was seen to differ"),
        Variant('data_type="commodity" | "visit" | "user"', "what the units count"),
    ),
    caution="A series needs one version throughout: hormonal devices rose from 3.3 to 4.8.",
)


@attrs.frozen(kw_only=True)
class Factor:
    """Couple-years of protection that one unit of a method gives."""

    method: str
    name: str
    unit: str
    """What is counted, for example ``"cycle"``."""
    value: Fraction
    source: Source


@computes(CYP)
def couple_years(
    units: Mapping[str, ArrayLike], *, version: str, data_type: DataType, region: str = "global"
) -> Numbers:
    """Couple-years of protection of all methods together.

    Parameters
    ----------
    units : mapping of str to array_like
        Units of each method in the period; the keys are those of `factors`.
    version : str
        ``"usaid-2011"``, ``"usaid-2021-08"``, ``"update-2022"``, ``"emu-2022"``,
        ``"emu-2022-decimals"`` or ``"dkt"``. There is no default: a total means nothing without
        its factors.
    data_type : {"commodity", "visit", "user"}
        What the units count.
    region : str
        ``"global"``, or a region in which sterilisation has a factor of its own:
        ``"india_nepal_bangladesh"``, and in the version of 2011 also ``"other_asia"``,
        ``"latin_america"`` and ``"africa"``.

    Returns
    -------
    float or ndarray
        Couple-years of protection.

    Raises
    ------
    DefinitionError
        No such version, data type or region, or a method that has no factor there.
    NegativeCountError, ShapeError
        Units below zero, or shapes that do not match.

    Warns
    -----
    UnverifiedFactWarning
        A factor whose source was not seen.

    Examples
    --------
    An exercise of the K4Health blog:

    >>> couple_years({"combined_pill": 6000, "dmpa": 2000, "male_condom": 75_000},
    ...              version="usaid-2011", data_type="commodity")
    1525.0
    """
    parts = couple_years_by_method(units, version=version, data_type=data_type, region=region)
    return plain(np.asarray(sum(parts.values(), start=np.zeros(()))))


def couple_years_by_method(
    units: Mapping[str, ArrayLike], *, version: str, data_type: DataType, region: str = "global"
) -> dict[str, Numbers]:
    """Couple-years of protection of each method; arguments and errors as in `couple_years`.

    Examples
    --------
    >>> couple_years_by_method({"dmpa": 2000, "male_condom": [75_000, 0]},
    ...                        version="usaid-2011", data_type="commodity")
    {'dmpa': 500.0, 'male_condom': array([625.,   0.])}
    """
    table = factors(version, data_type=data_type, region=region)
    for method in units:
        _check_method(method, tuple(table), version=version, data_type=data_type)
    _warn_unverified([table[method] for method in units])
    arrays = zip(units, counts(**units), strict=True)
    return {
        # Multiplied before divided: 6,000 cycles at 1/15 are 400 and not 400.00000000000006.
        method: plain(array * table[method].value.numerator / table[method].value.denominator)
        for method, array in arrays
    }


@cache
def factors(version: str, *, data_type: DataType, region: str = "global") -> Mapping[str, Factor]:
    """Look up the factors of one version, data type and region, each with its source.

    Parameters
    ----------
    version, data_type, region : str
        As in `couple_years`.

    Returns
    -------
    mapping of str to Factor
        Factors by method.

    Raises
    ------
    DefinitionError
        No such version, data type or region.

    Examples
    --------
    >>> table = factors("update-2022", data_type="commodity")
    >>> table["progestin_pill"].value, str(table["progestin_pill"].source)
    (Fraction(1, 12), 'Global Health: Science and Practice 2024; 12(2): e2300388, \
abstract, results [C]')
    >>> factors("usaid-2011", data_type="commodity", region="africa")["male_sterilisation"].value
    Fraction(93, 10)
    """
    data = read_table("couple_years")
    versions = tuple(dict.fromkeys(table["version"] for table in data["table"]))
    one_of(version, versions, argument="version")
    tables = {(t["version"], t["data_type"]): t for t in data["table"]}
    kinds = tuple(kind for name, kind in tables if name == version)
    one_of(data_type, kinds, argument=f"data_type of {version}")
    table = tables[version, data_type]
    whole = tables[table["like"], data_type]["factors"] if "like" in table else {}
    values = {**whole, **table["factors"]}
    regional = table.get("sterilisation", {})
    one_of(region, ("global", *regional), argument=f"region of {version}")
    if region != "global":
        values |= dict.fromkeys(("female_sterilisation", "male_sterilisation"), regional[region])
    seen = table.get("seen_elsewhere", {})
    return MappingProxyType(
        {
            method: Factor(
                method=method,
                value=Fraction(value),
                source=Source(**data["sources"][seen.get(method, table["source"])]),
                **data["methods"][method],
            )
            for method, value in values.items()
        }
    )


def _check_method(method: str, known: tuple[str, ...], *, version: str, data_type: str) -> None:
    if method in known:
        return
    near = nearest(method, known)
    raise DefinitionError(
        "units",
        f"{method!r} has no {data_type} factor in {version}",
        remedy=f"did you mean {near!r}?" if near else f"it has {', '.join(known)}",
    )


def _warn_unverified(used: list[Factor]) -> None:
    for factor in used:
        if not factor.source.verified:
            warnings.warn(
                f"{factor.name} ({factor.value} per {factor.unit}) is not verified: "
                f"{factor.source}",
                UnverifiedFactWarning,
                stacklevel=3,
            )
