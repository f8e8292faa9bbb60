"""Writing files whole or not at all, one or several together."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from famplan.errors import InvalidInputError
from famplan.report.alone import alone_in
from famplan.report.switch import Store, outside_stores, to_disk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["check_places", "write_all", "write_whole"]


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

    Each is written and brought to the disk first; then all become new in one instant. This holds
    when a file cannot be written, and when the process is killed: what it leaves beside the files,
    the next writing into the same folder takes away. Where the file system has no symbolic links,
    files take their places one after the other, and are put back if one cannot; a process that is
    killed there leaves whole files, of which the first are new.

    A file that is replaced hands its permissions on; a link leads on to its file.

    Raises
    ------
    InvalidInputError
        A file cannot be written; all are as they were. Or another run keeps writing there.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> [path.name for path in write_all({folder / "a.md": "a", folder / "b.json": "{}"})]
    ['a.md', 'b.json']
    >>> sorted(path.name for path in folder.iterdir())
    ['a.md', 'b.json']
    """
    data = {
        Path(path): text.encode() if isinstance(text, str) else text
        for path, text in contents.items()
    }
    if data:
        check_places(data)
        with alone_in(_folders(data)):
            _write(data)
    return list(data)


def check_places(paths: Iterable[Path]) -> None:
    """Check that files can be written, as far as that can be told without writing.

    Raises
    ------
    InvalidInputError
        The folder is not there or may not be written to, or what stands there is not a file.

    Examples
    --------
    >>> check_places([Path("nowhere/a.md")])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    famplan.errors.InvalidInputError: nowhere/a.md: cannot be written: no such folder; ...
    """
    for path in paths:
        place = Path(os.path.realpath(path))
        if path.exists() and not path.is_file():
            problem = "it is not a file"
        elif outside_stores(place) == place and not place.parent.is_dir():
            problem = "no such folder"
        elif not os.access(outside_stores(place.parent), os.W_OK):
            problem = "the folder may not be written to"
        else:
            continue
        raise InvalidInputError(
            str(path), f"cannot be written: {problem}", remedy="choose another place"
        )


def _folders(paths: Mapping[Path, bytes]) -> set[Path]:
    """Name the folders of files, and of what they lead to."""
    found = (Path(os.path.realpath(each)) for path in paths for each in (path.parent, path))
    return {outside_stores(path if path.is_dir() else path.parent) for path in found}


def _write(contents: Mapping[Path, bytes]) -> None:
    """Lay new files beside their places, and let them take these."""
    places = {Path(os.path.realpath(path)): path for path in contents}
    store = Store.of(tuple(places))
    try:
        for place, path in places.items():
            with _naming(path):
                store.make_for(place)
                _lay(store, place, contents[path])
        if len(places) == 1 or not store.can_link():
            _one_by_one(store, places)
        else:
            _all_at_once(store, places)
    finally:
        store.finish()


def _all_at_once(store: Store, places: Mapping[Path, Path]) -> None:
    """Let all files become new in one instant."""
    for place, path in places.items():
        with _naming(path):
            store.link(place)
    with _naming(next(iter(places.values()))):
        store.turn()


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


def _lay(store: Store, place: Path, data: bytes) -> None:
    """Write a file into the store, with the permissions of the one that it will replace."""
    before = place.stat() if place.exists() else None
    new = store.file(place, "new")
    with new.open("xb") as file:
        if before is not None:
            new.chmod(stat.S_IMODE(before.st_mode))
        file.write(data)
        to_disk(file)
    if before is not None and len(store.places) > 1:
        store.keep(place)


def _one_by_one(store: Store, places: Mapping[Path, Path]) -> None:
    """Let files take their places; if one cannot, put the others back."""
    moved: list[Path] = []
    try:
        for place, path in places.items():
            with _naming(path):
                store.file(place, "new").replace(place)
            moved.append(place)
    except BaseException:
        for place in moved:
            before = store.file(place, "old")
            before.replace(place) if before.exists() else place.unlink()
        raise
