"""What is true of the population that a synthetic survey of family planning is drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import numpy as np

from famplan.datasets.calendars import TrueDiscontinuation
from famplan.datasets.family_planning.after_birth import USES, first_use
from famplan.datasets.family_planning.assumptions import (
    ABSTAINING,
    AGES,
    CALENDARS,
    METHOD_NAMES,
    MONTHLY,
    REASONS,
    still_amenorrhoeic,
)
from famplan.datasets.family_planning.expected import Expected, expected
from famplan.datasets.family_planning.shares import SHARES_KNOWN, worth_of
from famplan.datasets.family_planning.status import status
from famplan.datasets.family_planning.stopping import (
    before_interview,
    rate_of_stopping,
    reason_share,
)
from famplan.datasets.lives import ages_interviewed
from famplan.errors import InvalidInputError
from famplan.formulas.choices import one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    FloatArray: TypeAlias = NDArray[np.float64]

__all__ = ["GROUPS", "TrueFamilyPlanning"]

GROUPS = ("v024", "v025", "v106", "v190")
"""Columns by whose values the truth is known too."""
_STOPPING = (
    *("DISC6", "DISC12", "DISC24", "DISC36", "DISC_REASON", "DISC_SWITCH", "DISC_NET"),
    *("FAIL_NET", "DISC_REASON_SHARE"),
)
_FERTILITY = ("TFR", "ASFR", "WTFR")
_PLANNING = ("PLANNING_STATUS", "UNINTENDED_BIRTHS")
_AFTER_BIRTH = ("PP_AMENORRHOEA", "PP_ABSTINENCE", "PP_INSUSCEPTIBILITY")
_WHOLE = "15–49"
_WISHES = ("then", "later", "not at all")
_MONTHS, _WINDOW, _RECENT = 12, 36, 60
_LONGEST_USE = 36


@attrs.frozen(eq=False, kw_only=True)
class TrueFamilyPlanning:
    """The truth behind a synthetic survey: every figure follows from the chances it was made with.

    Nothing is estimated from a sample. Chances of stopping a method and of amenorrhoea are given;
    shares at the interview and rates are exact sums over all states that women of each kind can be
    in, weighted by the share of the kind in the population.

    Parameters
    ----------
    uptake : tuple of float
        What multiplies the chance to begin a method, by kind of women.
    kinds : mapping of str to ndarray
        For every combination of region, residence, schooling, wealth and kind of cluster: the
        columns of `GROUPS`, `kind` and `share` of the population.
    """

    uptake: tuple[float, ...]
    kinds: Mapping[str, NDArray[Any]]

    @property
    def indicators(self) -> tuple[str, ...]:
        """Codes of the indicators whose true values are known."""
        return (*SHARES_KNOWN, *_STOPPING, *_FERTILITY, *_PLANNING, *_AFTER_BIRTH, "PPFP")

    @property
    def stopping(self) -> TrueDiscontinuation:
        """Risks of stopping among women who want another child, in closed form."""
        hazards = (MONTHLY[:, None] * REASONS)[:, :, None] * np.ones(_LONGEST_USE)
        return TrueDiscontinuation(methods=METHOD_NAMES, hazards=hazards, effects=np.ones(1))

    @staticmethod
    def still_amenorrhoeic(months: int) -> float:
        """Share of mothers whose menses have not come back so many months after a birth."""
        found = still_amenorrhoeic()
        return float(found[months]) if months < len(found) else 0.0

    @staticmethod
    def still_abstaining(months: int) -> float:
        """Share of mothers who abstain so many months after a birth."""
        return TrueFamilyPlanning.still_amenorrhoeic(months) * ABSTAINING**months

    def of(self, record: Mapping[str, Any]) -> float:
        """Return the truth of one record of a table: the same indicator of the same women.

        Parameters
        ----------
        record : mapping
            As tables of `famplan.tabulate` give them: indicator, groups (of `GROUPS`), population,
            age, category, definition, method, reason, use, months.

        Raises
        ------
        DefinitionError, InvalidInputError
            Of this indicator or group the truth is not known.

        Examples
        --------
        >>> from famplan.datasets import synthetic_family_planning
        >>> truth = synthetic_family_planning(600, seed=1).truth
        >>> round(truth.of({"indicator": "MCPR", "population": "in union"}), 3)
        0.477
        """
        code = record["indicator"]
        one_of(code, self.indicators, argument="indicator")
        groups = {name: record[name] for name in GROUPS if record.get(name) is not None}
        if code not in {*SHARES_KNOWN, "ASFR"} and record.get("age") not in {None, _WHOLE}:
            raise InvalidInputError("age", f"{code} is known of {_WHOLE} only")
        for codes, way in (
            (SHARES_KNOWN, self._share),
            (_STOPPING, self._stopping),
            (_FERTILITY, self._fertility),
            (_PLANNING, self._planning),
            (_AFTER_BIRTH, self._after_birth),
        ):
            if code in codes:
                return way(record, groups)
        found = self._sum(first_use(self.uptake, int(record["months"])), groups)
        return float(found[USES.index(record["use"])] / found.sum())

    @property
    def _expected(self) -> Expected:
        return expected(self.uptake)

    def _weights(self, groups: Mapping[str, Any]) -> FloatArray:
        """Share of each kind of women in a group, of the whole population."""
        chosen = np.ones(len(self.kinds["share"]), dtype=bool)
        for name, value in groups.items():
            chosen &= self.kinds[name] == value
        if not chosen.any():
            said = ", ".join(f"{name} {value!r}" for name, value in groups.items())
            raise InvalidInputError("groups", f"there are no women of {said}")
        share = self.kinds["share"][chosen]
        found = np.bincount(self.kinds["kind"][chosen], share, len(self.uptake))
        return found.astype(np.float64, copy=False)

    def _sum(self, of_kinds: FloatArray, groups: Mapping[str, Any]) -> FloatArray:
        found: FloatArray = np.tensordot(self._weights(groups), of_kinds, axes=(0, 0))
        return found

    def _births(self, groups: Mapping[str, Any]) -> FloatArray:
        """Births at each age by wish."""
        return self._sum(self._expected.births.sum(axis=-1), groups)

    def _stopping(self, record: Mapping[str, Any], groups: Mapping[str, Any]) -> float:
        using = self._sum(self._expected.using, groups)
        if record["indicator"] == "DISC_REASON_SHARE":
            return reason_share(using, record["reason"])
        return rate_of_stopping(
            using,
            record["indicator"],
            method=record["method"],
            reason=record["reason"],
            months=int(record["months"]),
            lengths=CALENDARS,
            complete="complete" in record.get("definition", ""),
        )

    def _share(self, record: Mapping[str, Any], groups: Mapping[str, Any]) -> float:
        definition = str(record.get("definition", "dhs")).partition(",")[0]
        ages = _ages(record.get("age"))
        above = below = 0.0
        for residence in (1, 2):
            if groups.get("v025", residence) != residence:
                continue
            here = self._sum(self._expected.states, {**groups, "v025": residence})
            women = _population(here[ages].sum(axis=0), record.get("population", "all"))
            category = str(record.get("category", ""))
            worth = worth_of(record["indicator"], category, definition, residence)
            above += float((women * worth.above).sum())
            below += float((women * worth.below).sum())
        return above / below if below else float("nan")

    def _fertility(self, record: Mapping[str, Any], groups: Mapping[str, Any]) -> float:
        """Births per woman-year of the last three years; all that were wanted for WTFR."""
        code = record["indicator"]
        births = self._births(groups) / self._weights(groups).sum()
        wanted = births[:, :2] if code == "WTFR" else births
        exposed = _exposure(_WINDOW)
        group = np.arange(len(exposed)) // (_MONTHS * 5)
        rates = (
            np.bincount(group, wanted.sum(axis=1) * exposed) / np.bincount(group, exposed) * _MONTHS
        )
        return float(rates[_ages(record.get("age"))][0] if code == "ASFR" else 5 * rates.sum())

    def _after_birth(self, record: Mapping[str, Any], groups: Mapping[str, Any]) -> float:
        """Share of births so many months ago whose mothers are still in the status."""
        code, (first, _, last) = record["indicator"], str(record["months"]).partition("–")
        births = before_interview(self._births(groups), int(last) + 1).sum(axis=1)
        # Whoever abstains has no menses yet, so she is insusceptible as long as that lasts.
        still = self.still_abstaining if code == "PP_ABSTINENCE" else self.still_amenorrhoeic
        months = range(int(first), int(last) + 1)
        return float(np.average([still(month) for month in months], weights=births[months]))

    def _planning(self, record: Mapping[str, Any], groups: Mapping[str, Any]) -> float:
        of = status()
        births = before_interview(self._births(groups), _RECENT).sum(axis=0)
        pregnant = self._sum(self._expected.states, groups).sum(axis=0) * of.pregnant
        cases = births + np.bincount(of.wish, pregnant, 4)[1:]
        whole = record["indicator"] == "UNINTENDED_BIRTHS"
        counted = _WISHES[1:] if whole else [record["category"]]
        return float(sum(cases[_WISHES.index(wish)] for wish in counted) / cases.sum())


def _ages(label: str | None) -> slice:
    """Places of the age groups in a span."""
    if label is None:
        return slice(None)
    first, _, last = label.partition("–")
    bounds = AGES.bounds
    return slice(bounds.index(int(first)), bounds.index(int(last) + 1))


def _population(women: FloatArray, name: str) -> FloatArray:
    """Split women of each state by whether they were active, and take those of a population."""
    of = status()
    both = women[:, None] * np.stack([of.active, 1 - of.active], axis=1)
    chosen = {
        "all": np.ones_like(both),
        "in union": of.union[:, None] * np.ones(2),
        "not in union": ~of.union[:, None] * np.ones(2),
        "sexually active unmarried": ~of.union[:, None] * np.array([1.0, 0.0]),
    }
    one_of(name, tuple(chosen), argument="population")
    return np.asarray(both * chosen[name])


def _exposure(window: int) -> FloatArray:
    """Months that women interviewed spent at each age in the months before the interview."""
    share = ages_interviewed()[1]
    return np.array([share[age + 1 : age + window + 1].sum() for age in range(len(share))])
