"""Frames that are not in memory: Spark, Dask, DuckDB and others are read part by part."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from famplan.errors import FamplanError, InvalidInputError, UnreadableFileError
from famplan.readers.parts.frame import FramePart
from famplan.readers.parts.part import BATCH_ROWS, Part
from famplan.tabulate.sources import opened
from famplan.tabulate.sources.source import FrameSource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["StreamedPart", "frame_part"]

_ENGINES = ("dask", "pyspark")


def frame_part(frame: Any, name: str) -> Part:  # noqa: ANN401 - a frame of any library
    """Open a frame: as it stands, if it is in memory, else part by part.

    Raises
    ------
    InvalidInputError
        Two columns have one name.

    Examples
    --------
    >>> frame_part({"area": ["1"], "level": ["county"]}, "areas").headers
    ('area', 'level')
    """
    if _lazy(frame):
        source = opened(frame)
        if isinstance(source, FrameSource):
            return StreamedPart(source, name)
    return FramePart(frame, name)


def _lazy(frame: Any) -> bool:  # noqa: ANN401 - a frame of any library
    if isinstance(frame, Mapping):
        return False
    if type(frame).__module__.partition(".")[0] in _ENGINES:
        return True
    import narwhals as nw  # noqa: PLC0415 - loaded when a frame is first met

    try:
        return isinstance(nw.from_native(frame, pass_through=True), nw.LazyFrame)
    except nw.exceptions.DuplicateError:
        remedy = "give each a name of its own"
        raise InvalidInputError("register", "two columns have one name", remedy=remedy) from None


class StreamedPart(Part):
    """A frame of an engine: one of its parts is in memory at a time, and only the columns wanted.

    Parameters
    ----------
    source : FrameSource
        The frame. It is read once, and once more for rows that were set aside; it must give its
        rows in the same order both times, as tables and files do.
    name : str
        What findings call it.
    """

    def __init__(self, source: FrameSource, name: str) -> None:
        super().__init__(name)
        self._source = source

    @property
    def headers(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(map(str, self._source.columns))

    def read(
        self, places: Sequence[int], broken: Callable[[int, str], None]
    ) -> Iterator[list[Any]]:
        """Fetch part after part."""
        wanted = [self._source.columns[place] for place in places]
        every = range(len(wanted))
        with _working(self.name):
            for frame in self._source.frames(wanted, BATCH_ROWS):
                yield from FramePart(frame, self.name).read(every, broken)


@contextmanager
def _working(name: str) -> Iterator[None]:
    """Say whose rows could not be had; what the engine said of it stands behind the error."""
    try:
        yield
    except FamplanError:
        raise
    except Exception as error:
        problem = f"its engine failed ({type(error).__name__})"
        raise UnreadableFileError(name, problem) from error
