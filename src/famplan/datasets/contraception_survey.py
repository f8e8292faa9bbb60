"""Synthetic surveys of contraception, whose true shares are known.

Women of a synthetic survey get a union, a pregnancy or a method, its source, what they were told
of it and what they want, each with a probability of their own; clusters raise or lower use. As
effects of clusters average to one, true shares are plain products.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs
import numpy as np

from famplan.datasets.survey import synthetic_survey
from famplan.errors import InvalidInputError
from famplan.formulas.choices import one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = ["SyntheticContraception", "TrueUse", "synthetic_contraception"]

METHODS = MappingProxyType({1: 0.15, 3: 0.35, 11: 0.15, 6: 0.10, 5: 0.10, 8: 0.05, 9: 0.10})
"""Codes of v312 with their shares among users."""

_MODERN = (1, 3, 11, 6, 5)
_TOLD = (1, 3, 11, 6)  # asked for what they were told of it
_URBAN = 0.4
_UNION = 0.65
_ACTIVE = 0.3  # of women not in union
_PREGNANT = 0.08  # of women in union
_USE = np.array([0.55, 0.35])  # of women in union who are not pregnant: urban, rural
_USE_UNMARRIED = 0.4  # of those who are sexually active
_DESIRE = np.array([0.20, 0.30, 0.05, 0.05, 0.35, 0.0, 0.05])  # v605 = 1 to 7
_WANTED = np.array([0.6, 0.3, 0.1])  # v225 = 1 to 3
_IDEAL = np.array([0.0, 0.05, 0.30, 0.25, 0.25, 0.15])  # 0 to 5 children
_PUBLIC = 0.6
_RECENT = 0.8  # of users: began in the last sixty months
SIDE_EFFECTS, WHAT_TO_DO, OTHER_METHODS = 0.6, 0.8, 0.7  # the second of those told the first


@attrs.frozen(kw_only=True)
class TrueUse:
    """Shares that hold in the population that a synthetic survey was drawn from.

    Parameters
    ----------
    use : mapping of int to float
        Share of users among women in union who are not pregnant, by residence (v025).
    """

    use: Mapping[int, float]

    def share(self, code: str, *, population: str = "in union", v025: int | None = None) -> float:
        """Return the true value of an indicator.

        Parameters
        ----------
        code : str
            ``"CPR"``, ``"MCPR"``, ``"TCPR"``, ``"UNMET"``, ``"DEMAND_SATISFIED_MODERN"``,
            ``"MII"``, ``"WANT_NO_MORE"`` or ``"MEAN_IDEAL_CHILDREN"``.
        population : {"in union", "sexually active unmarried", "all"}
            Of whom; of the last three indicators it is the same for all.
        v025 : int, optional
            Residence: 1 urban, 2 rural.

        Examples
        --------
        >>> truth = synthetic_contraception(400, seed=1).truth
        >>> round(truth.share("CPR"), 4), round(truth.share("CPR", v025=1), 4)
        (0.3956, 0.506)
        """
        modern = sum(METHODS[code] for code in _MODERN)
        used, unmet = self._used(population, v025), self._unmet(v025)
        values = {
            "CPR": used,
            "MCPR": used * modern,
            "TCPR": used * (1 - modern),
            "UNMET": unmet,
            "DEMAND_SATISFIED_MODERN": used * modern / (used + unmet),
            "MII": SIDE_EFFECTS * WHAT_TO_DO * OTHER_METHODS,
            "WANT_NO_MORE": float(_DESIRE[4:6].sum()),
            "MEAN_IDEAL_CHILDREN": float(_IDEAL @ np.arange(len(_IDEAL))),
        }
        one_of(code, tuple(values), argument="indicator")
        if population != "in union" and code in {"UNMET", "DEMAND_SATISFIED_MODERN"}:
            raise InvalidInputError("population", "need is known of women in union only")
        return values[code]

    def _used(self, population: str, v025: int | None) -> float:
        in_union = (1 - _PREGNANT) * self._rate(v025)
        found = {
            "in union": in_union,
            "sexually active unmarried": _USE_UNMARRIED,
            "all": _UNION * in_union + (1 - _UNION) * _ACTIVE * _USE_UNMARRIED,
        }
        one_of(population, tuple(found), argument="population")
        return found[population]

    def _rate(self, v025: int | None) -> float:
        if v025 is None:
            return _URBAN * self.use[1] + (1 - _URBAN) * self.use[2]
        return self.use[v025]

    def _unmet(self, v025: int | None) -> float:
        """Pregnancies wanted later or not at all, and non-users who want none soon."""
        wants = float(_DESIRE[1:6].sum())
        pregnant = _PREGNANT * float(_WANTED[1:].sum())
        return pregnant + (1 - _PREGNANT) * (1 - self._rate(v025)) * wants


@attrs.frozen(eq=False, kw_only=True)
class SyntheticContraception:
    """Women of a synthetic survey with their answers on contraception, and the true shares.

    Parameters
    ----------
    columns : mapping of str to ndarray
        One array for each column in the recode layout; unknown is ``nan``.
    truth : TrueUse
        The shares that hold in the population.
    """

    columns: Mapping[str, NDArray[np.float64] | NDArray[np.int64]]
    truth: TrueUse

    def __len__(self) -> int:
        """Count the women."""
        return len(self.columns["v008"])


def synthetic_contraception(  # noqa: PLR0913 - a survey has many sides, each with a usual value
    women: int,
    *,
    seed: int,
    clusters: int | None = None,
    strata: int = 10,
    cluster_spread: float = 0.3,
    unknown: float = 0.0,
) -> SyntheticContraception:
    """Make a survey of contraception in the DHS recode layout from known shares.

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
    cluster_spread : float
        By how much use in a cluster lies above or below that of its kind, for a third of the
        clusters each; the rest are as the average.
    unknown : float
        Share of women whose method is missing (v312 = 99), whatever it is.

    Returns
    -------
    SyntheticContraception
        Columns of the design and ``v502``, ``v528``, ``v213``, ``v225``, ``v312``, ``v313``,
        ``v317``, ``v326``, ``v3a02``, ``v3a04``, ``v3a05``, ``v605``, ``v613``, ``v215``,
        ``v512``; and the truth.

    Raises
    ------
    InvalidInputError
        Shares beyond 0 and 1, or a sample that cannot be drawn: see `synthetic_survey`.

    Examples
    --------
    >>> survey = synthetic_contraception(2_000, seed=7)
    >>> len(survey), sorted(set(survey.columns["v502"].tolist()))
    (2000, [0, 1])
    """
    if not 0 <= cluster_spread <= 1 / _USE.max() - 1:
        raise InvalidInputError("cluster_spread", f"{cluster_spread:g} makes use more than all")
    if not 0 <= unknown < 1:
        raise InvalidInputError("unknown", f"{unknown:g} is no share below 1")
    survey = synthetic_survey(women, seed=seed, clusters=clusters, strata=strata)
    random = np.random.default_rng([seed, 312])
    design = {
        name: survey.columns[name]
        for name in ("caseid", "v005", "v008", "v011", "v012", "v021", "v022", "v025", "v106")
    }
    in_union = random.random(women) < _UNION
    active = ~in_union & (random.random(women) < _ACTIVE)
    pregnant = in_union & (random.random(women) < _PREGNANT)
    steps = 1 + cluster_spread * np.array([-1.0, 0.0, 1.0])
    effect = random.choice(steps, int(design["v021"].max()))[design["v021"] - 1]
    rate = np.where(in_union, _USE[design["v025"] - 1], np.where(active, _USE_UNMARRIED, 0.0))
    users = ~pregnant & (random.random(women) < rate * effect)
    method = np.where(users, random.choice([*METHODS], women, p=[*METHODS.values()]), 0)
    recent = random.random(women) < _RECENT
    columns = {
        **design,
        "v502": in_union.astype(np.int64),
        "v528": np.where(in_union | active, random.integers(0, 31, women), 200),
        "v213": pregnant.astype(np.int64),
        "v225": np.where(pregnant, _drawn(random, women, _WANTED), np.nan),
        "v215": np.full(women, 110),
        "v512": np.where(in_union, 3.0, np.nan),
        "v605": _drawn(random, women, _DESIRE),
        "v613": _drawn(random, women, _IDEAL) - 1,
        **_of_users(random, method, recent, design["v008"]),
    }
    if unknown:
        missing = random.random(women) < unknown
        columns["v312"] = np.where(missing, 99, columns["v312"])
        columns["v313"] = np.where(missing, 9, columns["v313"])
    truth = TrueUse(use=dict(zip((1, 2), _USE.tolist(), strict=True)))
    return SyntheticContraception(columns=columns, truth=truth)


def _drawn(
    random: np.random.Generator, size: int, shares: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Draw answers, numbered from 1."""
    return np.asarray(random.choice(len(shares), size, p=shares) + 1)


def _of_users(
    random: np.random.Generator,
    method: NDArray[np.int64],
    recent: NDArray[np.bool_],
    interview: NDArray[np.int64] | NDArray[np.float64],
) -> dict[str, NDArray[np.float64] | NDArray[np.int64]]:
    """Answers of users on their method."""
    size = len(method)

    def share(probability: float, asked: NDArray[np.bool_]) -> NDArray[np.float64]:
        return np.where(asked, random.random(size) < probability, np.nan)

    modern, told = np.isin(method, _MODERN), np.isin(method, _TOLD)
    side_effects = share(SIDE_EFFECTS, told)
    since = np.where(recent, random.integers(0, 60, size), random.integers(60, 120, size))
    source = np.where(random.random(size) < _PUBLIC, 12, 22)
    return {
        "v312": method,
        "v313": np.where(method == 0, 0, np.where(modern, 3, 2)),
        "v317": np.where(method > 0, interview - since, np.nan),
        "v326": np.where(modern, source, np.nan),
        "v3a02": side_effects,
        "v3a04": share(WHAT_TO_DO, side_effects == 1),
        "v3a05": share(OTHER_METHODS, told),
    }
