"""How measures beside the birth history read their data: the same layouts, the same checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

from famplan.errors import DefinitionError
from famplan.model.age import AgeGroups, as_age_groups
from famplan.tabulate.checks import CheckedKernel, Faults, checked_count
from famplan.tabulate.layouts import layout_of
from famplan.tabulate.sources import opened
from famplan.tabulate.table import FIGURES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from famplan.tabulate.counts import Counts
    from famplan.tabulate.kernel import Kernel
    from famplan.tabulate.layouts import Layout

__all__ = ["FIELDS", "USUAL_AGES", "Reading", "as_names", "read", "usual_ages"]

FIELDS = frozenset({"indicator", "age", *FIGURES, "per", "definition"})
"""Names that every table uses itself."""

USUAL_AGES = AgeGroups.regular(15, 50, width=5)
"""Ages of the women whom surveys ask."""

K = TypeVar("K", bound="Kernel")


class Reading(TypedDict, total=False):
    """Where the data keep what, and what to do with rows that cannot be right.

    Each is an argument of `famplan.tabulate.birth_history` and means the same there.
    """

    layout: str | None
    columns: Mapping[str, str | Sequence[str] | None] | None
    births: object
    missing: Mapping[str, Sequence[float]] | None
    faults: Faults
    progress: bool


def usual_ages(ages: AgeGroups | Sequence[str] | None) -> AgeGroups:
    """Accept age groups, labels of them, or None for five-year groups from 15 to 49.

    Examples
    --------
    >>> usual_ages(None).labels[0], usual_ages(["15–19", "20–29"]).labels[-1]
    ('15–19', '20–29')
    """
    return USUAL_AGES if ages is None else as_age_groups(ages)


def as_names(by: str | Sequence[str] | None, *, own: Collection[str] = ()) -> tuple[str, ...]:
    """Accept one column to group by or several, each once and none named like a table's field.

    Parameters
    ----------
    by : str or sequence of str, optional
        The columns.
    own : collection of str
        Fields that a tally has besides those of every table.

    Raises
    ------
    DefinitionError
        A column is named twice, or like a field of every table or of this tally.

    Examples
    --------
    >>> as_names("v025"), as_names(["v025", "v106"])
    (('v025',), ('v025', 'v106'))
    """
    names = (by,) if isinstance(by, str) else tuple(by or ())
    for place, name in enumerate(names):
        if name in FIELDS:
            problem = f"{name!r} is a field of every table"
            raise DefinitionError("by", problem, remedy="give the column another name")
        if name in names[:place]:
            raise DefinitionError("by", f"{name!r} is named twice")
    if taken := sorted({*own} & {*names}):
        raise DefinitionError("by", f"{', '.join(taken)} is this tally's own name")
    return names


def read(  # noqa: PLR0913 - what, by which kernel, and how
    data: object,
    kernel_of: Callable[[Layout], K],
    reading: Reading,
    *,
    by: Sequence[str],
    factors: tuple[str, ...] = (),
    check: type[CheckedKernel] = CheckedKernel,
) -> tuple[K, Counts, dict[str, Mapping[Any, str]]]:
    """Count data with the kernel that fits their layout.

    Parameters
    ----------
    data : object
        Anything `famplan.tabulate.birth_history` takes.
    kernel_of : callable
        Makes the kernel of a layout.
    reading : Reading
        Arguments that say how the data are read.
    by : sequence of str
        Group columns, for their labels.
    factors : tuple of str
        Columns that multiply exposure.
    check : type of CheckedKernel
        What looks at rows before they are counted, where there is more to look at.

    Returns
    -------
    tuple
        The kernel, its counts, and what the values of group columns are called.
    """
    data = opened(data)  # once, as an iterator shows its columns only once
    layout = layout_of(
        data,
        reading.get("layout"),
        columns=reading.get("columns"),
        births=reading.get("births"),
        missing=reading.get("missing"),
    )
    kernel = kernel_of(layout)
    counts = checked_count(
        kernel,
        data,
        layout=layout,
        faults=reading.get("faults", "error"),
        factors=factors,
        progress=reading.get("progress", False),
        check=check,
    )
    return kernel, counts, layout.labels(data, by)
