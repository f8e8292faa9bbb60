"""Surveys of women whose months without menses and intercourse are known.

Births come at an even pace, and how long a mother stays in a status has nothing to do with when the
next birth comes. So the share still in it t months after a birth is the share of durations above t,
and every figure of a survey has a true value.
"""

from __future__ import annotations

from typing import Any

import attrs
import numpy as np

INTERVIEW = 1400.0  # century-month code of the first of six months of interviews
LONGEST = 33.0  # months that no status outlasts
_GAP = 42.0, 30.0  # months from birth to birth: the least, and the mean of what is added
_CLUSTER = np.array([0.75, 1.0, 1.25])  # clusters stay longer or shorter, each as often
_TOLD = 100.0  # months before the interview of the births that are told
_START = 600.0  # months before the interview at which women begin to bear, long forgotten


@attrs.frozen(kw_only=True)
class Population:
    """Strata of unequal size in which a status lasts longer or shorter.

    Parameters
    ----------
    share : tuple of float
        Share of the women in each stratum.
    pace : tuple of float
        How long a status lasts in each.
    """

    share: tuple[float, ...]
    pace: tuple[float, ...]

    def still(self, status: str, months: np.ndarray) -> np.ndarray:
        """Share of mothers still in a status so many months after a birth."""
        found = np.zeros_like(months)
        for share, pace in zip(self.share, self.pace, strict=True):
            for cluster in _CLUSTER:
                found += share / len(_CLUSTER) * _survivors(status, months / (pace * cluster))
        return found

    def by_group(self, status: str, groups: int = 18) -> np.ndarray:
        """Share in each group of two completed months, births being spread evenly over them."""
        fine = (np.arange(groups * 2_000) + 0.5) / 1_000
        return self.still(status, fine).reshape(groups, -1).mean(axis=1)


def _survivors(status: str, months: np.ndarray) -> np.ndarray:
    short, low, high = _DURATIONS[status]
    quick = np.clip((3 - months) / 2, 0, 1)
    return short * quick + (1 - short) * np.clip((high - months) / (high - low), 0, 1)


# A part has the status for 1 to 3 months, the rest for as many as here; paces stretch them.
_DURATIONS = {"v405": (0.15, 2.0, 20.0), "v406": (0.5, 1.0, 8.0)}


def drawn(  # noqa: PLR0913 - a design has many sides
    population: Population,
    *,
    seed: int,
    surveys: int,
    clusters: int,
    women: int,
    together: float = 0.0,
) -> dict[str, Any]:
    """Draw surveys with as many clusters from every stratum, whatever its size.

    Parameters
    ----------
    population : Population
        What the women are like.
    seed : int
        Start of the random numbers.
    surveys : int
        How many; the column `survey` numbers them.
    clusters, women : int
        Clusters of each stratum and women of each cluster.
    together : float
        Part of the women who abstain exactly as long as they have no menses.
    """
    random = np.random.default_rng(seed)
    strata = len(population.share)
    size = surveys * strata * clusters
    survey, stratum, _ = (x.ravel() for x in np.indices((surveys, strata, clusters)))
    pace = np.array(population.pace)[stratum] * random.choice(_CLUSTER, size)
    weight = np.array(population.share)[stratum] * strata
    cluster = np.repeat(np.arange(size), women)
    number = len(cluster)
    interview = INTERVIEW + random.integers(0, 6, size)[cluster] + random.random(number)
    births = _births(random, interview)
    latest = interview - births[0]
    lasts = {name: _lasting(random, name, number) for name in _DURATIONS}
    same = random.random(number) < together
    lasts["v406"] = np.where(same, lasts["v405"], lasts["v406"])
    columns: dict[str, Any] = {
        "v005": np.round(1e6 * weight[cluster]).astype(np.int64),
        "v008": np.floor(interview).astype(np.int64),
        "v011": np.floor(interview - random.uniform(20 * 12, 50 * 12, number)),
        "v021": cluster + 1,
        "v022": (survey * strata + stratum)[cluster] + 1,
        "survey": survey[cluster],
        **{name: (lasts[name] * pace[cluster] > latest).astype(int) for name in lasts},
    }
    for rank, birth in enumerate(births, 1):
        recent = np.where(interview - birth < _TOLD, birth, np.nan)
        columns[f"b3_{rank:02d}"] = np.floor(recent)
        columns[f"b19_{rank:02d}"] = np.floor(interview - recent)
    return columns


def _births(random: np.random.Generator, interview: np.ndarray) -> list[np.ndarray]:
    """Months of the latest three births: by then the pace is even."""
    least, more = _GAP
    birth = interview - _START - random.uniform(0, least + more, len(interview))
    latest = [np.full_like(interview, np.nan)] * 3
    while True:
        due = birth <= interview
        if not due.any():
            return latest
        latest = [
            np.where(due, new, old) for new, old in zip([birth, *latest[:-1]], latest, strict=True)
        ]
        birth = birth + least + random.exponential(more, len(interview))


def _lasting(random: np.random.Generator, status: str, number: int) -> np.ndarray:
    short, low, high = _DURATIONS[status]
    return np.where(
        random.random(number) < short,
        random.uniform(1, 3, number),
        random.uniform(low, high, number),
    )
