"""From service statistics to users of modern methods, and to estimated modern use.

What was handed out becomes users in three steps: long-acting methods by how many go on with them,
short-acting ones by couple-years of protection, both adjusted for sectors that do not report.
"""

from __future__ import annotations

import warnings
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import numpy as np

from famplan.catalogue import Indicator, Kind, Source, Variant, computes
from famplan.errors import DefinitionError, ImplausibleRateWarning, InvalidInputError, ShapeError
from famplan.formulas.arrays import FloatArray, Numbers, counts, divide, plain
from famplan.formulas.choices import nearest, one_of
from famplan.formulas.couple_years import couple_years_by_method
from famplan.formulas.programme.continuation import continuation_table, long_acting_users
from famplan.formulas.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import ArrayLike

    from famplan.formulas.couple_years import DataType

__all__ = ["Condoms", "estimated_modern_use", "estimated_modern_users", "users_by_method"]

Condoms: TypeAlias = Literal["with", "without"]
"""Whether users of condoms count: most condoms come from where nobody reports."""

_CONDOMS = frozenset({"male_condom", "female_condom"})
_NOTHING: Mapping[str, ArrayLike] = MappingProxyType({})

_SOURCE = Source(
    "Service statistics to estimated modern use (Bietsch, MIT licence); Gates Open Research 9-17",
    locator="Kristonia National SStoEMU.R",
    url="https://github.com/kristinbietsch/SStoEMU-National-and-Subnational",
)
_VARIANTS = (
    Variant('condoms="with"', "condoms counted"),
    Variant('condoms="without"', "male and female condoms left out"),
)

EMU_USERS = Indicator(
    code="EMU_USERS",
    name="Estimated modern users",
    name_zh="估计现代避孕方法使用者数",
    kind=Kind.COUNT,
    numerator="users of modern methods derived from service statistics",
    denominator="none: a sum over methods",
    unit="users",
    source=_SOURCE,
    variants=_VARIANTS,
    caution="A trend may be more clinics reporting rather than more users.",
)
EMU = Indicator(
    code="EMU",
    name="Estimated modern use",
    name_zh="估计现代避孕方法使用率",
    kind=Kind.PROPORTION,
    numerator="users of modern methods derived from service statistics",
    denominator="women of reproductive age (15–49)",
    unit="users per woman",
    per=100,
    source=_SOURCE,
    variants=_VARIANTS,
    caution="Not the prevalence of a survey: models use its change from year to year.",
)


def users_by_method(  # noqa: PLR0913 - what the conversion depends on, each named at the call
    units: Mapping[str, ArrayLike],
    *,
    years: Sequence[int],
    version: str,
    data_type: DataType,
    prior: Mapping[str, ArrayLike] = _NOTHING,
    adjustment: Mapping[str, ArrayLike] | None = None,
    region: str = "global",
    continuation: str = "emu-2022",
) -> dict[str, FloatArray]:
    """Users of each method in each year, from what a service reports.

    Parameters
    ----------
    units : mapping of str to array_like
        What was reported of each method by year, years on the last axis. Methods are those of
        `famplan.formulas.couple_years.factors`.
    years : sequence of int
        The years, one after the other: a gap would make this year's insertions last year's.
    version : str
        Factors for short-acting methods, see `couple_years`.
    data_type : {"commodity", "visit", "user"}
        What was reported. Visits for a long-acting method are those at which it began. Users are
        taken as they are, for every method.
    prior : mapping of str to array_like
        For each long-acting method, which part to count of the users from before the first year,
        see `long_acting_users`. Not used for users.
    adjustment : mapping of str to array_like, optional
        Factor of each group of methods, see `sector_adjustment`. The groups are those of surveys:
        ``female_sterilisation``, ``male_sterilisation``, ``iud``, ``implant``, ``injectable``,
        ``pill``, ``male_condom``, ``female_condom``, ``emergency_pill``, ``other_modern``; one
        that is left out is not adjusted. Without the argument nothing is. One number is for all
        years; otherwise years are on the last axis, so one for each district has shape
        ``(districts, 1)``.
    region : str
        Region of the factors, see `couple_years`.
    continuation : str
        Version of the continuation table.

    Returns
    -------
    dict of str to ndarray
        Users by method, years on the last axis.

    Raises
    ------
    DefinitionError
        A method, group or version that is not there, a long-acting method without a prior, or
        years with a gap.
    ShapeError, NegativeCountError, InvalidInputError
        Not one entry for each year, a count below zero, a prior above one, an adjustment below.

    Examples
    --------
    >>> users = users_by_method({"copper_iud": [1000, 1000], "dmpa": [4000, 6000]},
    ...                         years=[2015, 2016], version="update-2022",
    ...                         data_type="commodity", prior={"copper_iud": 0})
    >>> {method: by_year.round() for method, by_year in users.items()}
    {'copper_iud': array([ 920., 1692.]), 'dmpa': array([1000., 1500.])}
    """
    _check_years(years, units)
    lasting = continuation_table(continuation)
    _check_known(prior, lasting, argument="prior")
    long_acting = set() if data_type == "user" else set(units) & set(lasting)
    if missing := sorted(long_acting - set(prior)):
        raise DefinitionError(
            "prior",
            f"{missing[0]!r} is not there",
            remedy="say which part of earlier users to count; 0 for a service that is new",
        )
    short = {name: value for name, value in units.items() if name not in long_acting}
    protected = couple_years_by_method(short, version=version, data_type=data_type, region=region)
    factors = _factors(units, adjustment)
    users = {
        name: long_acting_users(value, method=name, prior=prior[name], continuation=continuation)
        if name in long_acting
        else np.asarray(protected[name])
        for name, value in units.items()
    }
    return {name: _adjusted(name, value, factors[name]) for name, value in users.items()}


@computes(EMU_USERS)
def estimated_modern_users(users: Mapping[str, ArrayLike], *, condoms: Condoms) -> Numbers:
    """Users of all modern methods together.

    Parameters
    ----------
    users : mapping of str to array_like
        Users by method, see `users_by_method`.
    condoms : {"with", "without"}
        Whether users of male and female condoms count. Both are published, so there is no default.

    Returns
    -------
    float or ndarray
        Users; ``nan`` where those of a method are unknown.

    Raises
    ------
    DefinitionError
        Another word, or a method that is not there.
    NegativeCountError, ShapeError
        Users below zero, or shapes that do not match.

    Examples
    --------
    >>> users = {"implant_3_year": 700, "dmpa": 200, "male_condom": 100}
    >>> [estimated_modern_users(users, condoms=word) for word in ("with", "without")]
    [1000.0, 900.0]
    """
    one_of(condoms, get_args(Condoms), argument="condoms")
    _check_known(users, _group_of(), argument="users")
    left_out = _CONDOMS if condoms == "without" else frozenset()
    arrays = zip(users, counts(**users), strict=True)
    return plain(np.asarray(sum((a for name, a in arrays if name not in left_out), np.zeros(()))))


@computes(EMU)
def estimated_modern_use(
    users: Mapping[str, ArrayLike], *, women: ArrayLike, condoms: Condoms
) -> Numbers:
    """Users of modern methods, derived from service statistics, per woman of reproductive age.

    Parameters
    ----------
    users : mapping of str to array_like
        Users by method, see `users_by_method`.
    women : array_like
        Women of reproductive age.
    condoms : {"with", "without"}
        Whether users of male and female condoms count.

    Returns
    -------
    float or ndarray
        Users per woman; ``nan`` where there are no women.

    Raises
    ------
    DefinitionError
        Another word, or a method that is not there.
    NegativeCountError, ShapeError
        A count below zero, or shapes that do not match.

    Warns
    -----
    ImplausibleRateWarning
        More users than women: were visits given as users, or cycles as visits?

    Examples
    --------
    >>> users = {"implant_3_year": 700, "dmpa": 200, "male_condom": 100}
    >>> estimated_modern_use(users, women=10_000, condoms="with")
    0.1
    """
    using = np.asarray(estimated_modern_users(users, condoms=condoms))
    using, among = counts(users=using, women=women)
    if (using > among).any():
        warnings.warn(
            "users: more than women; was the data type right?", ImplausibleRateWarning, stacklevel=2
        )
    return divide(using, among)


def _check_years(years: Sequence[int], units: Mapping[str, ArrayLike]) -> None:
    numbered = np.asarray(years)
    whole = numbered.ndim == 1 and numbered.dtype.kind in "iuf"
    if not whole or (np.diff(numbered) != 1).any():
        raise DefinitionError(
            "years",
            "they do not follow one another",
            remedy="give every year from the first on; units of one without data are nan",
        )
    for name, array in zip(units, counts(**units), strict=True):
        if array.ndim == 0 or array.shape[-1] != numbered.size:
            entries = array.shape[-1] if array.ndim else 1
            raise ShapeError(
                name, f"{entries} for {numbered.size} years", remedy="put years on the last axis"
            )


def _group_of() -> dict[str, str]:
    groups = read_table("service_statistics")["groups"]
    return {method: group for group, methods in groups.items() for method in methods}


def _factors(
    units: Mapping[str, ArrayLike], adjustment: Mapping[str, ArrayLike] | None
) -> dict[str, FloatArray]:
    group_of = _group_of()
    _check_known(units, group_of, argument="units")
    given = adjustment or {}
    _check_known(given, group_of.values(), argument="adjustment")
    by_group = dict(zip(given, counts(**given), strict=True))
    if low := [group for group, factor in by_group.items() if (factor < 1).any()]:
        problem = f"{low[0]} is below 1: nobody reports more users than there are"
        raise InvalidInputError("adjustment", problem, remedy="give 1 ÷ the share that reports")
    return {method: by_group.get(group_of[method], np.ones(())) for method in units}


def _adjusted(name: str, users: FloatArray, factor: FloatArray) -> FloatArray:
    """Multiply; a factor for each district must not be taken as one for each year."""
    fits = factor.ndim <= users.ndim and all(
        own in {1, size} for own, size in zip(factor.shape[::-1], users.shape[::-1], strict=False)
    )
    if not fits:
        raise ShapeError(
            "adjustment",
            f"{name}: of shape {factor.shape}, users of {users.shape}",
            remedy="put years on the last axis; one for each district is of shape (districts, 1)",
        )
    return users * factor


def _check_known(given: Iterable[str], known: Iterable[str], *, argument: str) -> None:
    names = tuple(dict.fromkeys(known))
    for name in given:
        if name not in names:
            near = nearest(name, names)
            raise DefinitionError(
                argument,
                f"{name!r} is not known",
                remedy=f"did you mean {near!r}?" if near else f"known are {', '.join(names)}",
            )
