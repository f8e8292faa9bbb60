"""The schedules that a synthetic county follows, and the risks that make lives follow them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.catalogue import Source
from famplan.model.age import AgeGroups

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = ["MONTH", "REST", "Schedules", "county_schedules"]

MONTH = 365.25 / 12
"""Days of a month of age."""
REST = (0, 8, 10, 10)
"""Months that pass at least before a marriage, and before a first, second and third delivery."""

_FIRST, _BEYOND = 15 * 12, 50 * 12
_HIGHEST = 0.5  # chance in a month: published births before anyone can have had them are let go


@attrs.frozen(kw_only=True, eq=False)
class Schedules:
    """Published schedules and what follows from them.

    Parameters
    ----------
    ages : AgeGroups
        15–19, …, 45–49.
    published : mapping
        The data file: every table with its note and source.
    risk : ndarray
        Cumulated risk over months of age of a first union and of a first, second and third
        delivery, among those whose turn it is.
    marriages : ndarray
        First unions per woman-month of age that follow from the risk; marriages are registered
        when the law allows.
    births : ndarray
        Births of order 1 to 5 per woman-month of age that follow from the risk, twins included.
    """

    ages: AgeGroups
    published: Mapping[str, Any]
    risk: NDArray[np.float64]
    marriages: NDArray[np.float64]
    births: NDArray[np.float64]

    @property
    def age_specific(self) -> NDArray[np.float64]:
        """Births per woman-year at 15–19, …, 45–49."""
        return np.asarray(self.by_order.sum(axis=0))

    @property
    def by_order(self) -> NDArray[np.float64]:
        """Births per woman-year by order 1 to 5 (rows) and age."""
        monthly = self.births[:, _FIRST:].reshape(len(self.births), -1, 60)
        return np.asarray(monthly.mean(axis=2) * 12)

    @property
    def total(self) -> float:
        """Births per woman between 15 and 49."""
        return float(5 * self.age_specific.sum())

    @property
    def sources(self) -> Mapping[str, Source]:
        """Source of each table."""
        return {name: Source(**table["source"]) for name, table in self.published.items()}

    def chance_of_boy(self, order: NDArray[Any]) -> NDArray[np.float64]:
        """Return the share of boys among births of an order."""
        ratio = np.array(self.published["sex_ratio"]["male_to_female"])
        known = ratio[np.minimum(order, len(ratio)) - 1]
        return np.asarray(known / (1 + known))

    def days_to_live(
        self,
        random: np.random.Generator,
        age: NDArray[np.float64],
        male: NDArray[np.bool_],
    ) -> NDArray[np.float64]:
        """Draw ages at death in days of people who have reached an age in days."""
        table = self.published["mortality"]
        edges = np.append(table["ages"], 140) * 365.25
        result = np.empty(len(age))
        for sex, chosen in (("female", ~male), ("male", male)):
            spent = np.append(0, np.cumsum(np.diff(edges) * np.array(table[sex]) / 365.25))
            reached = np.interp(age[chosen], edges, spent) + random.exponential(
                size=np.count_nonzero(chosen)
            )
            result[chosen] = np.interp(reached, spent, edges)
        return result


@cache
def county_schedules() -> Schedules:
    """Return the schedules of the synthetic county.

    Examples
    --------
    >>> schedules = county_schedules()
    >>> round(schedules.total, 2)
    1.21
    >>> print(schedules.sources["fertility"])
    福州市2020年人口普查年鉴 (population census yearbook of Fuzhou, 2020), table 6-3 [B]
    """
    file = files("famplan.datasets.register") / "data" / "county.toml"
    published = tomllib.loads(file.read_text(encoding="utf-8"))
    women = np.array(published["fertility"]["women"])
    yearly = [published["marriage"]["first"], *(published["fertility"]["births"] / women)]
    twins = published["twins"]["share"]
    # The table counts births; a delivery of twins is two of them.
    wanted = _by_month(np.array(yearly)) / np.array([1, *[1 + twins] * 3])[:, None]
    risk, happens = _chain(wanted)
    return Schedules(
        ages=AgeGroups.regular(15, 50, width=5),
        published=MappingProxyType(published),
        risk=risk,
        marriages=happens[0],
        births=_births_by_order(happens[1:], twins),
    )


def _by_month(yearly: NDArray[np.float64]) -> NDArray[np.float64]:
    monthly = np.zeros((len(yearly), _BEYOND))
    monthly[:, _FIRST:] = np.repeat(yearly / 12, 60, axis=1)
    return monthly


def _chain(wanted: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Turn events per woman-month into risks of those whose turn it is, and what then happens.

    A woman's turn comes when the event before is far enough behind her. Whoever waits carries the
    whole rate, so the mean over all women is the rate asked for.
    """
    chance, happens = np.zeros_like(wanted), np.zeros_like(wanted)
    before = np.ones(wanted.shape[1])
    for stage, rest in enumerate(REST):
        ready = np.append(np.zeros(rest + 1), before)[: wanted.shape[1]] if stage else before
        done = 0.0
        for month in range(_FIRST, _BEYOND):
            waiting = ready[month] - done
            if waiting > 0:
                chance[stage, month] = min(wanted[stage, month] / waiting, _HIGHEST)
            happens[stage, month] = chance[stage, month] * waiting
            done += happens[stage, month]
        before = np.cumsum(happens[stage])
    return np.cumsum(-np.log1p(-chance), axis=1), happens


def _births_by_order(deliveries: NDArray[np.float64], twins: float) -> NDArray[np.float64]:
    """Count births by order, where every earlier delivery may have borne twins."""
    births = np.zeros((2 * len(deliveries), deliveries.shape[1]))
    earlier = np.array([1.0])  # chance of 0, 1, … twin births among the deliveries before
    for rank, monthly in enumerate(deliveries):
        for more, share in enumerate(earlier):
            births[rank + more] += share * monthly
            births[rank + more + 1] += share * twins * monthly
        earlier = np.convolve(earlier, [1 - twins, twins])
    return births
