"""Where a file keeps what: column names, birth columns, missing codes, a table of births.

Kernels know one set of names, those of the recode files of the Demographic and Health Surveys:
`v005` weight, `v008` month of interview, `v011` month of birth, `v021` cluster, `v022` stratum,
`b3_01` … months of her births. A layout says under which names the data have them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from famplan.errors import DefinitionError
from famplan.tabulate.column_names import (
    ABSENT,
    PLAIN,
    check_design,
    renamed,
    spelled_names,
)
from famplan.tabulate.columns import identities, missing_codes, months, numbers, without
from famplan.tabulate.joining import BirthIndex, birth_index
from famplan.tabulate.sources import labels_of, opened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from famplan.tabulate.kernel import Batch, Column
    from famplan.tabulate.sources import RowSource

__all__ = ["LAYOUTS", "Layout", "layout_of"]

LAYOUTS = ("dhs", "long")
"""Layouts by name: recode files with births in columns, and a table of births beside the women."""

_RECODE_WEIGHT = 1_000_000  # weights of recode files have six decimals and no point
_DATES = frozenset({"v008", "v011"})
_NAMES = {"dhs": {}, "long": {standard: plain for plain, standard in PLAIN.items()}}
_WOMAN: dict[str, tuple[str, ...]] = {"dhs": ("v001", "v002", "v003"), "long": ("woman",)}
_CASE = "caseid"  # tells women apart where the columns it is made of are not there
_RANKS = tuple(f"b3_{rank:02d}" for rank in range(1, 21))
_OPTIONAL = ("v005", "v022")  # a long table may lack them


@attrs.frozen(kw_only=True)
class Layout:
    """Which column of the data holds what, ready for use on every batch.

    Parameters
    ----------
    name : str
        ``"dhs"`` or ``"long"``.
    names : mapping of str to str
        For each standard name, that of the data where it differs; None where the data have none.
    woman : tuple of str
        Columns that tell a woman from all others; empty if none do.
    children : tuple of str
        Standard names of the columns of births.
    missing : mapping of str to sequence of float
        For each standard column, the codes that mean "not known".
    births : BirthIndex, optional
        Births by mother, where they are a table of their own.
    """

    name: str
    names: Mapping[str, str | None]
    woman: tuple[str, ...]
    children: tuple[str, ...]
    missing: Mapping[str, tuple[float, ...]]
    births: BirthIndex | None = None

    @property
    def weight_scale(self) -> int:
        """What a weight of one is in the data."""
        return _RECODE_WEIGHT if self.name == "dhs" and self.own("v005") is not None else 1

    def own(self, name: str) -> str | None:
        """Return what a standard column is called in the data."""
        return self.names.get(name, name)

    def columns(self, standard: Sequence[str]) -> tuple[str, ...]:
        """Names of the columns of the data that hold some standard ones."""
        joined = self.children if self.births else ()
        wanted = [self.own(name) for name in standard if name not in joined]
        return tuple(dict.fromkeys(name for name in (*wanted, *self.woman) if name is not None))

    def standard(
        self, batch: Batch, wanted: Sequence[str], *, before: int = 0
    ) -> dict[str, Column]:
        """Return the standard columns of a batch: months as codes, missing codes unknown.

        Raises
        ------
        InvalidInputError
            A column of months or numbers holds text.
        """
        size = len(next(iter(batch.values())))
        joined = dict[str, "NDArray[np.float64]"]()
        if self.births:
            joined = self.births.wide(batch[self.woman[0]], self.children)
        found: dict[str, Column] = {}
        for name in wanted:
            own = self.own(name)
            if name in joined:
                found[name] = joined[name]
            elif own is None:
                found[name] = np.full(size, ABSENT[name])
            else:
                found[name] = self._read(batch[own], name, own, before)
        return found

    def _read(self, column: Column, name: str, own: str, before: int) -> Column:
        if name in self.children:  # codes that mean "not known" are looked for with the faults
            return months(column, own, before=before)
        if name in _DATES:
            column = months(column, own, before=before)
        elif name == "v005":
            column = numbers(column, own, before=before)
        return without(column, self.codes(name))

    def codes(self, name: str) -> tuple[float, ...]:
        """Return the codes of a standard column that mean "not known"."""
        return self.missing.get(name) or self.missing.get(name.partition("_")[0], ())

    def labels(self, data: object, by: Sequence[str]) -> dict[str, Mapping[Any, str]]:
        """Return what the values of group columns are called, where the data say so."""
        found = {name: labels_of(data, self.own(name) or name) for name in by}
        return {name: labels for name, labels in found.items() if labels}

    def identity(self, batch: Batch) -> NDArray[np.uint64] | None:
        """One number for each woman, where the data tell them apart."""
        return identities([batch[name] for name in self.woman]) if self.woman else None


def layout_of(
    data: object,
    layout: str | None = None,
    *,
    columns: Mapping[str, str | Sequence[str] | None] | None = None,
    births: object = None,
    missing: Mapping[str, Sequence[float]] | None = None,
) -> Layout:
    """Find out where some data keep what.

    Parameters
    ----------
    data : object
        Anything `batches` reads: one row for each woman.
    layout : {"dhs", "long"}, optional
        Recode names with births in columns, or a table of women (`woman`, `born`, `interview`,
        `cluster`, and where there are, `weight` and `stratum`) beside one of births (`woman`,
        `birth`); ``"long"`` where `births` are given.
    columns : mapping, optional
        Own names, by standard name or by `weight`, `interview`, `born`, `cluster`, `stratum`,
        `woman` (which may be several), `mother` and `birth` (of the table of births); None for
        a weight, cluster or stratum that the data do not have.
    births : object, optional
        The table of births: anything `batches` reads. It is held in memory.
    missing : mapping of str to sequence of float, optional
        Codes that mean "not known", by standard column; they replace those that are known here.

    Raises
    ------
    DefinitionError
        There is no such layout, or births and layout do not go together.
    InvalidInputError
        A column is not in the data.

    Examples
    --------
    >>> women = {"id": [1], "dob": ["1988-02-01"], "seen": ["2013-06-30"], "village": [4]}
    >>> births = {"id": [1, 1], "birth": ["2008-01-09", "2011-12-24"]}
    >>> named = {"woman": "id", "born": "dob", "interview": "seen", "cluster": "village"}
    >>> layout = layout_of(women, births=births, columns=named)
    >>> layout.children
    ('b3_01', 'b3_02')
    >>> layout.own("v011"), layout.own("v005")
    ('dob', None)
    """
    name = layout or ("dhs" if births is None else "long")
    _check_name(name, births)
    own = dict(columns or {})
    source = opened(data)
    present = source.columns
    spelled = spelled_names(present) if name == "dhs" else {}
    woman = _woman(name, own, present, spelled)
    mother, birth = own.pop("mother", None), own.pop("birth", "birth")
    named = renamed(own)
    names: dict[str, str | None] = {**_NAMES[name], **spelled, **named}
    if name == "long":
        for optional in _OPTIONAL:
            if optional not in named and names[optional] not in present:
                names[optional] = None
    check_design(names, source, given=named)
    if name == "long":
        index = birth_index(births, mother=str(mother or woman[0]), birth=str(birth))
        children = index.ranks()
    else:
        index, children = None, _children(names, source)
    codes = {**missing_codes(), **{key: tuple(found) for key, found in (missing or {}).items()}}
    return Layout(
        name=name, names=names, woman=woman, children=children, missing=codes, births=index
    )


def _check_name(name: str, births: object) -> None:
    if name not in LAYOUTS:
        raise DefinitionError("layout", f"{name!r} is none of {', '.join(LAYOUTS)}")
    if name == "long" and births is None:
        raise DefinitionError(
            "layout", "long has its births in a table of their own", remedy="give births="
        )
    if name == "dhs" and births is not None:
        raise DefinitionError(
            "layout", "dhs has its births in columns of the women", remedy='give layout="long"'
        )


def _woman(
    name: str,
    own: dict[str, str | Sequence[str] | None],
    present: Sequence[str],
    spelled: Mapping[str, str],
) -> tuple[str, ...]:
    """Take the columns that tell women apart: those named, or the usual ones if all are there."""
    if "woman" in own:
        named = own.pop("woman")
        woman = (named,) if isinstance(named, str) else tuple(named or ())
    else:
        woman = tuple(spelled.get(column, column) for column in _WOMAN[name])
        if name == "dhs" and not set(woman) <= set(present):
            return tuple(own for own in present if own.lower() == _CASE)[:1]
    if name == "long" and len(woman) != 1:
        raise DefinitionError("columns", "woman must be one column, which the births have too")
    return woman


def _children(names: Mapping[str, str | None], source: RowSource) -> tuple[str, ...]:
    """Take the columns of births that are there, from the latest birth on."""
    present = set(source.columns)
    children = tuple(rank for rank in _RANKS if names.get(rank, rank) in present)
    if not children:
        source.check((names.get(_RANKS[0]) or _RANKS[0],))
    return children
