"""Amenorrhoea, abstinence and insusceptibility after a birth, by the status at the interview."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, get_args

import attrs

from famplan.catalogue import find
from famplan.errors import DefinitionError, InvalidInputError
from famplan.formulas.births import current_status_schedule
from famplan.formulas.choices import one_of
from famplan.model.age import as_age_groups
from famplan.tabulate.checks import checked_count
from famplan.tabulate.design import Design
from famplan.tabulate.distribution import DistributionTally, spanned
from famplan.tabulate.layouts import layout_of
from famplan.tabulate.postpartum.asked import CODES, Asked, Unknown
from famplan.tabulate.postpartum.checking import CheckedDeliveries
from famplan.tabulate.postpartum.kernel import (
    MONTHS,
    Phase,
    PostpartumKernel,
    deliveries_of,
)
from famplan.tabulate.precision import Precision
from famplan.tabulate.reading import Reading, as_names, usual_ages
from famplan.tabulate.sources import opened
from famplan.tabulate.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Unpack

    from famplan.formulas.births import ScheduleName
    from famplan.model.age import AgeGroups
    from famplan.tabulate.counts import Counts
    from famplan.tabulate.limits import Limits
    from famplan.tabulate.precision import Variance
    from famplan.tabulate.strata import Lonely

__all__ = ["PostpartumTally", "postpartum_status"]

_SCHEDULE: dict[Phase, ScheduleName] = {"dhs6": "dhs6", "dhs7": "dhs7", "dhs8": "dhs7"}
_USUAL: dict[str, Variance] = {
    "share": "taylor",
    "median": "stratified-jackknife",
    "mean": "stratified-jackknife",
}


@attrs.frozen(eq=False)
class PostpartumTally(DistributionTally):
    """Births by months since, the mother's status and age, group and cluster."""

    def estimate(  # noqa: PLR0913 - the choices that reports leave open
        self,
        *codes: str,
        schedule: ScheduleName | None = None,
        unknown: Unknown = "left out",
        ages: Sequence[str] | None = None,
        level: float = 0.95,
        variance: Variance | None = None,
        interval: Limits = "normal",
        lonely: Lonely = "adjust",
    ) -> Table:
        """Estimate shares by months since birth, medians and means.

        Parameters
        ----------
        *codes : str
            ``"PP_AMENORRHOEA"``, ``"PP_ABSTINENCE"``, ``"PP_INSUSCEPTIBILITY"`` (the shares, by
            two-month group and of all together), each with ``MEDIAN_`` or ``MEAN_`` before it for
            how long it lasts; all nine if none is named.
        schedule : {"dhs7", "dhs6", "completed", "calendar"}, optional
            At how many months groups stand and what they add to a mean: see
            `famplan.formulas.births.current_status_schedule`. That of the phase unless given.
        unknown : {"left out", "in the base"}
            What becomes of births of which the mother's status is not known. Reports have them in
            the base, as births whose mothers are not in the status.
        ages : sequence of str, optional
            Spans of the mothers' ages, each made of groups of the tally, as ``"15–29"`` and
            ``"30–49"`` in reports; all ages together unless told otherwise.
        level, interval, lonely
            How errors and limits are made: see `Precision`. The limits of a median come from
            those of the share at the median; a mean has no logit limits.
        variance : {"taylor", "jackknife", "stratified-jackknife"}, optional
            Unless given, shares have Taylor errors, and medians and means, which are no ratios,
            those of the jackknife within strata.

        Returns
        -------
        Table
            One record for each figure; `months` says of which births, `definition` by which rules.

        Raises
        ------
        DefinitionError
            No such indicator or choice.
        AgeGroupsError
            A span does not begin and end with groups of the tally.
        """
        one_of(unknown, get_args(Unknown), argument="unknown")
        for code in codes or CODES:
            one_of(code, tuple(CODES), argument="indicator")
            if interval == "logit" and CODES[code][0] == "mean":
                problem = f"logit limits are for shares; {code} has none"
                raise DefinitionError("interval", problem)
        precisions = {
            kind: Precision(
                level=level, variance=variance or usual, interval=interval, lonely=lonely
            )
            for kind, usual in _USUAL.items()
        }
        bounds = self.kernel.ages.bounds
        whole = f"{bounds[0]}–{bounds[-1] - 1}"
        chosen = current_status_schedule(schedule or _SCHEDULE[self._kernel.phase])
        records = []
        for span in dict.fromkeys([whole] if ages is None else ages):
            counts, design, groups = self._spanned(span)
            for code in codes or CODES:
                kind, status = CODES[code]
                asked = Asked(kind, status, unknown, chosen, precisions[kind])
                same = {
                    "indicator": code,
                    "per": find(code).per,
                    "definition": self._said(asked),
                }
                for months, figures in asked.figures(counts, design, self.weight_scale):
                    found = figures.records(groups, [{}], **same, months=months)
                    records += [record for record in found if record["age"] is not None]
        return Table(records, groups=(*self.kernel.by, "months"), labels=self.labels)

    @property
    def _kernel(self) -> PostpartumKernel:
        return cast("PostpartumKernel", self.kernel)

    def _spanned(self, span: str) -> tuple[Counts, Design, list[dict[str, object]]]:
        """Put ages together, with the sample design and the names of its domains."""
        ages = self.kernel.ages
        low, high = as_age_groups([span]).closed().bounds
        counts = spanned(self.counts, ages, low, high)
        design = Design.of(counts)
        names = (*self.kernel.by, "age")
        return counts, design, [dict(zip(names, found, strict=True)) for found in design.groups]

    def _said(self, asked: Asked) -> str:
        """Say by which rules: phase, how months were counted, schedule, what is unknown."""
        kernel = self._kernel
        births = "births and stillbirths" if kernel.phase == "dhs8" else "births"
        counted = "completed months" if kernel.completed else "months of the calendar"
        said = [f"{kernel.phase}: {births} of {kernel.window} months, {counted}"]
        if asked.kind != "share":
            said.append(f"schedule {asked.schedule.name}")
        if asked.unknown == "in the base":
            said.append("unknown in the base")
        return ", ".join(said)


def postpartum_status(
    data: object,
    *,
    by: str | Sequence[str] = (),
    window: int = 36,
    phase: Phase | None = None,
    ages: AgeGroups | Sequence[str] | None = None,
    **reading: Unpack[Reading],
) -> PostpartumTally:
    """Count the births of the last years by the mother's status since: menses and intercourse.

    Whether a woman has had menses (`v405`: 1 no, she is amenorrhoeic) and intercourse (`v406`: 1
    no, she abstains) is asked of her latest birth. After earlier births both came back before the
    next one. Twins are one birth, that of the first. A status is not known if the latest birth may
    be one without a month: in columns it stands in its place, in a table of births it does not.

    Parameters
    ----------
    data : object
        Anything `birth_history` takes, with `v405` and `v406`.
    by : str or sequence of str
        Columns to group by.
    window : int
        Months before the interview that are looked at, the month of interview counted; an even
        number, as births stand in groups of two months.
    phase : {"dhs6", "dhs7", "dhs8"}, optional
        ``"dhs6"``: live births, months between the months of birth and interview. ``"dhs7"``: live
        births, completed months (`b19_01` …) if the data have them. ``"dhs8"``: live births and
        stillbirths of pregnancy histories (`p3_01`, `p32_01`, and if there `p19_01`, `p0_01` …);
        the status ends with any later pregnancy. Unless given, the eighth where pregnancy
        histories are there, the seventh where completed months are, else the sixth.
    ages : AgeGroups or sequence of str, optional
        Mothers' ages at the interview; five-year groups from 15 to 49 unless told otherwise.
    **reading
        `layout`, `columns`, `births`, `missing`, `faults`, `progress`: see `birth_history`.

    Returns
    -------
    PostpartumTally
        Tallies of two files add: ``a + b``.

    Raises
    ------
    DefinitionError
        A group is called ``months`` or like a field of every table, or a choice does not exist.
    InvalidInputError
        A column is missing, or the window is no even number of months.
    FaultyRowsError
        Rows cannot be right, and `faults` is ``"error"``.

    Examples
    --------
    Of two women with a birth five months ago one has had no menses since, and one no intercourse.

    >>> women = {"v005": [1_000_000, 1_000_000], "v008": [1362, 1362], "v011": [1058, 1058],
    ...          "v021": [1, 2], "v022": [1, 1], "v405": [1, 0], "v406": [0, 1],
    ...          "b3_01": [1357, 1357], "b3_02": [1330, 0]}
    >>> table = postpartum_status(women).estimate("PP_AMENORRHOEA", "PP_INSUSCEPTIBILITY")
    >>> table.where(months="4–5").column("value")
    [0.5, 1.0]

    The birth of 32 months ago is in the base, and its mother is in neither status since.

    >>> table.where(months="0–35").column("value")
    [0.3333333333333333, 0.6666666666666666]
    """
    groups = as_names(by, own=("months",))
    if window < MONTHS or window % MONTHS:
        problem = f"{window} is no even number of months"
        raise InvalidInputError("window", problem, remedy="births stand in groups of two months")
    data = opened(data)
    layout = layout_of(
        data,
        reading.get("layout"),
        columns=reading.get("columns"),
        births=reading.get("births"),
        missing=reading.get("missing"),
    )
    layout, phase, completed, twins = deliveries_of(data, layout, phase)
    kernel = PostpartumKernel(
        by=groups,
        ages=usual_ages(ages),
        children=layout.children,
        weight_scale=layout.weight_scale,
        window=window,
        phase=phase,
        completed=completed,
        twins=twins,
        listed=layout.births is None,
    )
    counts = checked_count(
        kernel,
        data,
        layout=layout,
        faults=reading.get("faults", "error"),
        progress=reading.get("progress", False),
        check=CheckedDeliveries,
    )
    return PostpartumTally(kernel, counts, layout.labels(data, groups))
