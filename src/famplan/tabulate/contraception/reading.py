"""Contraception of a survey: from a file of women to a tally of what they use, know and want."""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.errors import DefinitionError, InvalidInputError
from famplan.formulas.choices import one_of
from famplan.tabulate.checks import Faults, checked_count
from famplan.tabulate.contraception.catalogue import MEASURES
from famplan.tabulate.contraception.checking import CheckedAnswers
from famplan.tabulate.contraception.choice import contacts, informed
from famplan.tabulate.contraception.decisions import own_decisions
from famplan.tabulate.contraception.demand import need as need_variable
from famplan.tabulate.contraception.kernel import ContraceptionKernel
from famplan.tabulate.contraception.lacking import NAME_YOURS, columns_lacking
from famplan.tabulate.contraception.lists import (
    method_codes,
    modern_definitions,
    sector_definitions,
)
from famplan.tabulate.contraception.messages import MESSAGES, no_message
from famplan.tabulate.contraception.opening import answer_layout, present_in
from famplan.tabulate.contraception.preferences import GROUPS, ideal, known_number
from famplan.tabulate.contraception.tally import ContraceptionTally, measure_code
from famplan.tabulate.contraception.use import brands, ever_use, known_methods, uses
from famplan.tabulate.contraception.variables import Variable, answers
from famplan.tabulate.contraception.women import Rules
from famplan.tabulate.reading import as_names, usual_ages
from famplan.tabulate.sources import opened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from famplan.model.age import AgeGroups
    from famplan.tabulate.contraception.measures import Measure
    from famplan.tabulate.contraception.need import NeedDefinition

__all__ = ["contraception", "variables_of"]

# How the names of variables begin that men have too: what is asked of women alone must not be
# found in columns of theirs that are called alike.
_OF_MEN = (
    "use",
    "ever_used",
    "knows",
    "methods_known",
    "fertile_period",
    "no message",
    *MESSAGES.values(),
    "ideal_children",
    "desire_for_children",
)


def variables_of(
    phase: str = "dhs7",
    *,
    need: NeedDefinition | str = "dhs",
    social: Mapping[str, Sequence[int]] | None = None,
) -> tuple[Variable, ...]:
    """Every variable that a phase of the surveys may have.

    Examples
    --------
    >>> [variable.name for variable in variables_of()][:3]
    ['use', 'emergency', 'sterilised_at']
    """
    return (
        *uses(),
        need_variable(need),
        *brands(social or {}),
        *ever_use(),
        *known_methods(),
        *known_number(),
        *informed(),
        *own_decisions(),
        *contacts(),
        *no_message(),
        ideal(),
        *answers(phase),
    )


def contraception(  # noqa: PLR0913 - the choices that surveys leave open
    data: object,
    *,
    by: str | Sequence[str] = (),
    ages: AgeGroups | Sequence[str] | None = None,
    only: Sequence[str] | None = None,
    definition: str = "dhs",
    sectors: str = "dhs",
    need: NeedDefinition | str = "dhs",
    methods: str | Mapping[int, str | None] | None = None,
    social_marketing: Mapping[str, Sequence[int]] | None = None,
    layout: str = "dhs7",
    respondents: str = "women",
    columns: Mapping[str, str | Sequence[str] | None] | None = None,
    missing: Mapping[str, Sequence[float]] | None = None,
    faults: Faults = "error",
    progress: bool = False,
) -> ContraceptionTally:
    """Count what women use, know, want and were told of contraception, in one reading.

    Parameters
    ----------
    data : object
        Anything `famplan.tabulate.birth_history` takes, one row for each woman; no births are
        needed.
    by : str or sequence of str
        Columns to group by; also ``"living_children"`` (with a pregnancy), ``"method"`` and
        ``"sector"``, which are made of others.
    ages : AgeGroups or sequence of str, optional
        Ages at the interview that are kept apart; five-year groups from 15 to 49 unless given.
    only : sequence of str, optional
        Indicators to count for; all that the columns allow unless given. Cells are as many as
        groups, ages, populations and clusters together, each with a sum for every value: name the
        indicators where a file has hundreds of thousands of women.
    definition : str
        Whose modern methods: ``"dhs"`` (v313 of the file, where it has one), ``"fp2030"``,
        ``"mics"``, ``"who"``, ``"product"``.
    sectors : str
        Whose sectors, where women are grouped by them: ``"dhs"`` or ``"fp2030"``.
    need : NeedDefinition or str
        Whose unmet need: ``"dhs"``, ``"mics"``, ``"un"``, one of
        `famplan.tabulate.contraception.need.need_definition`, or ``"file"`` for the codes that
        the file has itself (`v626a`).
    methods : str or mapping of int to str, optional
        The survey whose codes of methods hold (``"BOIR51"``), or methods by code that differ.
    social_marketing : mapping of str to sequence of int, optional
        Codes of its brands by ``"pill"`` and ``"male condom"``.
    layout : str
        ``"dhs2"`` … ``"dhs8"`` for recode names, or ``"plain"``.
    respondents : {"women", "men"}
        Whose file it is. Of men (`mv312` … for `v312` …) use, knowledge, messages and preferences
        are counted, from 15 to 49 unless `ages` says otherwise.
    columns : mapping, optional
        Own names by standard or plain name; None where there is no weight, cluster or stratum.
    missing : mapping of str to sequence of float, optional
        Own codes for "not known", by column.
    faults : {"error", "drop", "keep"}
        What to do with rows that cannot be right.
    progress : bool
        Show how far the reading is.

    Returns
    -------
    ContraceptionTally
        Tallies of two files add: ``a + b``.

    Raises
    ------
    DefinitionError
        A choice does not exist.
    InvalidInputError
        Nothing of an indicator in `only` can be counted, a column is missing or holds text where
        numbers are needed, or there are no rows.
    FaultyRowsError
        Rows cannot be right, and `faults` is ``"error"``.

    Examples
    --------
    Four women in union; the method of one is not known, and she is no user.

    >>> women = {"v005": [1_000_000] * 4, "v008": [1362] * 4, "v011": [1062] * 4,
    ...          "v021": [1, 1, 2, 2], "v022": [1] * 4, "v502": [1] * 4, "v312": [0, 3, 8, 99]}
    >>> contraception(women).estimate("CPR", "mCPR").column("value")
    [0.6666666666666666, 0.3333333333333333]
    >>> contraception(women).estimate("CPR", unknown="in the base").column("value")
    [0.5]
    """
    one_of(definition, modern_definitions(), argument="definition")
    one_of(sectors, sector_definitions(), argument="sectors")
    groups = as_names(by, own=("population", "category"))
    codes = method_codes(methods, phase=layout)
    source = opened(data)
    found = answer_layout(source, layout, columns, missing, respondents=respondents)
    every = variables_of(layout, need=need, social=social_marketing)
    if respondents == "men":
        every = tuple(variable for variable in every if variable.name.startswith(_OF_MEN))
    asked = {name for x in every for name in (*x.columns, *x.one_of, *x.also)}
    made = [GROUPS[name] for name in groups if name in GROUPS]
    asked |= {
        "v502",
        "v528",
        "v020",
        *(name for group in made for name in (*group.columns, *group.also)),
    }
    present = present_in(source, found, sorted(asked)) | {"v008", "v011"}
    for group in made:
        source.check(tuple(str(found.own(name) or name) for name in group.columns))
    wanted = _wanted(every, only)
    where = "columns" if source.name == "data" else f"{source.name}, columns"
    kernel = ContraceptionKernel(
        by=groups,
        ages=usual_ages(ages),
        variables=_chosen(wanted, present, only, where),
        rules=Rules(
            phase=layout,
            methods=tuple(codes.items()),
            definition=definition,
            sectors=sectors,
            respondents=respondents,
        ),
        present=present,
        weight_scale=found.weight_scale,
        lacking=tuple(_lacking(wanted, present).items()),
    )
    counts = checked_count(
        kernel, source, layout=found, faults=faults, progress=progress, check=CheckedAnswers
    )
    plain = [name for name in groups if name not in GROUPS]
    return ContraceptionTally(kernel, counts, found.labels(source, plain))


def _wanted(every: tuple[Variable, ...], only: Sequence[str] | None) -> tuple[Variable, ...]:
    """Take the variables that some indicators need; all of them unless indicators are named."""
    if only is None:
        return every
    wanted = {name for measure in _measures(only) for name in _needed(measure)}
    return tuple(variable for variable in every if variable.name in wanted)


def _measures(only: Sequence[str]) -> list[Measure]:
    return [MEASURES[measure_code(code)] for code in only]


def _needed(measure: Measure) -> set[str]:
    """Name the variables that a measure may need, by one definition or another."""
    return {name for own in measure.definitions for name in measure.variables(own)}


def _lacking(wanted: tuple[Variable, ...], present: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Tell which columns are missing, for each variable that cannot be counted."""
    return {x.name: needs for x in wanted if (needs := x.needs(present))}


def _chosen(
    wanted: tuple[Variable, ...],
    present: frozenset[str],
    only: Sequence[str] | None,
    where: str,
) -> tuple[Variable, ...]:
    """Take the variables that the columns allow; something must be there of all that is named."""
    lacking = _lacking(wanted, present)
    found = tuple(variable for variable in wanted if variable.name not in lacking)
    names = {variable.name for variable in found}
    for measure in _measures(only or ()):
        if not _needed(measure) & names:
            columns = columns_lacking(measure, lacking)
            problem = f"{measure.code} needs {columns}, and the data have no such column"
            if not columns:
                raise DefinitionError("only", f"{measure.code} {_UNASKED}", remedy=_ASKED)
            raise InvalidInputError(where, problem, remedy=NAME_YOURS)
    if not found:
        first = ", ".join(sorted({name for needs in lacking.values() for name in needs})[:3])
        problem = f"nothing can be counted without {first}"
        raise InvalidInputError(where, problem, remedy=NAME_YOURS)
    return found


_UNASKED = "is not asked in files of this layout and of these respondents, or needs codes of brands"
_ASKED = "leave it out, or see `layout`, `respondents` and `social_marketing`"
