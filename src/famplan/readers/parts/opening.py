"""Which files are which tables: by their names, or as the office's mapping file says."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatch
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from famplan.errors import InvalidInputError, UnreadableFileError
from famplan.readers.headers import plain_header
from famplan.readers.parts.columnar import ENDINGS as COLUMNAR
from famplan.readers.parts.columnar import ColumnarPart
from famplan.readers.parts.streamed import frame_part
from famplan.readers.parts.survey_file import SurveyPart
from famplan.readers.parts.text import ENDINGS as TEXTS
from famplan.readers.parts.text import TextPart
from famplan.readers.parts.workbook import ENDINGS as WORKBOOKS
from famplan.readers.parts.workbook import WorkbookPart, sheet_names
from famplan.readers.schema import register_schema
from famplan.tabulate.sources.survey_files import READERS

if TYPE_CHECKING:
    from famplan.readers.headers import Headers
    from famplan.readers.parts.part import Part

__all__ = ["Found", "find_parts"]

Found = tuple[dict[str, list["Part"]], list[str]]
"""The parts of each table, and names of files that are none."""

_PACKED = (".gz", ".bz2")
_SUFFIX = "表"
_BESIDE = ("readme*", "thumbs.db", "desktop.ini", "~$*")
"""Files that stand beside tables everywhere: notes, and what programs leave behind."""
_TRUTH = "rates.json"  # of a synthetic register, in a folder of its own


def find_parts(source: Any, headers: Headers, encoding: str | None) -> Found:  # noqa: ANN401
    """Find the parts of each table.

    Parameters
    ----------
    source : path-like or mapping
        A folder with a file or a folder of parts for each table; a workbook with a sheet for each;
        one file; or a mapping of table names to frames, paths or lists of these.
    headers : Headers
        Own names of files.
    encoding : str, optional
        Encoding of text files.

    Raises
    ------
    UnreadableFileError
        There is no such path, or no table in it.
    InvalidInputError
        The source is of another kind, or names a table that the schema does not have.
    """
    if isinstance(source, Mapping):
        return _of_mapping(source, encoding)
    if not isinstance(source, (str, PathLike)):
        kinds = "a path or a mapping of tables to frames can be read"
        raise InvalidInputError("register", f"{type(source).__name__}; {kinds}")
    path = Path(source)
    if not path.exists():
        raise UnreadableFileError(str(path), "there is no such file or folder")
    if path.is_dir():
        return _of_folder(path, headers, encoding)
    if path.suffix.lower() in WORKBOOKS:
        return _of_workbook(path)
    return _of_entries([path], headers, encoding, path.parent)


def _of_mapping(source: Mapping[Any, Any], encoding: str | None) -> Found:
    found: dict[str, list[Part]] = {}
    for name, data in source.items():
        table = _table_of(str(name))
        if table is None:
            known = ", ".join(one.name for one in register_schema().tables)
            raise InvalidInputError("register", f"{name!r} is no table; {known} are")
        for one in data if isinstance(data, (list, tuple)) else [data]:
            parts = found.setdefault(table, [])
            if isinstance(one, (str, PathLike)):
                parts += _parts(Path(one), encoding)
            else:
                parts.append(frame_part(one, table))
    return found, []


def _table_of(name: str) -> str | None:
    plain = plain_header(name)
    for table in register_schema().tables:
        if plain in {table.name, table.zh, table.zh + _SUFFIX}:
            return table.name
    return None


def _of_workbook(path: Path) -> Found:
    found: dict[str, list[Part]] = {}
    strange = []
    for sheet in sheet_names(path):
        if table := _table_of(sheet):
            found.setdefault(table, []).append(WorkbookPart(path, sheet))
        else:
            strange.append(f"{path.name}, {sheet}")
    if not found:
        raise UnreadableFileError(str(path), "no sheet is named like a table of the schema")
    return found, strange


def _of_folder(path: Path, headers: Headers, encoding: str | None) -> Found:
    entries = sorted(entry for entry in path.iterdir() if not _beside(entry))
    return _of_entries(entries, headers, encoding, path)


def _beside(path: Path) -> bool:
    """Tell what is known to be no table, so that nobody need be told that it is not read."""
    if path.is_dir():
        return path.name.startswith((".", "_")) or (
            path.name == "truth" and (path / _TRUTH).exists()
        )
    plain = path.name.casefold()
    return plain.startswith((".", "_")) or any(fnmatch(plain, pattern) for pattern in _BESIDE)


def _of_entries(entries: list[Path], headers: Headers, encoding: str | None, folder: Path) -> Found:
    found: dict[str, list[Part]] = {}
    named: set[Path] = set()
    for table, own in headers.tables.items():
        for pattern in own.files:
            files = _matches(folder, pattern, entries)
            named.update(files)
            parts = [part for file in files for part in _parts(file, encoding)]
            found.setdefault(table, []).extend(parts)
    strange = []
    for entry in entries:
        if entry in named:
            continue
        name = _table_of(_stem(entry))
        if name is None or headers.of(name).files or not (entry.is_dir() or _known(entry)):
            strange.append(entry.name)
        else:
            found.setdefault(name, []).extend(_parts(entry, encoding))
    if not found:
        raise UnreadableFileError(
            str(folder),
            "no file is named like a table of the schema",
            remedy="name them births.csv, persons.csv …, or say in a mapping file which is which",
        )
    return found, strange


def _matches(folder: Path, pattern: str, entries: list[Path]) -> list[Path]:
    """Files that a pattern of the mapping file names, inside the folder only."""
    if Path(pattern).is_absolute() or ".." in Path(pattern).parts:
        raise InvalidInputError("headers", f"{pattern!r} leads out of the folder")
    if not pattern:
        raise InvalidInputError("headers", "an empty name of a file")
    if len(entries) == 1 and entries[0].match(pattern):
        return entries
    files = sorted(folder.glob(pattern))
    if not files:
        raise UnreadableFileError(str(folder / pattern), "there is no such file")
    return files


def _stem(path: Path) -> str:
    name = path.name if path.is_dir() else path.stem
    if not path.is_dir() and path.suffix.lower() in _PACKED:
        name = Path(name).stem
    return name


def _ending(path: Path) -> str:
    ending = path.suffix.lower()
    return Path(path.stem).suffix.lower() if ending in _PACKED else ending


def _known(path: Path) -> bool:
    return _ending(path) in TEXTS or path.suffix.lower() in {*COLUMNAR, *WORKBOOKS, *READERS}


def _parts(path: Path, encoding: str | None) -> list[Part]:
    """Open one file, or all of a folder."""
    if not path.exists():
        raise UnreadableFileError(str(path), "there is no such file")
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.is_file() and not _beside(file))
        found = [part for file in files for part in _parts(file, encoding)]
        for part, file in zip(found, files, strict=True):
            part.name = file.relative_to(path.parent).as_posix()
        return found
    ending = path.suffix.lower()
    if _ending(path) in TEXTS:
        return [TextPart(path, encoding=encoding)]
    if ending in COLUMNAR:
        return [ColumnarPart(path)]
    if ending in WORKBOOKS:
        return [WorkbookPart(path)]
    if ending in READERS:
        return [SurveyPart(path)]
    known = ", ".join(sorted({*TEXTS, *COLUMNAR, *WORKBOOKS, *READERS}))
    raise UnreadableFileError(path.name, f"{ending or 'no'} ending; {known} can be read")
