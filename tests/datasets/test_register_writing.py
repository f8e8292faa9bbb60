"""Writing synthetic registers: whole or not at all, labelled, in any of the forms offices use."""

from __future__ import annotations

import csv
import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from pyarrow import parquet
from typer.testing import CliRunner

from famplan.cli.app import app
from famplan.datasets import Faults, SyntheticRegister, synthetic_register
from famplan.datasets.register import frames, writing
from famplan.errors import DefinitionError, FamplanError, InvalidInputError
from famplan.readers.schema import register_schema

if TYPE_CHECKING:
    from pathlib import Path


@cache
def county() -> SyntheticRegister:
    """Make a small county with faults."""
    faults = Faults(omitted=0.1, bad_words=0.05, impossible_dates=0.05)
    return synthetic_register(1_000, seed=2, faults=faults)


def contents(folder: Path) -> dict[str, bytes]:
    """Read every file of a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    """CSV and Parquet alike."""
    again = synthetic_register(
        1_000, seed=2, faults=Faults(omitted=0.1, bad_words=0.05, impossible_dates=0.05)
    )
    for form in ("csv", "parquet"):
        first = county().write(tmp_path / f"first {form}", format=form)  # type: ignore[arg-type]
        second = again.write(tmp_path / f"second {form}", format=form)  # type: ignore[arg-type]
        assert contents(first) == contents(second)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_headers_and_words_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    """A spreadsheet of the office reads it; unknown cells are empty, bad words stay bad."""
    folder = county().write(tmp_path / "county", headers="zh", encoding=encoding)  # type: ignore[arg-type]
    with (folder / "births.csv").open(encoding=encoding, newline="") as file:
        rows = list(csv.DictReader(file))
    births = county().tables["births"]
    assert len(rows) == len(births["birth"])
    assert list(rows[0]) == [register_schema().table("births").column(name).zh for name in births]
    assert {"男", "女"} < {row["性别"] for row in rows}
    assert [int(row["母亲编号"]) for row in rows] == births["mother"].tolist()
    assert [row["父亲编号"] == "" for row in rows] == (births["father"] < 0).tolist()


def test_millions_of_words_are_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Arrow makes an array of several chunks of them."""

    class Chunking:
        def __getattr__(self, name: str) -> object:
            return getattr(pa, name)

        def array(self, values: Any, **options: Any) -> Any:
            found = pa.array(values, **options)
            return found if isinstance(values, list) else pa.chunked_array([found[:5], found[5:]])

    wanted = county().frames("zh")["births"]
    monkeypatch.setattr(frames, "pyarrow", lambda _task: Chunking())
    assert county().frames("zh")["births"].to_pydict() == wanted.to_pydict()


def test_parquet_has_types_and_says_what_it_is(tmp_path: Path) -> None:
    """Dates are dates, unknown is null, and the metadata says synthetic."""
    folder = county().write(tmp_path / "county", format="parquet")
    table = parquet.read_table(folder / "persons.parquet")
    assert str(table.schema.field("birth").type) == "date32[day]"
    assert table.column("death").null_count > 0
    assert b"synthetic" in table.schema.metadata[b"famplan"]


def test_the_folder_says_what_it_is_and_holds_the_truth(tmp_path: Path) -> None:
    """A note for people; rates and lists of faults for programs."""
    folder = county().write(tmp_path / "county")
    assert (folder / "README.txt").read_text(encoding="utf-8").startswith("SYNTHETIC DATA")
    truth = json.loads((folder / "truth" / "rates.json").read_text(encoding="utf-8"))
    assert truth["expected"]["TFR"] == county().truth.expected["TFR"]
    assert truth["planted"]["omitted"] == len(county().truth.planted["omitted"]["mother"])
    lines = (folder / "truth" / "omitted.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == truth["planted"]["omitted"] + 1
    assert sorted(path.stem for path in folder.glob("*.csv")) == sorted(county().tables)


def test_an_earlier_register_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    """Whatever is not ours stays; a folder that is ours is replaced whole."""
    folder = tmp_path / "county"
    folder.mkdir()
    county().write(folder)
    county().write(folder, format="parquet")
    assert not list(folder.glob("*.csv"))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("dear", encoding="utf-8")
    for place in (tmp_path / "mine", tmp_path / "mine" / "thesis.txt"):
        with pytest.raises(InvalidInputError, match="no synthetic register"):
            county().write(place)
    assert (tmp_path / "mine" / "thesis.txt").read_text(encoding="utf-8") == "dear"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["county", "mine"]


@pytest.mark.parametrize("error", [OSError(28, "no space left"), KeyboardInterrupt()])
@pytest.mark.parametrize("step", ["_write_truth", "_open_like_any_other"])
def test_a_failure_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, step: str
) -> None:
    """Neither half a register nor a trace of the attempt."""
    folder = county().write(tmp_path / "county")
    before = contents(folder)

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(writing, step, fail)
    with pytest.raises((FamplanError, KeyboardInterrupt)):
        county().write(folder, format="parquet")
    assert contents(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["county"]


def test_what_was_there_comes_back_if_the_last_move_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new folder cannot take its place: the old one does."""
    folder = county().write(tmp_path / "county")
    before = contents(folder)
    rename = type(folder).rename

    def fail(path: Path, target: Path) -> Path:
        if target == folder and path.name != "before":
            raise OSError(13, "permission denied")
        return rename(path, target)

    monkeypatch.setattr(type(folder), "rename", fail)
    with pytest.raises(InvalidInputError, match="permission denied"):
        county().write(folder, format="parquet")
    assert contents(folder) == before


def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    """No such folder to put it in."""
    with pytest.raises(InvalidInputError, match="cannot be written"):
        county().write(tmp_path / "nowhere" / "county")


@pytest.mark.parametrize("wrong", [{"format": "xls"}, {"headers": "fr"}, {"encoding": "latin-1"}])
def test_what_there_is_not_is_said_before_anything_is_written(
    tmp_path: Path, wrong: dict[str, str]
) -> None:
    """The message lists what there is."""
    with pytest.raises(DefinitionError, match="is none of"):
        county().write(tmp_path / "county", **wrong)  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())


def test_the_command_writes_what_the_library_writes(tmp_path: Path) -> None:
    """The same bytes, and a line for each table."""
    folder = tmp_path / "county"
    options = ["--persons", "1000", "--seed", "2", "--format", "parquet"]
    faults = ["omitted=0.1", "bad_words=0.05", "impossible_dates=0.05"]
    options += [word for fault in faults for word in ("--fault", fault)]
    done = CliRunner().invoke(app, ["synthesize", str(folder), *options], catch_exceptions=False)
    assert done.exit_code == 0
    assert "nobody in it exists" in done.stdout
    assert contents(folder) == contents(county().write(tmp_path / "other", format="parquet"))


@pytest.mark.parametrize("fault", ["no_such=0.1", "omitted", "omitted=2"])
def test_the_command_names_a_fault_it_cannot_plant(tmp_path: Path, fault: str) -> None:
    """An unknown name, no share, too large a share."""
    arguments = ["synthesize", str(tmp_path / "c"), "--seed", "1", "--fault", fault]
    with pytest.raises(InvalidInputError):
        CliRunner().invoke(app, arguments, catch_exceptions=False)
