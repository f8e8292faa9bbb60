"""From the code of an indicator to its figures: which tally has it, and what is made of that.

One table says so for every indicator that comes from a file of women (`famplan.tabulate.ways`).
Indicators of one tally share one reading of the file.
"""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any

import attrs

from famplan.catalogue import find
from famplan.errors import DefinitionError, UnknownIndicatorError
from famplan.formulas.choices import one_of
from famplan.tabulate.births import AGES, USUAL
from famplan.tabulate.measures import measure_of
from famplan.tabulate.precision import Precision
from famplan.tabulate.table import Table
from famplan.tabulate.tallies import merged_labels
from famplan.tabulate.ways import INDICATORS, RATES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from famplan.tabulate.findings import Findings

__all__ = ["INDICATORS", "Request"]

_OF_SURVEYS = ("phase", "methods", "letters")
"""Options that say what codes mean; indicators without such codes do not mind them."""


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
        `window`, `ending`, `before` and `all_women_factor`, as far as they were given; `phase` of
        the survey (``"dhs7"``), and the survey whose codes of `methods` and `letters` hold.
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
            if others and (option not in _OF_SURVEYS or len(others) == len(self.codes)):
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
        if code not in RATES:
            return self.definition if self.definition in way.definitions else None
        try:
            measure_of(code, AGES, self.definition)
        except DefinitionError:
            return None
        return str(self.definition) if self.definition is not None else None

    def _no_definition(self) -> DefinitionError:
        """Say which definitions the indicators have."""
        rates = [code for code in self.codes if code in RATES]
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
        codes = [code for code in self.codes if INDICATORS[code].count is count]
        way = INDICATORS[codes[0]]
        options = {name: given for name, given in self.options.items() if name in way.takes}
        own = way.counted_by(codes, self.definition)
        return count(file, by=self.by, **options, **self.reading, **own)


def _not_taken(option: str, codes: Sequence[str]) -> DefinitionError:
    remedy = "leave it out, or ask for these in a call of their own"
    return DefinitionError(option, f"means nothing for {', '.join(codes)}", remedy=remedy)
