"""Key areas for the sex ratio at birth, chosen with a stated error rate rather than by chance.

The plain rule lists every area whose ratio lies above a bound. In small areas chance alone takes
half of them there, and a list made so is mostly a list of small numbers. Here an exact test of
each area, with control over all of them, says which stand out; the plain rule stands beside it
with the number of areas that it would list if nothing were wrong anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.assessment.figures import Exact, exact
from famplan.errors import DefinitionError
from famplan.quality import sex_ratio_anomalies
from famplan.quality.sex_ratios.binomial import at_least

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from famplan.formulas.arrays import FloatArray
    from famplan.quality import SexRatioAnomalies
    from famplan.quality.multiple_testing import Control
    from famplan.quality.sex_ratios import Reference

__all__ = ["KeyAreaChanges", "KeyAreas", "key_area_changes", "key_areas"]


@attrs.frozen(kw_only=True, eq=False)
class KeyAreas:
    """Areas that stand out beyond chance, and those that the plain rule lists.

    Parameters
    ----------
    tested : SexRatioAnomalies
        The exact test of every area; its `to_dicts` hides small cells.
    areas : tuple of str
        Areas whose ratio is above the reference beyond chance.
    plain : tuple of str
        Areas whose ratio is above the bound.
    bound : float
        Bound of the plain rule, boys per girl.
    expected_plain : float
        Areas that the plain rule would list if every true ratio were the highest normal one.
    """

    tested: SexRatioAnomalies
    areas: tuple[str, ...]
    plain: tuple[str, ...]
    bound: float
    expected_plain: float

    @property
    def promise(self) -> str:
        """What the choice promises about false alarms."""
        alpha = f"{1 - self.tested.level:.2g}"
        return {
            "holm": f"chance of any false alarm at most {alpha}",
            "benjamini-hochberg": f"expected share of false alarms at most {alpha}",
            "none": f"each area falsely listed with a chance of at most {alpha}",
        }[self.tested.control]

    def to_records(self) -> list[dict[str, Any]]:
        """Return a dictionary for each area; figures of small cells are hidden."""
        listed = set(self.plain)
        rows = self.tested.to_dicts()
        return [
            {**row, "key_area": row["area"] in self.areas, "plain_rule": row["area"] in listed}
            for row in rows
        ]

    def __str__(self) -> str:
        """Both lists, as counts, and what they promise."""
        return (
            f"{len(self.areas)} of {self.tested.tested} areas stand out ({self.promise}); the "
            f"plain rule above {self.bound * 100:g}:100 lists {len(self.plain)}, of which chance "
            f"alone would give {self.expected_plain:.1f}"
        )


def key_areas(  # noqa: PLR0913 - two counts, their areas, and how they are tested
    male: ArrayLike,
    *,
    female: ArrayLike,
    areas: Sequence[str],
    reference: Reference,
    control: Control,
    bound: Exact,
    level: float = 0.95,
) -> KeyAreas:
    """Choose key areas by exact tests, and set the plain rule beside them.

    Parameters
    ----------
    male, female : array_like
        Male and female live births of each area; whole numbers.
    areas : sequence of str
        Their names.
    reference : float, Fact or pair of them
        Boys per girl that are normal, or the lowest and the highest.
    control : {"benjamini-hochberg", "holm", "none"}
        What is kept low over all areas.
    bound : number or text
        Bound of the plain rule: ``"107:100"``, or boys per girl.
    level : float
        One less the error rate.

    Returns
    -------
    KeyAreas
        Only ratios above the reference make an area a key area.

    Raises
    ------
    DefinitionError
        Two areas of one name, a bound that is no ratio, or an unknown `control`.
    InvalidInputError, NegativeCountError, ShapeError
        As in `sex_ratio_anomalies`.

    Examples
    --------
    Townships with a few hundred births each, one of them far off:

    >>> found = key_areas(
    ...     [160, 108, 131, 420], female=[140, 100, 122, 300], areas=["N", "E", "S", "W"],
    ...     reference=1.07, control="holm", bound="107:100",
    ... )
    >>> found.areas, found.plain
    (('W',), ('N', 'E', 'S', 'W'))
    >>> print(found)
    1 of 4 areas stand out (chance of any false alarm at most 0.05); the plain rule above 107:100 \
lists 4, of which chance alone would give 2.0
    """
    names = tuple(str(area) for area in areas)
    if len(set(names)) < len(names):
        raise DefinitionError("areas", "two have one name", remedy="give each its own")
    limit = exact(bound, where="bound")
    if not 0 < limit <= _HIGHEST:
        problem = f"{float(limit):g} boys per girl is no bound"
        raise DefinitionError("bound", problem, remedy='write "107:100" or 1.07')
    tested = sex_ratio_anomalies(
        male,
        female=female,
        by={"area": names},
        reference=reference,
        control=control,
        sides="above",
        level=level,
    )
    births = np.asarray(tested.male + tested.female)
    fewest = _fewest_above(births, limit.numerator, limit.denominator)
    return KeyAreas(
        tested=tested,
        areas=_named(names, tested.findings == "above"),
        plain=_named(names, (births > 0) & (np.asarray(tested.male) >= fewest)),
        bound=float(limit),
        expected_plain=_expected(births, fewest, highest=tested.reference[1]),
    )


_HIGHEST = 10  # boys per girl; one above it was surely typed per 100 girls


def _fewest_above(births: FloatArray, boys: int, girls: int) -> FloatArray:
    """Fewest boys among so many births that are more than `boys` for each `girls`, exactly."""
    whole = np.nan_to_num(births).astype(np.int64)
    return np.asarray(whole * boys // (boys + girls) + 1, dtype=float)


def _expected(births: FloatArray, fewest: FloatArray, *, highest: float) -> float:
    chance = at_least(fewest, births, highest / (1 + highest))
    return float(np.sum(np.where(births > 0, chance, 0.0)))


def _named(names: tuple[str, ...], chosen: Any) -> tuple[str, ...]:  # noqa: ANN401 - an array of truths
    return tuple(name for name, is_chosen in zip(names, chosen, strict=True) if is_chosen)


@attrs.frozen(kw_only=True)
class KeyAreaChanges:
    """How a list changed: the list is dynamic (report S1), and who leaves it may compete again."""

    entered: tuple[str, ...]
    left: tuple[str, ...]
    stayed: tuple[str, ...]


def key_area_changes(before: KeyAreas, after: KeyAreas) -> KeyAreaChanges:
    """Say which areas entered, left and stayed on the list.

    Examples
    --------
    >>> rule = {"areas": ["N", "W"], "reference": 1.07, "control": "holm", "bound": 1.07}
    >>> one = key_areas([160, 420], female=[140, 300], **rule)
    >>> two = key_areas([450, 320], female=[300, 300], **rule)
    >>> key_area_changes(one, two)
    KeyAreaChanges(entered=('N',), left=('W',), stayed=())
    """
    return KeyAreaChanges(
        entered=tuple(area for area in after.areas if area not in before.areas),
        left=tuple(area for area in before.areas if area not in after.areas),
        stayed=tuple(area for area in after.areas if area in before.areas),
    )
