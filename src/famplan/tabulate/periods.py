"""Births and exposure in several periods at once: years before the survey, or calendar years.

One pass over the records counts every period; the period is a group like any other. On the calendar
axis the mothers' birth cohort can be kept apart too: single ages, calendar years and birth years
are then the cells of a Lexis diagram.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from famplan.errors import DefinitionError, InvalidInputError
from famplan.model.age import AgeGroups, as_age_groups
from famplan.tabulate.births import BirthTally
from famplan.tabulate.exposure import Window
from famplan.tabulate.measures import measure_of, span_of
from famplan.tabulate.period_kernel import OWN, PeriodKernel
from famplan.tabulate.reading import Reading, as_names, read
from famplan.tabulate.truncation import incomplete_ages, truncation_note

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Unpack

    from famplan.tabulate.layouts import Layout
    from famplan.tabulate.table import Table

__all__ = ["PeriodKernel", "PeriodTally", "calendar_history", "retrospective_history"]

_MONTHS = 12
_EPOCH = 1900


@attrs.frozen(eq=False, repr=False)
class PeriodTally(BirthTally):
    """Births and exposure by period: a birth tally whose first group is the period."""

    def estimate(self, *codes: str, **options: Any) -> Table:  # noqa: ANN401 - those of BirthTally
        """Estimate fertility in each period.

        Parameters
        ----------
        *codes : str
            Indicators by code; ``"ASFR"`` and ``"TFR"`` if none is named.
        **options
            As in `BirthTally.estimate`.

        Returns
        -------
        Table
            Ages of which nobody lived a month in a period are left out, and a total over ages of
            which one is left out is unknown. For years before the survey, `truncated` says of a
            figure that women too old to be interviewed now lived at these ages too, and a note
            names the ages of each period that goes back more than five years.
        """
        chosen = codes or ("ASFR", "TFR")
        table = BirthTally.estimate(self, *chosen, **options)
        ages, definition = self.kernel.ages, options.get("definition")
        found = [measure_of(code, ages, definition) for code in chosen]
        taken = {measure.indicator.code: measure.women for measure in found}
        records = [
            {**record, **self._truncation(record, taken[record["indicator"]])}
            for record in table
            if record["denominator"] > 0 or not record.get("age")
        ]
        return attrs.evolve(table, records=records, notes=self._notes(span_of(taken.values())))

    @property
    def _windows(self) -> dict[int, Window]:
        """The window of each period before the interview."""
        periods: tuple[tuple[int, Window], ...] = getattr(self.kernel, "periods", ())
        return {key: window for key, window in periods if window.last_month is None}

    def _truncation(self, record: dict[str, Any], women: slice) -> dict[str, bool]:
        window = self._windows.get(record["period"])
        if window is None:
            return {}
        ages = self.kernel.ages
        if record.get("age"):
            place = ages.labels.index(record["age"])
            women = slice(place, place + 1)
        return {"truncated": bool(incomplete_ages(ages, women, window))}

    def _notes(self, women: slice) -> list[str]:
        named = self.labels.get("period", {})
        notes = (
            truncation_note(self.kernel.ages, women, window, period=named.get(key, str(key)))
            for key, window in self._windows.items()
        )
        return [note for note in notes if note]


def retrospective_history(  # noqa: PLR0913 - the choices that surveys leave open
    data: object,
    *,
    by: str | Sequence[str] = (),
    periods: int = 4,
    years: int = 5,
    ages: AgeGroups | Sequence[str] | None = None,
    all_women_factor: str | None = None,
    **reading: Unpack[Reading],
) -> PeriodTally:
    """Count births and exposure in periods before the survey: 0–4 years ago, 5–9 years ago, ….

    Parameters
    ----------
    data : object
        Anything `birth_history` takes.
    by : str or sequence of str
        Columns to group by, besides the period.
    periods, years : int
        How many periods, and how long each is.
    ages : AgeGroups or sequence of str, optional
        Age groups; five-year groups from 10 to 49 unless told otherwise.
    all_women_factor : str, optional
        Column of the factors (times 100) of an ever-married sample.
    **reading
        `layout`, `columns`, `births`, `missing`, `faults`, `progress`: see `birth_history`.

    Returns
    -------
    PeriodTally
        Its `period` is the number of years before the survey at which each begins.

    Raises
    ------
    InvalidInputError
        Fewer than one period or year.

    Examples
    --------
    A woman of 25 with births two and seven years ago.

    >>> woman = {"v005": [1_000_000], "v008": [1362], "v011": [1058], "v021": [1], "v022": [1],
    ...          "b3_01": [1338], "b3_02": [1278]}
    >>> table = retrospective_history(woman, periods=2).estimate("ASFR")
    >>> [(r["period"], r["age"], r["numerator"], round(r["denominator"], 2)) for r in table]
    [(0, '20–24', 1.0, 4.67), (0, '25–29', 0.0, 0.33), (5, '15–19', 1.0, 4.67), ...]
    """
    _check(periods=periods, years=years)
    length = years * _MONTHS
    windows = tuple(
        (period * years, Window(months=length, before_interview=period * length))
        for period in range(periods)
    )
    labels = {start: _label(start, years) for start, _ in windows}
    return _counted(data, by, ages, all_women_factor, reading, windows=windows, labels=labels)


def calendar_history(  # noqa: PLR0913 - the choices that surveys leave open
    data: object,
    *,
    start: int,
    stop: int,
    years: int = 1,
    by: str | Sequence[str] = (),
    ages: AgeGroups | Sequence[str] | None = None,
    cohort_years: int = 0,
    all_women_factor: str | None = None,
    **reading: Unpack[Reading],
) -> PeriodTally:
    """Count births and exposure in calendar periods, and if asked for, by birth cohort.

    Parameters
    ----------
    data : object
        Anything `birth_history` takes.
    start, stop : int
        First year, and the year before which the last period ends: 2000 and 2015 for 2000–2014.
        Women are exposed up to the month before their interview.
    years : int
        Calendar years that make a period.
    by : str or sequence of str
        Columns to group by, besides period and cohort.
    ages : AgeGroups or sequence of str, optional
        Age groups; five-year groups from 10 to 49 unless told otherwise. Single years of age with
        `years` and `cohort_years` of 1 give the triangles of a Lexis diagram.
    cohort_years : int
        Calendar years of birth that make a cohort of women, the group `cohort`; 0 for none.
    all_women_factor : str, optional
        Column of the factors (times 100) of an ever-married sample.
    **reading
        `layout`, `columns`, `births`, `missing`, `faults`, `progress`: see `birth_history`.

    Returns
    -------
    PeriodTally
        Its `period` is the first calendar year of each.

    Raises
    ------
    InvalidInputError
        The years do not make whole periods, or there are none.

    Examples
    --------
    A woman born in February 1988, interviewed in June 2013, with a birth in June 2011.

    >>> woman = {"v005": [1_000_000], "v008": [1362], "v011": [1058], "v021": [1], "v022": [1],
    ...          "b3_01": [1338]}
    >>> tally = calendar_history(woman, start=2010, stop=2014, years=2, cohort_years=5)
    >>> [(r["period"], r["cohort"], r["age"], r["numerator"]) for r in tally.estimate("ASFR")]
    [(2010, 1985, '20–24', 1.0), (2012, 1985, '20–24', 0.0), (2012, 1985, '25–29', 0.0)]
    """
    _check(years=years)
    if stop <= start or (stop - start) % years or cohort_years < 0:
        raise InvalidInputError(
            "start, stop", f"{start} to {stop} does not divide into periods of {years}"
        )
    windows = tuple(
        (year, Window(months=years * _MONTHS, last_month=(year + years - _EPOCH) * _MONTHS))
        for year in range(start, stop, years)
    )
    labels = {year: _label(year, years) for year, _ in windows}
    return _counted(
        data,
        by,
        ages,
        all_women_factor,
        reading,
        windows=windows,
        labels=labels,
        cohort_years=cohort_years,
    )


def _check(**lengths: int) -> None:
    for name, length in lengths.items():
        if length < 1:
            raise InvalidInputError(name, f"{length} is below 1")


def _label(start: int, years: int) -> str:
    return str(start) if years == 1 else f"{start}–{start + years - 1}"


def _counted(  # noqa: PLR0913 - what both entries share
    data: object,
    by: str | Sequence[str],
    ages: AgeGroups | Sequence[str] | None,
    factor: str | None,
    reading: Reading,
    *,
    windows: tuple[tuple[int, Window], ...],
    labels: dict[int, str],
    cohort_years: int = 0,
) -> PeriodTally:
    groups = as_names(by)
    if set(groups) & set(OWN):
        raise DefinitionError("by", "period and cohort are this tally's own names")
    own = OWN if cohort_years else OWN[:1]

    def kernel_of(layout: Layout) -> PeriodKernel:
        return PeriodKernel(
            by=(*own, *groups),
            window=windows[0][1],
            ages=AgeGroups.regular(10, 50, width=5) if ages is None else as_age_groups(ages),
            weight="v005",
            interview="v008",
            born="v011",
            cluster="v021",
            stratum="v022",
            children=layout.children,
            all_women_factor=factor,
            weight_scale=layout.weight_scale,
            periods=windows,
            cohort_years=cohort_years,
        )

    factors = (factor,) if factor else ()
    kernel, counts, called = read(data, kernel_of, reading, by=groups, factors=factors)
    return PeriodTally(kernel, counts, {**called, "period": labels})
