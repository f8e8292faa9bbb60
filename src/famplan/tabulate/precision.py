"""How exactly an estimate is known: choices of the caller, and the figures they lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import attrs

from famplan.errors import InvalidInputError
from famplan.formulas.choices import one_of
from famplan.tabulate.limits import Limits, interval
from famplan.tabulate.strata import Lonely
from famplan.tabulate.variance import degrees_of_freedom, jackknife, standard_error

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    from famplan.tabulate.design import Design

    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = ["Figures", "Precision", "Variance"]

Variance: TypeAlias = Literal["taylor", "jackknife", "stratified-jackknife"]
"""Taylor linearisation; leaving out one cluster at a time with the strata forgotten, over the
clusters with data in the domain, as DHS reports do; or the same within strata."""


@attrs.frozen(kw_only=True)
class Precision:
    """How errors and limits are computed.

    Parameters
    ----------
    level : float
        Confidence level.
    variance : {"taylor", "jackknife", "stratified-jackknife"}
        How errors are computed.
    interval : {"normal", "t", "logit"}
        How limits are made of an error.
    lonely : {"adjust", "average", "remove", "certainty"}
        What a stratum with a single cluster adds.

    Raises
    ------
    DefinitionError
        A choice that does not exist.
    InvalidInputError
        The level is not between 0 and 1.
    """

    level: float = 0.95
    variance: Variance = "taylor"
    interval: Limits = "normal"
    lonely: Lonely = "adjust"

    def __attrs_post_init__(self) -> None:
        """Check the choices before anything is computed."""
        one_of(self.variance, get_args(Variance), argument="variance")
        one_of(self.interval, get_args(Limits), argument="interval")
        one_of(self.lonely, get_args(Lonely), argument="lonely")
        if not 0 < self.level < 1:
            raise InvalidInputError(
                "level", f"{self.level:g} is not between 0 and 1", remedy="write 0.95 for 95 %"
            )

    def error(
        self,
        design: Design,
        scores: Callable[[], ArrayLike],
        estimate: Callable[..., FloatArray],
        *sums: ArrayLike,
    ) -> FloatArray:
        """Compute errors from scores, or from replicates of an estimate, whichever was chosen."""
        if self.variance == "taylor":
            return standard_error(design, scores(), lonely=self.lonely)
        if self.variance == "jackknife":
            design = design.unstratified("domain")
        return jackknife(design, estimate, *sums, lonely=self.lonely)

    def limits(
        self,
        design: Design,
        value: FloatArray,
        error: FloatArray,
        *,
        lowest: float | None = None,
        highest: float | None = None,
    ) -> tuple[FloatArray, FloatArray]:
        """Make limits of values and errors, domains by columns."""
        return interval(
            value,
            error,
            level=self.level,
            method=self.interval,
            df=degrees_of_freedom(design)[:, None],
            lowest=lowest,
            highest=highest,
        )


@attrs.frozen(eq=False, kw_only=True)
class Figures:
    """Estimates with everything needed to judge them, each domains by columns."""

    value: FloatArray
    se: FloatArray
    low: FloatArray
    high: FloatArray
    deft: FloatArray
    numerator: FloatArray
    denominator: FloatArray
    n: FloatArray

    def scaled(self, scale: int) -> Figures:
        """Divide sums of weights by what stands for a weight of one.

        Once, and after the totals: sums of whole numbers are exact, so every split and order of
        the rows gives the same figures. All else is the same at any scale.
        """
        above, below = self.numerator / scale, self.denominator / scale
        return attrs.evolve(self, numerator=above, denominator=below)

    def records(
        self,
        groups: Sequence[Mapping[str, object]],
        columns: Sequence[Mapping[str, object]],
        **same: object,
    ) -> list[dict[str, object]]:
        """One record for each domain and column, domains in the order of their design.

        Parameters
        ----------
        groups : sequence of mapping
            Names and labels of each domain.
        columns : sequence of mapping
            What sets the columns apart, such as ages.
        **same : object
            What all records share, such as the scale.
        """
        fields = attrs.asdict(self, recurse=False)
        return [
            {
                **same,
                **group,
                **column,
                **{name: float(array[place, number]) for name, array in fields.items()},
            }
            for place, group in enumerate(groups)
            for number, column in enumerate(columns)
        ]
