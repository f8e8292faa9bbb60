"""Writing a synthetic register: a folder of files, whole or not at all, that says what it is."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from famplan.datasets.register.frames import encoded, frames
from famplan.errors import DefinitionError, InvalidInputError

if TYPE_CHECKING:
    from famplan.datasets.register.county import SyntheticRegister

__all__ = ["LABEL", "write"]

LABEL = "SYNTHETIC DATA · 合成数据"
"""First line of the note in the folder."""
_FORMATS = ("csv", "parquet")
_ENCODINGS = ("utf-8", "utf-8-sig", "gb18030")
_NOTE = """{label}

Nobody in this register exists. famplan made it from published schedules and random numbers (seed
{seed}; {start} to {end}; {persons} persons, those who came or were born later among them). It has
no names and no identity numbers. Do not report its figures as those of a place.

本登记数据由程序按公开发表的参数随机生成，其中没有任何真实的人，不得作为任何地区的统计数据使用。

truth/rates.json holds the schedules, their sources and the rates they make one expect; the other
files of truth/ list the faults that were planted, if any (rows are counted from 0, without the line
of headers). Sources; what has grade M was assumed or quoted, and no source of it was seen:

{sources}
"""


def write(
    register: SyntheticRegister, folder: Path | str, *, form: str, headers: str, encoding: str
) -> Path:
    """Write the tables, the note and the truth into a folder, all of them or nothing."""
    _known("format", form, _FORMATS)
    _known("encoding", encoding, _ENCODINGS)
    target = Path(folder)
    _check_free(target)
    tables = frames(register.tables, headers)
    try:
        made = Path(tempfile.mkdtemp(dir=target.absolute().parent, prefix=f".{target.name}."))
    except OSError as error:
        raise _cannot(target, error) from error
    try:
        for name, table in tables.items():
            _write_table(table, made / f"{name}.{form}", encoding)
        (made / "README.txt").write_text(_note(register), encoding="utf-8")
        _write_truth(register, made / "truth")
        _open_like_any_other(made)
        _put(made, target)
    except OSError as error:
        shutil.rmtree(made, ignore_errors=True)
        raise _cannot(target, error) from error
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return target


def _known(where: str, given: str, allowed: tuple[str, ...]) -> None:
    if given not in allowed:
        raise DefinitionError(where, f"{given!r} is none of {', '.join(allowed)}")


def _check_free(target: Path) -> None:
    """Replace nothing but an earlier synthetic register."""
    if not target.exists():
        return
    note = target / "README.txt"
    ours = note.is_file() and note.read_text(encoding="utf-8", errors="replace").startswith(LABEL)
    if target.is_dir() and (ours or not any(target.iterdir())):
        return
    raise InvalidInputError(
        str(target), "holds something that is no synthetic register", remedy="choose a new folder"
    )


def _write_table(table: Any, path: Path, encoding: str) -> None:  # noqa: ANN401 - pyarrow
    if path.suffix == ".parquet":
        from pyarrow import parquet  # noqa: PLC0415 - an extra

        parquet.write_table(table, path, compression="zstd")
    else:
        path.write_bytes(encoded(table, encoding))


def _note(register: SyntheticRegister) -> str:
    sources = register.truth.schedules.sources.items()
    return _NOTE.format(
        label=LABEL,
        seed=register.seed,
        start=register.start,
        end=register.end,
        persons=len(register),
        sources="\n".join(f"- {name}: {source}" for name, source in sources),
    )


def _write_truth(register: SyntheticRegister, folder: Path) -> None:
    import pyarrow as pa  # noqa: PLC0415 - an extra

    folder.mkdir()
    truth = register.truth
    record = {
        "synthetic": True,
        "seed": register.seed,
        "start": str(register.start),
        "end": str(register.end),
        "expected": truth.expected,
        "happened": truth.happened,
        "planted": {name: len(next(iter(rows.values()))) for name, rows in truth.planted.items()},
        "schedules": dict(truth.schedules.published),
    }
    text = json.dumps(record, ensure_ascii=False, indent=1)
    (folder / "rates.json").write_text(f"{text}\n", encoding="utf-8")
    for name, rows in truth.planted.items():
        columns = {column: pa.array(np.asarray(values)) for column, values in rows.items()}
        (folder / f"{name}.csv").write_bytes(encoded(pa.table(columns), "utf-8"))


def _open_like_any_other(folder: Path) -> None:
    """Give the folder, which mkdtemp made private, the mode any new folder would get."""
    mask = os.umask(0)
    os.umask(mask)
    folder.chmod(0o777 & ~mask)


def _put(made: Path, target: Path) -> None:
    """Move the folder to its place, and what was there before away."""
    if not target.exists():
        made.rename(target)
        return
    before = Path(tempfile.mkdtemp(dir=target.absolute().parent, prefix=f".{target.name}."))
    target.rename(before / "before")
    try:
        made.rename(target)
    except BaseException:
        (before / "before").rename(target)
        before.rmdir()
        raise
    shutil.rmtree(before, ignore_errors=True)


def _cannot(target: Path, error: OSError) -> InvalidInputError:
    problem = f"cannot be written: {error.strerror}"
    return InvalidInputError(str(target), problem, remedy="choose another place")
