"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from famplan.errors import InvalidInputError

__all__ = ["write_whole"]


def write_whole(path: Path | str, text: str) -> Path:
    """Write a text file so that a reader finds the old content or the new, never half of it.

    Raises
    ------
    InvalidInputError
        The folder does not exist or cannot be written to, or the path is that of a folder.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> write_whole(folder / "page.html", "done").read_text()
    'done'
    """
    target = Path(path)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise _cannot(target, error) from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        # mkstemp makes private files; the page gets the mode any new file would get.
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(target)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise _cannot(target, error) from error
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return target


def _cannot(target: Path, error: OSError) -> InvalidInputError:
    problem = f"cannot be written: {error.strerror}"
    return InvalidInputError(str(target), problem, remedy="choose another place")
