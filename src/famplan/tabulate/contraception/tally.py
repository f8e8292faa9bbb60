"""The tally of contraception: counted values, and the figures that are made of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, get_args

import attrs
import numpy as np

from famplan.catalogue import find
from famplan.errors import DefinitionError, UnknownIndicatorError
from famplan.formulas.choices import one_of
from famplan.tabulate.contraception.catalogue import MEASURES
from famplan.tabulate.contraception.demand import NEED_BY_METHOD
from famplan.tabulate.contraception.figures import Asked, Cells
from famplan.tabulate.contraception.kernel import is_of_sample
from famplan.tabulate.contraception.lacking import NAME_YOURS
from famplan.tabulate.contraception.measures import Unknown
from famplan.tabulate.contraception.women import POPULATIONS
from famplan.tabulate.precision import Precision
from famplan.tabulate.table import Table
from famplan.tabulate.tallies import merged_labels, scale_of_weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from famplan.tabulate.contraception.kernel import ContraceptionKernel
    from famplan.tabulate.contraception.measures import Measure, Part
    from famplan.tabulate.contraception.variables import Variable
    from famplan.tabulate.counts import Counts
    from famplan.tabulate.findings import Findings
    from famplan.tabulate.limits import Limits
    from famplan.tabulate.precision import Variance
    from famplan.tabulate.strata import Lonely

__all__ = ["ContraceptionTally", "measure_code"]

_USUAL = ("CPR", "MCPR", "TCPR", "METHOD_PREVALENCE")
_FILE = "dhs"  # the definition of modern methods that goes by the file
_EVER_MARRIED = (
    "figures are of ever-married {} only: the sample has no others (v020 = 1), and all-women "
    "factors are not applied"
)


def measure_code(name: str) -> str:
    """Read an indicator of this tally by code or name.

    Raises
    ------
    DefinitionError, UnknownIndicatorError
        It is no measure of this tally, or nothing is called so.

    Examples
    --------
    >>> measure_code("mCPR")
    'MCPR'
    """
    try:
        name = find(name).code
    except UnknownIndicatorError as error:
        if error.suggestions:
            raise
    one_of(name, tuple(MEASURES), argument="indicator")
    return name


def _alike(kernel: ContraceptionKernel) -> tuple[object, ...]:
    """What must be the same in tallies that add up; codes of methods and of brands may differ."""
    rules = attrs.evolve(kernel.rules, methods=())
    variables = [(variable.name, variable.alike) for variable in kernel.variables]
    union = "v502" in kernel.present
    return kernel.by, kernel.ages, rules, kernel.weight_scale, union, variables


def _joined(first: str, second: str) -> str:
    """Join what two tallies say of a definition."""
    return " and ".join(dict.fromkeys((*first.split(" and "), *second.split(" and "))))


def _wanted(
    definition: str | Mapping[str, str] | None, measures: Sequence[Measure]
) -> dict[str, str | None]:
    """Read which definition is wanted of each measure, by code."""
    codes = [measure.code for measure in measures]
    if not isinstance(definition, Mapping):
        return dict.fromkeys(codes, definition)
    named = {measure_code(name): str(wanted) for name, wanted in definition.items()}
    if strays := [code for code in named if code not in codes]:
        problem = f"{', '.join(strays)} is not among what is asked for: {', '.join(codes)}"
        raise DefinitionError("definition", problem)
    return {code: named.get(code) for code in codes}


@attrs.frozen(eq=False, repr=False)
class ContraceptionTally:
    """Women by the value of each variable, population, age, group and cluster.

    Parameters
    ----------
    kernel : ContraceptionKernel
        How they were counted.
    counts : Counts
        Weighted and unweighted cases of each cell, a column for each value and one for not known.
    labels : mapping of str to mapping
        For each group column, what its values are called.
    """

    kernel: ContraceptionKernel
    counts: Counts
    labels: Mapping[str, Mapping[Any, str]] = attrs.field(factory=dict)

    @property
    def findings(self) -> Findings:
        """What was wrong in the rows that were read."""
        return self.counts.findings

    @property
    def weight_scale(self) -> int:
        """What stands in the sums for a weight of one."""
        sums, names = self.counts.sums, self.variables
        return scale_of_weights(
            self.kernel.weight_scale,
            weighted=np.array([sums[name].sum() for name in names]),
            unweighted=np.array([sums[f"{name}_n"].sum() for name in names]),
        )

    @property
    def variables(self) -> tuple[str, ...]:
        """Names of the variables that were counted."""
        return tuple(variable.name for variable in self.kernel.variables)

    @property
    def indicators(self) -> tuple[str, ...]:
        """Codes of the indicators that `estimate` can give."""
        return tuple(code for code, measure in MEASURES.items() if self._has(measure))

    def _has(self, measure: Measure) -> bool:
        return any(
            set(measure.variables(definition)) & set(self.variables)
            for definition in measure.definitions
        )

    def __add__(self, other: object) -> ContraceptionTally:
        """Add the tally of another file, counted in the same way."""
        if not isinstance(other, ContraceptionTally):
            return NotImplemented
        if _alike(self.kernel) != _alike(other.kernel):
            problem = "counted in another way: variables, ages, groups or definition differ"
            raise DefinitionError("tally", problem, remedy="name the measures that both files have")
        labels = merged_labels(self.labels, other.labels)
        kernel = attrs.evolve(
            self.kernel,
            variables=tuple(
                attrs.evolve(mine, said=_joined(mine.said, theirs.said))
                for mine, theirs in zip(self.kernel.variables, other.kernel.variables, strict=True)
            ),
        )
        return ContraceptionTally(kernel, self.counts + other.counts, labels)

    def estimate(  # noqa: PLR0913 - whose figures, by which definition, how exactly
        self,
        *codes: str,
        population: str | None = None,
        ages: Sequence[str] | None = None,
        definition: str | Mapping[str, str] | None = None,
        unknown: Unknown | None = None,
        level: float = 0.95,
        variance: Variance = "taylor",
        interval: Limits = "normal",
        lonely: Lonely = "adjust",
    ) -> Table:
        """Estimate indicators of contraception.

        Parameters
        ----------
        *codes : str
            Indicators by code or name; prevalence of any, modern, traditional methods and of each
            unless named. `indicators` lists those that the data have.
        population : {"all", "in union", "sexually active unmarried", "not in union"}, optional
            Whose figures; those that are published for each indicator unless given. Sexually
            active are women whose last intercourse was within 30 days, or "within four weeks"
            (v528 = 95), which the published code leaves out.
        ages : sequence of str, optional
            Spans that begin and end with age groups of the tally; all ages together unless given.
        definition : str or mapping of str to str, optional
            Whose definition, or by indicator whose; the first of `Measure.definitions` unless
            given, and of modern methods the one that the women were counted by.
        unknown : {"left out", "in the base"}, optional
            Whether a woman who was asked and whose answer is not known is left out, or stays in
            the base of a share as one of whom it is not so. Left out unless given; but those whose
            need is not known stay in the base of need, as in every report.
        level, variance, interval, lonely
            How errors and limits are made: see `Precision`. Logit limits are for shares.

        Returns
        -------
        Table
            One record for each figure, with `population`, `category` (which method, source or
            answer) and the definition; `n` is the unweighted base.

        Raises
        ------
        DefinitionError
            No such indicator, population, definition or choice; the data lack what it needs.
        AgeGroupsError
            A span does not begin and end with age groups of the tally.
        """
        precision = Precision(level=level, variance=variance, interval=interval, lonely=lonely)
        if unknown is not None:
            one_of(unknown, get_args(Unknown), argument="unknown")
        if population is not None:
            one_of(population, ("all", *POPULATIONS), argument="population")
        measures = [MEASURES[measure_code(code)] for code in codes or _USUAL]
        wanted = _wanted(definition, measures)
        records: list[dict[str, object]] = []
        for measure in measures:
            if interval == "logit" and measure.kind != "share":
                problem = f"logit limits are for shares; {measure.code} has none"
                raise DefinitionError("interval", problem)
            chosen = self._definition(measure, wanted.get(measure.code))
            self._check(measure.code, population or measure.population)
            asked = Asked(
                measure=measure,
                said=self._said(measure, chosen),
                population=population or measure.population,
                respondents=self.kernel.rules.respondents,
                unknown=unknown or measure.unknown,
                precision=precision,
            )
            parts = measure.parts(self._counted, chosen)
            records += self._records(asked, parts, ages)
        # What sets nothing apart has no column.
        told = [name for name in ("category",) if any(record[name] for record in records)]
        groups = (*self.kernel.by, "population", *told)
        return Table(records, groups=groups, labels=self.labels, notes=self._notes(records))

    def _definition(self, measure: Measure, wanted: str | None) -> str:
        """Choose the definition: that which was asked for, or by which the women were counted."""
        counted = self.kernel.rules.definition
        if measure.of_modern and counted != _FILE:
            if wanted is None and measure.definitions[0] == _FILE:
                wanted = counted
            elif wanted == _FILE:
                problem = f"women were counted by {counted!r}, and not by v313 of the file"
                remedy = f'count them with definition="{_FILE}"'
                raise DefinitionError("definition", problem, remedy=remedy)
        return measure.definition(wanted, self.variables, dict(self.kernel.lacking))

    def _check(self, code: str, population: str) -> None:
        """Refuse figures of people whom the data do not tell apart: there would be none."""
        told_by = {"all": (), "sexually active unmarried": ("v502", "v528")}
        needed = told_by.get(population, ("v502",))
        if lacking := [name for name in needed if name not in self.kernel.present]:
            problem = f"{code}, {population}, needs {' and '.join(lacking)}, which the data lack"
            remedy = f'give population="all", or {NAME_YOURS}'
            raise DefinitionError("population", problem, remedy=remedy)

    def _notes(self, records: Sequence[Mapping[str, object]]) -> tuple[str, ...]:
        """Say it where a file has ever-married women only, and figures are called those of all."""
        whom = self.kernel.rules.respondents
        beyond = {record["population"] for record in records} - {"in union", f"{whom}, in union"}
        return (_EVER_MARRIED.format(whom),) if beyond and self.ever_married else ()

    @property
    def ever_married(self) -> bool:
        """Whether some of the women are of a sample of ever-married women (v020 = 1)."""
        people = self.counts.coded[self.counts.dimensions.index("people")]
        seen = {people.values[place] for place in np.unique(people.codes) if place >= 0}
        return any(is_of_sample(str(name)) for name in seen)

    @property
    def _counted(self) -> dict[str, Variable]:
        return {variable.name: variable for variable in self.kernel.variables}

    def _said(self, measure: Measure, definition: str) -> str:
        """Say by whose definition: as a variable says it, or by the name that was asked for."""
        said = [self._counted[x].said for x in measure.variables(definition) if x in self._counted]
        found = next(filter(None, said), definition)
        modern = self.kernel.rules.definition
        by_kind = measure.code in NEED_BY_METHOD and modern != _FILE
        return f"{found}, modern methods {modern}" if by_kind else found

    def _records(
        self, asked: Asked, parts: Sequence[Part], ages: Sequence[str] | None
    ) -> Iterator[dict[str, object]]:
        bounds = self.kernel.ages.bounds
        whole = f"{bounds[0]}–{bounds[-1] - 1}"
        for span in dict.fromkeys([whole] if ages is None else ages):
            cells = Cells.of(self.counts, self.kernel, population=asked.population, span=span)
            for part in parts:
                yield from asked.records(part, cells, self.kernel.by, self.weight_scale)

    def __repr__(self) -> str:
        """Say how many women were counted, by what, and how many faults their rows had."""
        groups = len(self.counts.by(self.kernel.by)) if self.kernel.by else 1
        by = f" by {', '.join(self.kernel.by)}: {groups:,} groups" if self.kernel.by else ""
        text = f"{len(self.variables)} variables of {self.findings.rows:,} women{by}"
        return f"{text}\n{self.findings!r}" if self.findings else text
