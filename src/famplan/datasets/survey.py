"""Synthetic birth-history surveys, whose true rates are known.

A real survey shows what an estimate is, never what it should have been. Here the rates come first
and the women after: any number of them, in clusters and strata, with unequal weights, the same for
the same seed. What a survey estimates can then be held against `SyntheticSurvey.truth`.

How women come to their births stands in `famplan.datasets.lives`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.datasets.lives import (
    STEPS,
    ages_at_interview,
    birth_months,
    births_of,
    child_deaths_of,
    cumulated_risk,
)
from famplan.errors import InvalidInputError, ShapeError
from famplan.model.age import AgeGroups

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

__all__ = ["SyntheticSurvey", "TrueRates", "synthetic_survey"]

SCHEDULE = (0.001, 0.090, 0.200, 0.210, 0.160, 0.100, 0.045, 0.010)
"""Births per woman-year at 10–14, 15–19, …, 45–49: a total fertility rate of 4.075."""

LABELS = MappingProxyType(
    {
        "v025": {1: "urban", 2: "rural"},
        "v106": {0: "no education", 1: "primary", 2: "secondary", 3: "higher"},
    }
)
"""What the codes of the recode layout mean."""

_AGES = AgeGroups.regular(10, 50, width=5)
SCHOOLING = np.array([[0.10, 0.30, 0.40, 0.20], [0.35, 0.40, 0.20, 0.05]])  # urban, rural
_BY_SCHOOLING = np.array([1.30, 1.10, 0.85, 0.65])  # fertility relative to each other
_BY_RESIDENCE = np.array([0.80, 1.15])


@attrs.frozen(kw_only=True)
class TrueRates:
    """The rates that a synthetic survey was made from.

    Parameters
    ----------
    ages : AgeGroups
        Five-year age groups from 10 to 49.
    schedule : ndarray
        Births per woman-year in each age group, all women together.
    v025, v106 : ndarray of int
        Residence and schooling of each kind of women.
    share : ndarray
        Share of each kind in the population, the same at every age.
    level : ndarray
        Fertility of each kind relative to all women.
    """

    ages: AgeGroups
    schedule: NDArray[np.float64]
    v025: NDArray[np.int64]
    v106: NDArray[np.int64]
    share: NDArray[np.float64]
    level: NDArray[np.float64]

    def age_specific(
        self, *, v025: int | None = None, v106: int | None = None
    ) -> NDArray[np.float64]:
        """Return births per woman-year at 15–19, …, 45–49, of all women or of one group.

        Parameters
        ----------
        v025 : int, optional
            Residence: 1 urban, 2 rural.
        v106 : int, optional
            Schooling: 0 none, 1 primary, 2 secondary, 3 higher.
        """
        chosen = np.ones(len(self.share), dtype=bool)
        if v025 is not None:
            chosen &= self.v025 == v025
        if v106 is not None:
            chosen &= self.v106 == v106
        if not chosen.any():
            raise InvalidInputError("v025, v106", f"no women of {v025!r}, {v106!r}")
        level = np.average(self.level[chosen], weights=self.share[chosen])
        return np.asarray(self.schedule[1:] * level)

    def total(self, *, v025: int | None = None, v106: int | None = None) -> float:
        """Return the total fertility rate at 15–49, of all women or of one group."""
        return float(5 * self.age_specific(v025=v025, v106=v106).sum())


@attrs.frozen(eq=False, kw_only=True)
class SyntheticSurvey:
    """Women of a synthetic survey in the recode layout, and the rates they were made from.

    Parameters
    ----------
    columns : mapping of str to ndarray
        One array for each column, ready for `pandas.DataFrame`, `polars.DataFrame` or
        `famplan.tabulate`; unknown is ``nan``.
    labels : mapping
        Labels of the coded columns.
    truth : TrueRates
        The rates that hold in the population.
    """

    columns: dict[str, NDArray[np.int64] | NDArray[np.float64]]
    labels: Mapping[str, Mapping[int, str]] = LABELS
    truth: TrueRates

    def __len__(self) -> int:
        """Count the women."""
        return len(self.columns["v008"])


def synthetic_survey(  # noqa: PLR0913 - a survey has many sides, each with a usual value
    women: int,
    *,
    seed: int,
    clusters: int | None = None,
    strata: int = 10,
    schedule: Sequence[float] = SCHEDULE,
    cluster_spread: float = 0.2,
    urban: float = 0.4,
    interview: int = 1388,
    child_deaths: bool = False,
) -> SyntheticSurvey:
    """Make a birth-history survey in the DHS recode layout from known rates.

    Parameters
    ----------
    women : int
        Women of 15–49 to interview.
    seed : int
        Start of the random numbers: the same seed gives the same survey.
    clusters : int, optional
        Sampled clusters; one for every 25 women unless given.
    strata : int
        Strata, half of them urban; an even number.
    schedule : sequence of float
        Births per woman-year at 10–14, 15–19, …, 45–49.
    cluster_spread : float
        Standard deviation of the fertility of clusters around that of their women's kind (mean
        one); 0 makes them alike.
    urban : float
        Share of urban women in the population.
    interview : int
        Century-month code of the first of the six months of interviews; 1388 is August 2015.
    child_deaths : bool
        Add the columns ``b5_01``–``b5_20`` (alive) and ``b7_01``–``b7_20`` (age at death, months).

    Returns
    -------
    SyntheticSurvey
        Columns ``caseid``, ``v005`` (weight × 1,000,000), ``v008``, ``v011``, ``v012``, ``v021``,
        ``v022``, ``v025``, ``v106``, ``v201``, ``v212``, ``v613``, ``b3_01``–``b3_20``; and the
        truth.

    Raises
    ------
    InvalidInputError
        Fewer than two clusters in a stratum, fewer women than clusters, rates too high for the
        months of rest after a birth.

    Examples
    --------
    >>> survey = synthetic_survey(5_000, seed=2015)
    >>> round(survey.truth.total(), 3), round(survey.truth.total(v025=1), 3)
    (4.075, 2.874)
    >>> len(survey), int(survey.columns["v021"].max())
    (5000, 200)
    """
    clusters = max(women // 25, 2 * strata) if clusters is None else clusters
    _check_size(women, clusters, strata, schedule)
    random = np.random.default_rng(seed)
    truth = _true_rates(np.asarray(schedule, dtype=np.float64), urban)
    design = _design(random, women, clusters, strata, urban)
    v106 = (random.random(women)[:, None] > np.cumsum(SCHOOLING, axis=1)[design["v025"] - 1]).sum(
        axis=1
    )
    v106 = np.minimum(v106, SCHOOLING.shape[1] - 1)
    step = random.integers(0, STEPS, clusters)[design["v021"] - 1]
    v008 = interview + random.integers(0, 6, clusters)[design["v021"] - 1]
    age = ages_at_interview(random, women)
    kind = (design["v025"] - 1) * SCHOOLING.shape[1] + v106
    risk = cumulated_risk(truth.level, truth.schedule, spread=cluster_spread)
    births = births_of(random, risk, kind=kind * STEPS + step, age=age)
    v011 = v008 - age
    columns = {
        "caseid": np.arange(1, women + 1),
        **design,
        "v008": v008,
        "v011": v011,
        "v012": age // 12,
        "v106": v106,
        **birth_months(births, v011),
        "v613": random.choice([2, 3, 4, 5, 6, 96], women, p=[0.28, 0.25, 0.22, 0.13, 0.08, 0.04]),
    }
    if child_deaths:
        columns |= child_deaths_of(random, columns)
    return SyntheticSurvey(columns=columns, truth=truth)


def _check_size(women: int, clusters: int, strata: int, schedule: Sequence[float]) -> None:
    if strata < 2 or strata % 2:  # noqa: PLR2004 - one urban and one rural at least
        raise InvalidInputError("strata", f"{strata} is not an even number of 2 or more")
    if clusters < 2 * strata:
        raise InvalidInputError(
            "clusters", f"{clusters} is fewer than two for each of {strata} strata"
        )
    if women < clusters:
        raise InvalidInputError("women", f"{women} is fewer than the {clusters} clusters")
    if len(schedule) != len(_AGES):
        raise ShapeError("schedule", f"{len(schedule)} rates for {len(_AGES)} age groups")


def _true_rates(schedule: NDArray[np.float64], urban: float) -> TrueRates:
    share = np.array([[urban], [1 - urban]]) * SCHOOLING
    level = _BY_RESIDENCE[:, None] * _BY_SCHOOLING
    v025, v106 = np.indices(share.shape)
    return TrueRates(
        ages=_AGES,
        schedule=schedule,
        v025=v025.ravel() + 1,
        v106=v106.ravel(),
        share=share.ravel(),
        level=(level / (level * share).sum()).ravel(),
    )


def _design(
    random: np.random.Generator, women: int, clusters: int, strata: int, urban: float
) -> dict[str, NDArray[np.int64]]:
    """Put women into clusters and clusters into strata, and weight them back to the population."""
    cluster = np.sort(
        np.concatenate([np.arange(clusters), random.integers(0, clusters, women - clusters)])
    )
    stratum_of = np.arange(clusters) * strata // clusters
    residence = np.arange(strata) % 2
    # Strata of unequal size are sampled alike, so weights differ; clusters add to the difference.
    size = random.uniform(0.5, 1.5, strata)
    within = np.bincount(residence, weights=size)[residence]
    size *= np.array([urban, 1 - urban])[residence] / within
    raw = random.uniform(0.7, 1.3, clusters)[cluster]
    stratum = stratum_of[cluster]
    weight = raw * (size / np.bincount(stratum, weights=raw))[stratum] * women
    return {
        "v005": np.round(weight * 1e6).astype(np.int64),
        "v021": cluster + 1,
        "v022": stratum + 1,
        "v025": residence[stratum] + 1,
    }
