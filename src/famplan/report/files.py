"""Writing files whole or not at all, one or several together."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from famplan.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["write_all", "write_whole"]


def write_whole(path: Path | str, content: str | bytes) -> Path:
    """Write a file so that a reader finds the old content or the new, never half of it.

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
    (target,) = write_all({Path(path): content})
    return target


def write_all(contents: Mapping[Path, str | bytes]) -> list[Path]:
    """Write several files so that all of them are new, or all as they were.

    Each is written and brought to the disk beside its place; only then they take their places, one
    after the other and each at once. If one cannot, those before it are put back. A process that
    is killed between two of these moves leaves whole files, of which the first are new.

    Raises
    ------
    InvalidInputError
        A file cannot be written; all are as they were.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> [path.name for path in write_all({folder / "a.md": "a", folder / "b.json": "{}"})]
    ['a.md', 'b.json']
    >>> sorted(path.name for path in folder.iterdir())
    ['a.md', 'b.json']
    """
    written: dict[Path, Path] = {}
    try:
        for target, content in contents.items():
            with _naming(target):
                written[target] = _beside(target, content)
        _move(written)
    finally:
        _forget(written.values())
    return list(contents)


class _naming:  # noqa: N801 - read as a statement: with _naming(target)
    """Turn a fault of the system into an error that names the file."""

    def __init__(self, target: Path) -> None:
        self._target = target

    def __enter__(self) -> None:
        """Watch."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Name the file."""
        if isinstance(error, OSError):
            problem = f"cannot be written: {error.strerror}"
            remedy = "choose another place"
            raise InvalidInputError(str(self._target), problem, remedy=remedy) from error


def _beside(target: Path, content: str | bytes) -> Path:
    """Write a file beside its place."""
    data = content.encode() if isinstance(content, str) else content
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes private files; this one gets the mode any new file would get.
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
    except BaseException:
        _forget([Path(name)])
        raise
    return Path(name)


def _move(written: Mapping[Path, Path]) -> None:
    """Let files take their places; if one cannot, put the others back."""
    before: dict[Path, Path | None] = {}
    try:
        for target in written if len(written) > 1 else ():
            with _naming(target):
                before[target] = _kept(target)
        moved: list[Path] = []
        try:
            for target, path in written.items():
                with _naming(target):
                    path.replace(target)
                moved.append(target)
        except BaseException:
            for target in moved:
                _put_back(target, before[target])
            raise
    finally:
        _forget(path for path in before.values() if path is not None)


def _kept(target: Path) -> Path | None:
    """Keep what stands in a place under a second name."""
    if not target.is_file():
        return None
    return _beside(target, target.read_bytes())


def _put_back(target: Path, before: Path | None) -> None:
    with suppress(OSError):
        if before is None:
            target.unlink()
        else:
            before.replace(target)


def _forget(paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)
