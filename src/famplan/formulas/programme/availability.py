"""Whether facilities have a choice of modern methods on the day: of methods, not of products.

Facilities are counted and never listed. A product whose stock is unknown leaves its method unknown,
unless another product of the method is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import attrs
import numpy as np

from famplan.catalogue import Indicator, Kind, Source, Variant, computes
from famplan.errors import DefinitionError
from famplan.formulas.arrays import FloatArray, Numbers, counts, plain
from famplan.formulas.choices import one_of
from famplan.model.contraception import ContraceptiveMethod

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike

__all__ = ["UnknownFacilities", "method_availability_proportion", "methods_in_stock"]

UnknownFacilities: TypeAlias = Literal["left_out", "not_available"]
"""What becomes of facilities that may or may not have enough methods."""

METHODS_3 = Indicator(
    code="METHODS_3",
    name="Primary facilities with at least three modern methods",
    name_zh="基层机构备有三种以上现代避孕方法的比例",
    kind=Kind.PROPORTION,
    numerator="primary service delivery points with at least three modern methods on the day",
    denominator="primary service delivery points assessed",
    unit="share of facilities",
    per=100,
    source=Source(
        "FP2020, Contraceptive stock-outs and availability (indicators 10–11)",
        locator="indicator 11a",
        url="http://progress.familyplanning2020.org/en/measurement-section/contraceptive-stock-outs-and-availability-indicators-10-11",
    ),
    variants=(
        Variant('unknown="left_out"', "facilities of unknown choice in neither number"),
        Variant('unknown="not_available"', "counted as having too few"),
    ),
    caution="Methods, not products: two brands of pill are one method.",
)
METHODS_5 = attrs.evolve(
    METHODS_3,
    code="METHODS_5",
    name="Secondary and tertiary facilities with at least five modern methods",
    name_zh="二三级机构备有五种以上现代避孕方法的比例",
    numerator="secondary and tertiary service delivery points with at least five modern methods "
    "on the day",
    denominator="secondary and tertiary service delivery points assessed",
    source=attrs.evolve(METHODS_3.source, locator="indicator 11b"),
    caution="Which facilities are secondary is the country's own classification.",
)


@computes(METHODS_3, METHODS_5)
def method_availability_proportion(
    stock: Mapping[str, ArrayLike],
    *,
    methods: Mapping[str, ContraceptiveMethod | str],
    at_least: int,
    unknown: UnknownFacilities | None = None,
) -> Numbers:
    """Share of facilities that have at least so many modern methods on the day.

    Parameters
    ----------
    stock : mapping of str to array_like
        Units of each product in each facility, facilities on the last axis; 0 where a facility
        has none or does not offer it. For a procedure, 1 where staff and supplies are there.
    methods : mapping of str to ContraceptiveMethod or str
        The method of each product.
    at_least : int
        3 for primary facilities, 5 for secondary and tertiary ones. There is no default.
    unknown : {"left_out", "not_available"}, optional
        What to do with facilities that may or may not have enough; must be said if there are any.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where there are no facilities.

    Raises
    ------
    DefinitionError
        A product without a method, a method that is not modern, a facility that is not known to
        have enough or too few while `unknown` is not said, or less than one method.
    NegativeCountError, ShapeError
        Stock below zero, or shapes that do not match.

    Examples
    --------
    Of three clinics the second has two brands of pill and condoms: two methods.

    >>> stock = {"microgynon": [90, 60, 0], "microlut": [0, 30, 0], "condoms": [500, 100, 0],
    ...          "depo": [40, 0, 12]}
    >>> methods = {"microgynon": "pill", "microlut": "pill", "condoms": "male condom",
    ...            "depo": "injectable"}
    >>> round(method_availability_proportion(stock, methods=methods, at_least=3), 4)
    0.3333
    """
    if at_least < 1:
        raise DefinitionError("at_least", f"{at_least} is below 1", remedy="give 3 or 5")
    if at_least != int(at_least):
        problem = f"{at_least} is no number of methods"
        raise DefinitionError("at_least", problem, remedy="give 3 or 5")
    fewest, most = methods_in_stock(stock, methods=methods)
    enough, open_question = fewest >= at_least, (fewest < at_least) & (most >= at_least)
    assessed = np.ones_like(enough)
    if open_question.any() or unknown is not None:
        if unknown is None:
            raise DefinitionError(
                "unknown",
                f"{open_question.sum()} facilities may or may not have {at_least} methods",
                remedy="say unknown='left_out' or 'not_available'",
            )
        one_of(unknown, get_args(UnknownFacilities), argument="unknown")
        assessed = ~open_question if unknown == "left_out" else assessed
    having, of = enough.sum(axis=-1), assessed.sum(axis=-1)
    share = np.full(np.shape(of), np.nan)
    return plain(np.divide(having, of, out=share, where=np.asarray(of) > 0))


def methods_in_stock(
    stock: Mapping[str, ArrayLike], *, methods: Mapping[str, ContraceptiveMethod | str]
) -> tuple[FloatArray, FloatArray]:
    """Fewest and most modern methods that each facility can have on the day.

    Parameters
    ----------
    stock, methods : mapping
        As in `method_availability_proportion`.

    Returns
    -------
    tuple of ndarray
        Methods known to be there, and those with the ones that are not known to be missing. The
        two are equal where every stock is known.

    Raises
    ------
    DefinitionError
        A product without a method, a method that is not modern, or no product at all.
    NegativeCountError, ShapeError
        Stock below zero, or shapes that do not match.

    Examples
    --------
    >>> fewest, most = methods_in_stock(
    ...     {"microgynon": [90, None], "condoms": [0, 100]},
    ...     methods={"microgynon": "pill", "condoms": "male condom"},
    ... )
    >>> fewest, most
    (array([1., 1.]), array([1., 2.]))
    """
    if not stock:
        raise DefinitionError("stock", "there is no product", remedy="give each product's stock")
    of_product = [_modern_method(product, methods) for product in stock]
    arrays = np.broadcast_arrays(*(np.atleast_1d(array) for array in counts(**stock)))
    there: dict[ContraceptiveMethod, np.ndarray] = {}
    maybe: dict[ContraceptiveMethod, np.ndarray] = {}
    for method, array in zip(of_product, arrays, strict=True):
        there[method] = there.get(method, False) | (array > 0)
        maybe[method] = maybe.get(method, False) | (array > 0) | np.isnan(array)
    return (
        np.sum(list(there.values()), axis=0).astype(float),
        np.sum(list(maybe.values()), axis=0).astype(float),
    )


def _modern_method(
    product: str, methods: Mapping[str, ContraceptiveMethod | str]
) -> ContraceptiveMethod:
    if product not in methods:
        raise DefinitionError(
            "methods", f"{product!r} is not there", remedy="say which method each product is"
        )
    known = tuple(method.value for method in ContraceptiveMethod)
    one_of(methods[product], known, argument=f"methods[{product!r}]")
    method = ContraceptiveMethod(methods[product])
    if not method.modern:
        raise DefinitionError(
            "methods", f"{product!r} is {method.value}, which is not modern", remedy="leave it out"
        )
    return method
