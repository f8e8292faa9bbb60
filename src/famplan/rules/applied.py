"""What rules and schemes share: they are applied to whole frames."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from numpy.typing import ArrayLike

    from famplan.language.conditions import Masks
    from famplan.language.subject import Subject
    from famplan.rules.rule import Rule
    from famplan.rules.tally import RuleTally

__all__ = ["Applied"]

S = TypeVar("S")


class Applied(ABC, Generic[S]):
    """A rule, or a scheme of several texts through time and by place."""

    __slots__ = ()

    @property
    @abstractmethod
    def code(self) -> str:
        """A short name: what a column of its outcomes is called."""

    @property
    @abstractmethod
    def subject(self) -> Subject[S]:
        """Whom it is about."""

    @property
    @abstractmethod
    def places(self) -> tuple[str, ...]:
        """Places with texts or amounts of their own."""

    @property
    @abstractmethod
    def only_counted(self) -> bool:
        """Whether people are counted by it and never listed, because it gives nobody anything."""

    @abstractmethod
    def laws(self, place: str = "") -> tuple[Rule[S], ...]:
        """Return the texts that were in force somewhere, one after the other."""

    def status(  # noqa: PLR0913 - what to judge, when and where, and where the data keep what
        self,
        data: Any,  # noqa: ANN401 - a frame of any library
        *,
        on: date | str | ArrayLike | None,
        place: str = "",
        places: str | None = None,
        columns: Mapping[str, str | None] | None = None,
        children: object = None,
        key: str | tuple[str, str] = "id",
        name: str = "",
        labels: bool = False,
    ) -> Any:  # noqa: ANN401 - a column of the same library
        """Say of every row whether it qualifies: what `verdict` says of it, as a small number.

        Parameters
        ----------
        data : object
            A frame of pandas, polars, pyarrow, DuckDB, Spark or Dask, eager or lazy; a mapping of
            names to arrays; a file, or anything else that `famplan.tabulate` counts.
        on : date, str, array or None
            The reference date of all rows, the name of the column that has one for each, or an
            array of them. Where it is not known, neither is the outcome.
        place : str
            Where: empty for the national text alone.
        places : str, optional
            The column that has a place for each row. Where it is empty, the outcome is known if
            it is the same in every place.
        columns : mapping, optional
            By the name of a fact the column that has it, where that is called something else, or
            None where the fact is unknown of everyone; children's facts as ``"children.birth"``.
        children : object, optional
            A table of children, of any kind that `data` may be.
        key : str or tuple of str
            The column that tells rows apart, and in the table of children the row each belongs
            to; two names where they differ.
        name : str
            What the new column is called: the code unless given.
        labels : bool
            Return the words of the outcomes, as categories, instead of numbers.

        Returns
        -------
        column or frame
            In the order of the rows, 1 for eligible, 0 for not eligible, -1 for unknown and -2
            for not in force (see `Outcome`), as 8-bit integers: a pandas series with the frame's
            index, a polars series, a pyarrow array, a lazy Dask series; for a lazy polars frame, a
            Spark frame or a DuckDB relation the same with one column more; otherwise an array.

        Raises
        ------
        InvalidInputError
            A column is missing or holds what it cannot: its name, and the row where that is known.
        DefinitionError
            By this rule people are only counted: use `tally`.

        Examples
        --------
        >>> from datetime import date
        >>> import numpy as np
        >>> from famplan.rules import rewards
        >>> parents = {
        ...     "birth": np.array(["1950-05-01", "1960-05-01", "NaT"], "datetime64[D]"),
        ...     "registration": ["rural", "rural", "urban"],
        ...     "conformed": [True, True, None],
        ...     "living_children": [1, 1, 1],
        ...     "living_daughters": [0, 1, 1],
        ... }
        >>> rewards.RURAL_REWARD.status(
        ...     parents,
        ...     on=date(2012, 3, 1),
        ...     columns={"births_conformed": "conformed", "children_ever": None},
        ... )
        array([1, 0, 0], dtype=int8)
        """
        from famplan.rules.frames import status_of  # noqa: PLC0415 - only frames need it

        return status_of(
            self,
            data,
            on=on,
            place=place,
            places=places,
            columns=columns,
            children=children,
            key=key,
            name=name,
            labels=labels,
        )

    def certain(self, data: Any, *, on: date | str | ArrayLike | None, **reading: Any) -> Masks:  # noqa: ANN401
        """Say of which rows it is certain that they qualify, and of which that they do not.

        Parameters
        ----------
        data, on, **reading
            As for `status`. A lazy polars frame, a Spark frame or a DuckDB relation has no column
            apart from itself: compare the one that `status` adds with 1 and 0.

        Returns
        -------
        Masks
            ``yes`` and ``no``, columns of the kind that `status` returns.

        Examples
        --------
        >>> from datetime import date
        >>> from famplan.rules import rewards
        >>> unknown = dict.fromkeys(["birth", "births_conformed", "living_children"])
        >>> unknown |= dict.fromkeys(["living_daughters", "children_ever"])
        >>> day = date(2012, 3, 1)
        >>> rewards.RURAL_REWARD.certain({"registration": ["urban"]}, on=day, columns=unknown)
        Masks(yes=array([False]), no=array([ True]))
        """
        from famplan.rules.frames import certain_of  # noqa: PLC0415 - only frames need it

        return certain_of(self, data, on=on, **reading)

    def tally(self, data: object, *, on: date | str | None, **reading: Any) -> RuleTally:  # noqa: ANN401
        """Count outcomes by group, and of those who do not qualify the first reason.

        Parameters
        ----------
        data, on, **reading
            As for `famplan.rules.tally_of`.

        Returns
        -------
        RuleTally
            Counts, which add up; nobody is in them.

        Examples
        --------
        >>> from datetime import date
        >>> from famplan.rules import rewards
        >>> unknown = dict.fromkeys(["birth", "births_conformed", "living_children"])
        >>> unknown |= dict.fromkeys(["living_daughters", "children_ever"])
        >>> town = {"registration": ["urban"] * 40}
        >>> rewards.RURAL_REWARD.tally(town, on=date(2012, 3, 1), columns=unknown).total
        40
        """
        from famplan.rules.tally import tally_of  # noqa: PLC0415 - only frames need it

        return tally_of(self, data, on=on, **reading)
