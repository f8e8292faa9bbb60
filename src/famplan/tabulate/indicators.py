"""From the code of an indicator to its figures: which tally has it, and what is made of that.

One table says so for every indicator that comes from a file of women. Indicators of one tally share
one reading of the file.
"""

from __future__ import annotations

from functools import partial, reduce
from operator import add
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from famplan.catalogue import find
from famplan.errors import DefinitionError, UnknownIndicatorError
from famplan.formulas.choices import one_of
from famplan.model.age import AgeGroups
from famplan.tabulate.adolescence import birth_rate_10_14
from famplan.tabulate.births import AGES, USUAL, birth_history
from famplan.tabulate.calendars import discontinuation
from famplan.tabulate.contraception import contraception
from famplan.tabulate.contraception.catalogue import MEASURES
from famplan.tabulate.contraception.demand import counting
from famplan.tabulate.crude import crude_birth_rate, household_population
from famplan.tabulate.first_birth import FirstBirthTally, age_at_first_birth
from famplan.tabulate.measures import measure_of
from famplan.tabulate.orders import births_by_order
from famplan.tabulate.parity import children_ever_born
from famplan.tabulate.postpartum import postpartum_status
from famplan.tabulate.postpartum.asked import CODES as AFTER_A_BIRTH
from famplan.tabulate.precision import Precision
from famplan.tabulate.risks import fertility_risk
from famplan.tabulate.sources import columns_of
from famplan.tabulate.spacing import birth_intervals
from famplan.tabulate.table import Table
from famplan.tabulate.tallies import merged_labels
from famplan.tabulate.timing import mean_age_at_birth
from famplan.tabulate.wanted import wanted_fertility

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from famplan.tabulate.findings import Findings

    Estimate: TypeAlias = Callable[["Request", Any, str], Table]

__all__ = ["INDICATORS", "Request", "Way"]

_GIRLS = AgeGroups((10, 11, 12, 13, 14, 15))
_RATES = ("TFR", "GFR", "ASFR", "ABR")
_WINDOW = frozenset({"window", "ending", "before", "all_women_factor"})


@attrs.frozen(kw_only=True)
class Way:
    """How an indicator comes from a file.

    Parameters
    ----------
    count : callable
        Makes the tally from data, `by` and the options.
    takes : frozenset of str
        Options of counting that change it.
    estimate : callable
        Makes a table from the request, the tally and the code.
    definitions : tuple of str
        Definitions that it may be asked for by; those of rates are in `measure_of`.
    """

    count: Callable[..., Any]
    takes: frozenset[str]
    estimate: Estimate
    definitions: tuple[str, ...] = ()


def _codes(names: Sequence[str]) -> tuple[str, ...]:
    """Read indicators by code or name, each once."""
    return tuple(dict.fromkeys(map(_code, names))) or USUAL


def _code(name: str) -> str:
    try:
        name = find(name).code
    except UnknownIndicatorError as error:
        if error.suggestions:
            raise
    one_of(name, tuple(INDICATORS), argument="indicator")
    return name


@attrs.frozen(kw_only=True)
class Request:
    """Indicators of a file, with everything that was said about them; checked before it is read.

    Parameters
    ----------
    codes : tuple of str
        Indicators by code or name; the usual rates if there are none.
    by : tuple of str
        Columns that make the groups.
    options : mapping
        `window`, `ending`, `before` and `all_women_factor`, as far as they were given.
    reading : mapping
        Arguments of `famplan.tabulate.reading.Reading`.
    definition : str, optional
        Which general fertility rate, or whose definition of contraception, need or choice: for
        the indicators that have it; the others stay as they are.
    level : float
        Level of the intervals.
    population : object, optional
        The file of household members, for the crude birth rate.

    Raises
    ------
    DefinitionError
        No way leads to an indicator, it does not take an option, or it lacks its population.

    Examples
    --------
    >>> from famplan.datasets.survey import synthetic_survey
    >>> women = synthetic_survey(2_000, seed=1).columns
    >>> table, _ = Request(codes=("TFR", "MEAN_PARITY")).answer([women])
    >>> table.where(age=None).column("indicator"), table.where(age="45–49").column("indicator")
    (['TFR'], ['MEAN_PARITY'])
    """

    codes: tuple[str, ...] = attrs.field(default=(), converter=_codes)
    by: tuple[str, ...] = ()
    options: Mapping[str, Any] = attrs.field(factory=dict)
    reading: Mapping[str, Any] = attrs.field(factory=dict)
    definition: Any = None
    level: float = 0.95
    population: object = None

    def __attrs_post_init__(self) -> None:
        """Check what is asked: reading may take minutes."""
        Precision(level=self.level)
        if self.definition is not None and not any(map(self.definition_of, self.codes)):
            raise self._no_definition()
        for option in self.options:
            others = [code for code in self.codes if option not in INDICATORS[code].takes]
            if others:
                raise _not_taken(option, others)
        if "CBR" in self.codes and self.population is None:
            problem = "CBR is per head, and a file of women has no heads to count"
            raise DefinitionError(
                "population", problem, remedy="give the file of household members"
            )
        if "CBR" not in self.codes and self.population is not None:
            raise _not_taken("population", self.codes)

    def definition_of(self, code: str) -> str | None:
        """Return the definition by which an indicator is asked for; None for its usual one."""
        way = INDICATORS[code]
        if code not in _RATES:
            return self.definition if self.definition in way.definitions else None
        try:
            measure_of(code, AGES, self.definition)
        except DefinitionError:
            return None
        return str(self.definition) if self.definition is not None else None

    def _no_definition(self) -> DefinitionError:
        """Say which definitions the indicators have."""
        rates = [code for code in self.codes if code in _RATES]
        if len(rates) == len(self.codes):
            measure_of(rates[0], AGES, self.definition)  # which says what it has
        named = {code: INDICATORS[code].definitions for code in self.codes}
        if not any(named.values()):
            return _not_taken("definition", [code for code in self.codes if code not in rates])
        known = "; ".join(f"{code} has {', '.join(x)}" for code, x in named.items() if x)
        problem = f"{self.definition!r} is none of {', '.join(self.codes)}"
        return DefinitionError("definition", problem, remedy=known)

    def answer(self, files: Sequence[object]) -> tuple[Table, list[Findings]]:
        """Count the files, which add up, and estimate; findings are those of each reading."""
        ways = dict.fromkeys(INDICATORS[code].count for code in self.codes)
        tallies = {
            count: reduce(add, (self._tally(count, file) for file in files)) for count in ways
        }
        tables = [
            INDICATORS[code].estimate(self, tallies[INDICATORS[code].count], code)
            for code in self.codes
        ]
        groups = dict.fromkeys((name for table in tables for name in table.groups), "")
        whole = Table(
            [{**groups, **record} for table in tables for record in table],
            groups=tuple(groups),
            labels=reduce(merged_labels, (table.labels for table in tables), {}),
            notes=dict.fromkeys(note for table in tables for note in table.notes),
        )
        return whole, [tally.findings for tally in tallies.values()]

    def _tally(self, count: Callable[..., Any], file: object) -> Any:  # noqa: ANN401 - of any kind
        own = {}
        if count is _use:
            codes = [code for code in self.codes if INDICATORS[code].count is _use]
            own = counting(codes, self.definition)
        return count(file, by=self.by, **self.options, **self.reading, **own)


def _not_taken(option: str, codes: Sequence[str]) -> DefinitionError:
    remedy = "leave it out, or ask for these in a call of their own"
    return DefinitionError(option, f"means nothing for {', '.join(codes)}", remedy=remedy)


def _by_code(request: Request, tally: Any, code: str) -> Table:  # noqa: ANN401 - a tally of several
    definition = request.definition_of(code)
    named = {} if definition is None else {"definition": definition}
    table: Table = tally.estimate(code, level=request.level, **named)
    return table


def _made_by(estimate: Callable[..., Table]) -> Estimate:
    """Take a function of a tally that has one measure only."""
    return lambda request, tally, _: estimate(tally, level=request.level)


def _per_head(request: Request, tally: Any, _: str) -> Table:  # noqa: ANN401 - a birth tally
    present = columns_of(request.population)
    # Files of household members call hv025 what files of women call v025.
    by = [name if name in present else f"h{name}" for name in request.by]
    people = household_population(request.population, by=by, ages=tally.kernel.ages)
    return crude_birth_rate(tally, people, level=request.level)


def _by_order(request: Request, tally: Any, code: str) -> Table:  # noqa: ANN401 - an order tally
    table = _by_code(request, tally, code)
    return attrs.evolve(
        table,
        records=[{**record, "definition": f"order {record['order_label']}"} for record in table],
        groups=request.by,
    )


_girls = partial(birth_history, ages=_GIRLS)


def _without_births(count: Callable[..., Any]) -> Callable[..., Any]:
    """Count what needs no births, and say so where a table of them is given."""

    def counted(data: object, *, births: object = None, **rest: Any) -> Any:  # noqa: ANN401
        if births is not None:
            raise DefinitionError("births", "contraception is counted without them")
        return count(data, **rest)

    return counted


_use = _without_births(contraception)
_stopping = _without_births(partial(discontinuation, months=(6, 12, 24, 36)))
_STOPPING = ("DISC6", "DISC12", "DISC24", "DISC36")

INDICATORS: dict[str, Way] = {
    **dict.fromkeys(
        _RATES,
        Way(count=birth_history, takes=_WINDOW, estimate=_by_code),
    ),
    "MAB": Way(count=birth_history, takes=_WINDOW, estimate=_made_by(mean_age_at_birth)),
    "CBR": Way(count=birth_history, takes=_WINDOW, estimate=_per_head),
    "ABR_10_14": Way(count=_girls, takes=_WINDOW - {"ending"}, estimate=_made_by(birth_rate_10_14)),
    "WTFR": Way(count=wanted_fertility, takes=_WINDOW, estimate=_by_code),
    "TFR_ORDER": Way(count=births_by_order, takes=_WINDOW, estimate=_by_order),
    **dict.fromkeys(
        ("MEAN_PARITY", "CHILDLESS"),
        Way(count=children_ever_born, takes=frozenset(), estimate=_by_code),
    ),
    "MEDIAN_AFB": Way(
        count=age_at_first_birth, takes=frozenset(), estimate=_made_by(FirstBirthTally.estimate)
    ),
    **dict.fromkeys(
        ("MEDIAN_BIRTH_INTERVAL", "BIRTH_INTERVAL_SHARE"),
        Way(count=birth_intervals, takes=frozenset({"window"}), estimate=_by_code),
    ),
    **dict.fromkeys(
        ("BIRTH_RISK_SHARE", "BIRTH_RISK_RATIO", "NEXT_BIRTH_RISK_SHARE"),
        Way(count=fertility_risk, takes=frozenset({"window"}), estimate=_by_code),
    ),
    **dict.fromkeys(
        AFTER_A_BIRTH,
        Way(count=postpartum_status, takes=frozenset({"window"}), estimate=_by_code),
    ),
    **{
        code: Way(count=_use, takes=frozenset(), estimate=_by_code, definitions=measure.definitions)
        for code, measure in MEASURES.items()
    },
    **dict.fromkeys(_STOPPING, Way(count=_stopping, takes=frozenset(), estimate=_by_code)),
}
"""Every indicator that comes from a file of women, by code."""
