"""Sex ratios that chance does not explain: exact tests of many areas and orders at once.

Each cell is tested against a reference, the p-values allow for the number of cells, and what is
given out hides small cells. A cell that stands out is a question, not an answer: births of girls
may be missing from the register, or from the world.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import attrs
import numpy as np

from famplan.errors import ShapeError
from famplan.formulas.births import sex_ratio_at_birth, sex_ratio_interval
from famplan.formulas.choices import one_of
from famplan.quality.multiple_testing import Control, adjusted_p_values
from famplan.quality.sex_ratios.binomial import at_least, at_most
from famplan.quality.sex_ratios.reading import normal_range, whole_births

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike

    from famplan.formulas.arrays import FloatArray
    from famplan.model.estimate import Interval
    from famplan.quality.sex_ratios.reading import Reference

__all__ = ["SexRatioAnomalies", "Sides", "sex_ratio_anomalies"]

Sides: TypeAlias = Literal["both", "above", "below"]
"""Which anomalies are looked for: too many boys, too few, or both."""

_HIDE_BELOW = 10  # boys or girls; offices and readers may ask for more


def _fixed(array: FloatArray) -> FloatArray:
    copy = array.copy()
    copy.setflags(write=False)
    return copy


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SexRatioAnomalies:
    """Cells of births by area, order or what else, each with its test.

    The arrays hold every cell, small ones too; `to_dicts` is what may be shown.
    """

    by: tuple[tuple[str, tuple[Any, ...]], ...]
    """Name and labels of each axis of the arrays."""
    male: FloatArray = attrs.field(converter=_fixed)
    female: FloatArray = attrs.field(converter=_fixed)
    sex_ratio: FloatArray = attrs.field(converter=_fixed)
    """Boys per girl; ``nan`` without girls."""
    interval: Interval
    reference: tuple[float, float]
    """Lowest and highest normal ratio in boys per girl; the same where one was given."""
    reference_source: str
    p_value: FloatArray = attrs.field(converter=_fixed)
    """Exact p-value of the cell alone; ``nan`` where nobody was born."""
    adjusted_p_value: FloatArray = attrs.field(converter=_fixed)
    """P-value that allows for the number of cells."""
    control: Control
    level: float

    @property
    def tested(self) -> int:
        """Number of cells with births."""
        return int(np.count_nonzero(~np.isnan(self.p_value)))

    @property
    def findings(self) -> np.ndarray[Any, np.dtype[np.str_]]:
        """``"above"`` or ``"below"`` the reference beyond chance, else empty, for each cell."""
        low, high = self.reference
        out = self.adjusted_p_value <= 1 - self.level
        boys_per_all = np.asarray(self.male) / np.maximum(self.male + self.female, 1)
        above, below = boys_per_all > high / (1 + high), boys_per_all < low / (1 + low)
        return np.where(out & above, "above", np.where(out & below, "below", ""))

    def to_dicts(self, *, hide_below: float = _HIDE_BELOW) -> list[dict[str, Any]]:
        """One dictionary for each cell, without the figures of small ones.

        Parameters
        ----------
        hide_below : float
            Cells with fewer boys or fewer girls are hidden: they keep their finding only. Margins
            that are printed elsewhere may still tell what a hidden cell holds.

        Returns
        -------
        list of dict
            Labels, `male`, `female`, `births`, `sex_ratio` with `low` and `high`, `p_value`,
            `adjusted_p_value`, `finding` and `hidden`; ratios are boys per girl.

        Examples
        --------
        >>> found = sex_ratio_anomalies(
        ...     [640, 7], female=[500, 5], by={"order": ["1", "2"]}, reference=1.06, control="holm"
        ... )
        >>> [(cell["order"], cell["male"], cell["finding"]) for cell in found.to_dicts()]
        [('1', 640, 'above'), ('2', nan, '')]
        """
        figures = {
            "male": self.male,
            "female": self.female,
            "births": self.male + self.female,
            "sex_ratio": self.sex_ratio,
            "low": np.asarray(self.interval.low),
            "high": np.asarray(self.interval.high),
            "p_value": self.p_value,
            "adjusted_p_value": self.adjusted_p_value,
        }
        hidden = ~((self.male >= hide_below) & (self.female >= hide_below))  # unknown is small too
        findings = self.findings
        return [
            {
                **{name: labels[i] for (name, labels), i in zip(self.by, place, strict=True)},
                **{
                    name: np.nan if hidden[place] else _number(name, float(column[place]))
                    for name, column in figures.items()
                },
                "finding": str(findings[place]),
                "hidden": bool(hidden[place]),
            }
            for place in np.ndindex(self.male.shape)
        ]

    def __len__(self) -> int:
        """Count the cells."""
        return self.male.size

    def __repr__(self) -> str:
        """Say how many cells stand out."""
        out = np.count_nonzero(self.findings)
        return f"<{out} of {self.tested} sex ratios stand out (control: {self.control})>"


def sex_ratio_anomalies(  # noqa: PLR0913 - two counts, their labels, and how they are tested
    male: ArrayLike,
    *,
    female: ArrayLike,
    by: Mapping[str, Sequence[Any]],
    reference: Reference,
    control: Control,
    sides: Sides = "both",
    mid_p: bool = False,
    level: float = 0.95,
) -> SexRatioAnomalies:
    """Test the sex ratio at birth of every cell, and say which ones chance does not explain.

    Each cell has an exact binomial test of its boys among its births. Against a range of normal
    ratios, too many boys are judged by its upper and too few by its lower end, so any ratio in the
    range may be the true one. Cells must not overlap: leave totals out.

    Parameters
    ----------
    male, female : array_like
        Male and female live births by area, order and the like; whole numbers.
    by : mapping of str to sequence
        Name and labels of each axis, in order: ``{"area": areas, "order": ["1", "2", "3+"]}``.
    reference : float, Fact or pair of them
        Boys per girl that are normal, for example 1.06, or the lowest and the highest.
    control : {"benjamini-hochberg", "holm", "none"}
        What is kept low over all cells: the share of false alarms among the alarms, the chance
        of a single false alarm, or neither.
    sides : {"both", "above", "below"}
        Whether too many boys, too few, or both are looked for.
    mid_p : bool
        Count only half of the probability of the very number of boys: less cautious, and closer
        to `level` on average.
    level : float
        Level of the intervals; a cell stands out if its adjusted p-value is at most one less it.

    Returns
    -------
    SexRatioAnomalies
        Every cell with ratio, interval and p-values; cells without births are not tested.

    Raises
    ------
    DefinitionError
        An unknown `control` or `sides`.
    InvalidInputError
        Births that are not whole, a reference that is not a ratio per girl, or a wrong level.
    NegativeCountError, ShapeError
        A count is below zero, or shapes and labels do not match.

    Examples
    --------
    Two townships and three orders; the normal range comes with its source.

    >>> from famplan.catalogue.facts import fact
    >>> normal = [fact(f"sex_ratio_at_birth_normal_{end}") for end in ("low", "high")]
    >>> found = sex_ratio_anomalies(
    ...     [[520, 310, 95], [498, 345, 60]],
    ...     female=[[500, 298, 50], [470, 240, 52]],
    ...     by={"area": ["Dongshan", "Xihe"], "order": ["1", "2", "3+"]},
    ...     reference=normal,
    ...     control="benjamini-hochberg",
    ... )
    >>> found
    <2 of 6 sex ratios stand out (control: benjamini-hochberg)>
    >>> for cell in found.to_dicts():
    ...     if cell["finding"]:
    ...         print(cell["area"], cell["order"], round(cell["sex_ratio"], 2), cell["finding"])
    Dongshan 3+ 1.9 above
    Xihe 2 1.44 above
    """
    one_of(sides, get_args(Sides), argument="sides")
    boys, girls = whole_births(male=male, female=female)
    labels = _labels(by, np.broadcast_shapes(boys.shape, girls.shape))
    boys, girls = (np.broadcast_to(births, [len(c) for _, c in labels]) for births in (boys, girls))
    (low, high), source = normal_range(reference)
    p_value = _p_values(boys, boys + girls, low=low, high=high, sides=sides, mid_p=mid_p)
    return SexRatioAnomalies(
        by=labels,
        male=boys,
        female=girls,
        sex_ratio=np.asarray(sex_ratio_at_birth(boys, female=girls)),
        interval=sex_ratio_interval(boys, female=girls, level=level),
        reference=(low, high),
        reference_source=source,
        p_value=p_value,
        adjusted_p_value=adjusted_p_values(p_value, control=control),
        control=control,
        level=level,
    )


def _p_values(  # noqa: PLR0913 - the cells, the range, and how they are tested
    boys: FloatArray, births: FloatArray, *, low: float, high: float, sides: Sides, mid_p: bool
) -> FloatArray:
    upper = at_least(boys, births, high / (1 + high))
    lower = at_most(boys, births, low / (1 + low))
    if mid_p:
        # The mean with the tail beyond: half of the very number, without taking a difference.
        upper = (upper + at_least(boys + 1, births, high / (1 + high))) / 2
        lower = (lower + at_most(boys - 1, births, low / (1 + low))) / 2
    one_sided = {"above": upper, "below": lower}
    p_value = one_sided.get(sides, np.minimum(1, 2 * np.minimum(upper, lower)))
    return np.where(births > 0, p_value, np.nan)


def _labels(
    by: Mapping[str, Sequence[Any]], shape: tuple[int, ...]
) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    labels = tuple((str(name), tuple(values)) for name, values in by.items())
    if tuple(len(values) for _, values in labels) != shape:
        given = ", ".join(f"{len(values)} of {name}" for name, values in labels) or "none"
        raise ShapeError(
            "by", f"labels ({given}) do not fit births of shape {shape}", remedy="name every axis"
        )
    return labels


def _number(name: str, value: float) -> float:
    return int(value) if name in {"male", "female", "births"} else value
