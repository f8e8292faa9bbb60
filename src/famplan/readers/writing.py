"""Writing long files line by line, so that a reader finds the old one or the new, never half."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from famplan.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["whole_file"]


@contextmanager
def whole_file(target: Path, *, encoding: str = "utf-8", private: bool = False) -> Iterator[TextIO]:
    """Open a file for writing; it takes its place when all is written.

    Parameters
    ----------
    target : Path
        Where it will stand.
    encoding : str
        Of the text.
    private : bool
        Whether only its owner may read it.

    Raises
    ------
    InvalidInputError
        The folder does not exist or cannot be written to.

    Examples
    --------
    >>> from pathlib import Path
    >>> path = Path(tempfile.mkdtemp()) / "findings.csv"
    >>> with whole_file(path) as file:
    ...     written = file.write("row")
    >>> path.read_text()
    'row'
    """
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "w", encoding=encoding, newline="") as file:
                yield file
            if not private:  # mkstemp makes private files
                mask = os.umask(0)
                os.umask(mask)
                os.chmod(name, 0o666 & ~mask)  # noqa: PTH101
            os.replace(name, target)  # noqa: PTH105
        except BaseException:
            os.unlink(name)  # noqa: PTH108
            raise
    except OSError as error:
        problem = f"cannot be written: {error.strerror}"
        raise InvalidInputError(str(target), problem, remedy="choose another place") from error
