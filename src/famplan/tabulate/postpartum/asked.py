"""What may be asked of births by months since and the mother's status, and its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs
import numpy as np

from famplan.tabulate.averages import mean_figures
from famplan.tabulate.postpartum.figures import GroupSums, mean_duration, median_duration
from famplan.tabulate.postpartum.kernel import MONTHS, STATES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from famplan.formulas.births import CurrentStatusSchedule
    from famplan.tabulate.counts import Counts
    from famplan.tabulate.design import Design
    from famplan.tabulate.precision import Figures, Precision

__all__ = ["CODES", "Asked", "Unknown"]

Unknown: TypeAlias = Literal["left out", "in the base"]
"""What becomes of births of which the mother's status is not known."""

_MENSES, _SEX = np.divmod(np.arange(STATES), 3)
_NO, _YES = 0, 1
_STATUS = {
    "AMENORRHOEA": (_MENSES == _YES, _MENSES == _NO),
    "ABSTINENCE": (_SEX == _YES, _SEX == _NO),
    "INSUSCEPTIBILITY": ((_MENSES == _YES) | (_SEX == _YES), (_MENSES == _NO) & (_SEX == _NO)),
}
"""In which states a mother certainly is, and certainly is not, in a status."""
_KINDS = {"PP": "share", "MEDIAN_PP": "median", "MEAN_PP": "mean"}
CODES = {f"{stem}_{status}": (kind, status) for stem, kind in _KINDS.items() for status in _STATUS}
"""What each indicator is, and of which status."""


@attrs.frozen(eq=False)
class Asked:
    """What one estimate is of, and how it is made.

    Parameters
    ----------
    kind : {"share", "median", "mean"}
        What is estimated.
    status : str
        Of which status.
    unknown : {"left out", "in the base"}
        What becomes of births of which the status is not known.
    schedule : CurrentStatusSchedule
        Where groups stand and what they add.
    precision : Precision
        How errors and limits are computed.
    """

    kind: str
    status: str
    unknown: Unknown
    schedule: CurrentStatusSchedule
    precision: Precision

    @property
    def over(self) -> NDArray[np.bool_]:
        """States in the base."""
        yes, no = _STATUS[self.status]
        return np.ones(STATES, dtype=bool) if self.unknown == "in the base" else yes | no

    def figures(self, counts: Counts, design: Design, scale: int) -> Iterator[tuple[str, Figures]]:
        """Make figures, with the months since birth that they are of.

        Parameters
        ----------
        counts : Counts
            Births by group and state.
        design : Design
            Their design.
        scale : int
            What stands for a weight of one.
        """
        groups = _tables(counts)["cases"].shape[1]
        whole = f"0–{groups * MONTHS - 1}"
        if self.kind == "share":
            for place in range(groups):
                start = place * MONTHS
                label = f"{start}–{start + MONTHS - 1}"
                yield label, self._share(counts, design, slice(place, place + 1), scale)
            yield whole, self._share(counts, design, slice(None), scale)
            return
        duration = median_duration if self.kind == "median" else mean_duration
        sums = self._by_group(counts)
        found = duration(sums, design, schedule=self.schedule, precision=self.precision)
        yield whole, found.scaled(scale)

    def _by_group(self, counts: Counts) -> GroupSums:
        """Births by two-month group."""
        tables = _tables(counts)
        cases, number = tables["cases"], tables["cases_n"]
        yes, _ = _STATUS[self.status]
        return GroupSums(
            cases[:, :, yes].sum(axis=2),
            cases[:, :, self.over].sum(axis=2),
            number[:, :, self.over].sum(axis=2),
        )

    def _share(self, counts: Counts, design: Design, groups: slice, scale: int) -> Figures:
        """Share of the births of some groups together."""
        sums = {
            name: table[:, groups][:, :, self.over].sum(axis=1)
            for name, table in _tables(counts).items()
        }
        worth = _STATUS[self.status][0][self.over].astype(np.float64)
        chosen = attrs.evolve(counts, sums=sums)
        return mean_figures(
            chosen, design, worth=worth, precision=self.precision, scale=scale, highest=1
        )


def _tables(counts: Counts) -> dict[str, NDArray[np.float64]]:
    """Births by row, group and state; there may be no row."""
    return {
        name: array.reshape(len(array), array.shape[1] // STATES, STATES)
        for name, array in counts.sums.items()
    }
