"""Rates that change from step to step: an array with the steps in front, and a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import ShapeError
from famplan.formulas.columns import FloatArray, floats

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["RatePath", "as_path", "known", "read_only"]


def read_only(array: FloatArray) -> FloatArray:
    """Return a view that nobody can write through.

    Examples
    --------
    >>> import numpy as np
    >>> read_only(np.ones(2)).flags.writeable
    False
    """
    view = array.view()
    view.flags.writeable = False
    return view


def known(value: float) -> float | None:
    """Give a plain number, and None for what is unknown: JSON has no other word for it.

    Examples
    --------
    >>> known(1.5), known(float("nan"))
    (1.5, None)
    """
    return None if np.isnan(value) else float(value)


def _values(values: ArrayLike) -> FloatArray:
    return read_only(floats(values, "values"))


@attrs.frozen(eq=False, repr=False)
class RatePath:
    """Rates of each step of a projection.

    Parameters
    ----------
    values : array_like
        Steps on the first axis, then whatever the rates have: areas, sexes, ages. One step stands
        for all.
    name : str
        How the path was made; it goes into the result.

    Examples
    --------
    >>> path = RatePath([[0.1, 0.2], [0.1, 0.1]], name="by hand")
    >>> path.at(1)
    array([0.1, 0.1])
    >>> path
    <2 steps: by hand>
    """

    values: FloatArray = attrs.field(converter=_values)
    name: str = attrs.field(kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Check that there is a step."""
        if self.values.ndim == 0 or not len(self.values):
            raise ShapeError("values", "no steps", remedy="put the steps on the first axis")

    def at(self, step: int) -> FloatArray:
        """Return the rates of a step."""
        return np.asarray(self.values[step if len(self.values) > 1 else 0])

    def lasting(self, steps: int, *, where: str) -> RatePath:
        """Check that there are rates for every step.

        Raises
        ------
        ShapeError
            Another number of steps.
        """
        if len(self.values) not in {1, steps}:
            raise ShapeError(
                where,
                f"{len(self.values)} steps for a projection of {steps}",
                remedy="give one array for all steps, or one for each",
            )
        return self

    def __repr__(self) -> str:
        """Name the path."""
        steps = len(self.values)
        return f"<{steps} step{'s' * (steps != 1)}: {self.name}>"


def as_path(values: Any, *, steps: int, where: str) -> RatePath:  # noqa: ANN401 - arrays or a path
    """Read rates that stay, or a path of them.

    Examples
    --------
    >>> as_path([0.1, 0.2], steps=3, where="fertility")
    <1 step: constant>
    """
    if isinstance(values, RatePath):
        return values.lasting(steps, where=where)
    return RatePath(floats(values, where)[np.newaxis], name="constant")
