"""One survey in one file, in which everything agrees with everything else."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import numpy as np

from famplan.datasets.family_planning.answers import answer_columns
from famplan.datasets.family_planning.assumptions import (
    BY_REGION,
    BY_RESIDENCE,
    BY_SCHOOLING,
    CALENDARS,
    CLUSTERS,
    STEP,
    WEALTH,
)
from famplan.datasets.family_planning.histories import histories
from famplan.datasets.family_planning.record import (
    calendar_columns,
    history_columns,
    use_columns,
)
from famplan.datasets.family_planning.truth import TrueFamilyPlanning
from famplan.datasets.survey import LABELS as SURVEY_LABELS
from famplan.datasets.survey import SCHOOLING, synthetic_survey
from famplan.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Columns: TypeAlias = dict[str, NDArray[Any]]
    FloatArray: TypeAlias = NDArray[np.float64]
    Integers: TypeAlias = NDArray[np.int64]

__all__ = ["SyntheticFamilyPlanning", "synthetic_family_planning"]

_DESIGN = ("caseid", "v005", "v008", "v011", "v012", "v021", "v022", "v025", "v106")
_REGIONS = ("north", "east", "south", "west", "centre")
_LEVELS = (
    min(BY_RESIDENCE.values()) + min(BY_SCHOOLING.values()) + min(BY_REGION),
    max(BY_RESIDENCE.values()) + max(BY_SCHOOLING.values()) + max(BY_REGION),
)
_WIDEST = 0.5


@attrs.frozen(eq=False, kw_only=True)
class SyntheticFamilyPlanning:
    """Women of a synthetic survey in the recode layout, and what is true of their population.

    Parameters
    ----------
    columns : mapping of str to ndarray
        One array for each column, ready for a dataframe or for `famplan.tabulate`; calendars are
        texts, and unknown is ``nan``.
    labels : mapping
        Labels of the coded columns.
    truth : TrueFamilyPlanning
        The shares and rates that hold in the population.
    """

    columns: Mapping[str, NDArray[Any]]
    labels: Mapping[str, Mapping[int, str]]
    truth: TrueFamilyPlanning

    def __len__(self) -> int:
        """Count the women."""
        return len(self.columns["v008"])


def synthetic_family_planning(  # noqa: PLR0913 - a survey has many sides, each with a usual value
    women: int,
    *,
    seed: int,
    clusters: int | None = None,
    strata: int = 10,
    cluster_spread: float = 0.3,
    interview: int = 1386,
) -> SyntheticFamilyPlanning:
    """Make a survey with all that a chapter on family planning needs, from known chances.

    Women live month by month: first sex and union, pregnancies, births and months without menses,
    methods begun, stopped and switched. The columns say what they would say at the interview, so
    the birth history, the calendar, the method in use and what is wanted are of one life.

    Parameters
    ----------
    women : int
        Women of 15–49 to interview.
    seed : int
        Start of the random numbers: the same seed gives the same survey.
    clusters : int, optional
        Sampled clusters; one for every 25 women unless given.
    strata : int
        Strata, each the urban or the rural part of a region; an even number.
    cluster_spread : float
        Standard deviation of the chance to begin a method in clusters around that of their women's
        kind (mean one), at most 0.5; 0 makes them alike.
    interview : int
        Century-month code of the first of the six months of interviews; 1386 is June 2015.

    Returns
    -------
    SyntheticFamilyPlanning
        Design ``caseid``, ``v001``–``v003``, ``v005``, ``v021``, ``v022``; groups ``v024``
        (region), ``v025``, ``v106``, ``v190``; dates and births; union; the calendar ``vcal_1``,
        ``vcal_2``, ``v017``–``v019``; method, source, knowledge, information, wishes; ``v626a``,
        the code of unmet need that her life gives; and the truth.

    Raises
    ------
    InvalidInputError
        `cluster_spread` is below 0 or above 0.5, or a sample that cannot be drawn: see
        `synthetic_survey`.

    Examples
    --------
    A woman who stopped injectables to have a child, and chose them again, stopped for side
    effects, and was sterilised.

    >>> women = synthetic_family_planning(600, seed=5).columns
    >>> women["vcal_1"][54].strip(), int(women["v312"][54])
    ('6666666666666666666666666663333330000000BPPPPPPPP000000033333333333', 6)
    >>> women["vcal_2"][54].strip()
    '4                            2'
    """
    if not 0 <= cluster_spread <= _WIDEST:
        raise InvalidInputError("cluster_spread", f"{cluster_spread:g} is not from 0 to {_WIDEST}")
    sample = synthetic_survey(
        women, seed=seed, clusters=clusters, strata=strata, cluster_spread=0, interview=interview
    ).columns
    random = np.random.default_rng([seed, 7])
    columns: Columns = {name: sample[name] for name in _DESIGN}
    columns |= _places(random, columns)
    uptake = _uptake(cluster_spread)
    kind = _kind_of(random, columns)
    age = columns["v008"] - columns["v011"]
    found = histories(random, uptake=uptake, kind=kind, age=age)
    columns |= history_columns(random, found, age, columns["v011"])
    columns |= use_columns(found, age, columns["v011"])
    start = interview - CALENDARS[0] + 1
    columns |= calendar_columns(found, columns["v008"], start=start)
    columns |= answer_columns(random, found, columns["v025"])
    truth = TrueFamilyPlanning(uptake=tuple(uptake.tolist()), kinds=_kinds(columns, strata))
    return SyntheticFamilyPlanning(columns=columns, labels=_labels(strata), truth=truth)


def _places(random: np.random.Generator, columns: Columns) -> Columns:
    """Say where each woman lives: region and household, and how rich that is."""
    cluster, residence = columns["v021"], columns["v025"]
    edges = np.cumsum(WEALTH, axis=1)[residence - 1, :-1]
    first = np.searchsorted(cluster, cluster)  # women stand in the order of their clusters
    return {
        "v001": cluster,
        "v002": np.arange(len(cluster)) - first + 1,
        "v003": np.ones(len(cluster), dtype=np.int64),
        "v020": np.zeros(len(cluster), dtype=np.int64),
        "v024": (columns["v022"] + 1) // 2,
        "v190": (random.random(len(cluster))[:, None] >= edges).sum(axis=1) + 1,
    }


def _uptake(spread: float) -> FloatArray:
    """Multiply the chance to begin a method: by level of the women, in each kind of cluster."""
    steps = np.arange(CLUSTERS) - (CLUSTERS - 1) / 2
    effects = 1 + spread * steps / steps.std()
    levels = STEP ** np.arange(_LEVELS[0], _LEVELS[1] + 1, dtype=np.float64)
    return np.outer(levels, effects).ravel()


def _number(level: Integers, step: Integers) -> Integers:
    return (level - _LEVELS[0]) * CLUSTERS + step


def _kind_of(random: np.random.Generator, columns: Columns) -> Integers:
    """Find the kind of each woman: her level and the kind of her cluster."""
    step = random.integers(0, CLUSTERS, int(columns["v021"].max()))[columns["v021"] - 1]
    region = np.array(BY_REGION)[(columns["v024"] - 1) % len(BY_REGION)]
    residence = np.array([BY_RESIDENCE[1], BY_RESIDENCE[2]])[columns["v025"] - 1]
    return _number(region + residence + _level_of_schooling(columns["v106"]), step)


def _level_of_schooling(v106: Integers) -> Integers:
    return np.array([BY_SCHOOLING[level] for level in range(len(BY_SCHOOLING))])[v106]


def _kinds(columns: Columns, strata: int) -> Columns:
    """List every combination of place, schooling, wealth and kind of cluster with its share.

    Weights of a stratum add up to its size in the population, whatever was sampled.
    """
    size = np.bincount(columns["v022"] - 1, columns["v005"], strata)
    shape = (strata, SCHOOLING.shape[1], WEALTH.shape[1], CLUSTERS)
    stratum, v106, wealth, step = (axis.ravel() for axis in np.indices(shape))
    residence = stratum % 2
    share = size[stratum] / size.sum() * SCHOOLING[residence, v106] * WEALTH[residence, wealth]
    region = stratum // 2
    level = np.array(BY_REGION)[region % len(BY_REGION)] + _level_of_schooling(v106)
    level += np.array([BY_RESIDENCE[1], BY_RESIDENCE[2]])[residence]
    return {
        "v024": region + 1,
        "v025": residence + 1,
        "v106": v106,
        "v190": wealth + 1,
        "kind": _number(level, step),
        "share": share / CLUSTERS,
    }


def _labels(strata: int) -> Mapping[str, Mapping[int, str]]:
    regions = {
        place + 1: _REGIONS[place] if place < len(_REGIONS) else f"region {place + 1}"
        for place in range(strata // 2)
    }
    wealth = dict(enumerate(("poorest", "poorer", "middle", "richer", "richest"), start=1))
    return MappingProxyType({**SURVEY_LABELS, "v024": regions, "v190": wealth})
