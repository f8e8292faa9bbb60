"""Several files become new in one instant, and what a killed run left is settled.

No file system moves several files at once, but all can change the end of one link at once. So new
files and second names of the old ones are laid in a *store* in the same folder, every place becomes
a link into it, still to what was there; then one link of the store, through which all of them lead,
is turned from old to new; then each place takes the file that it leads to. Whoever looks in between
finds, under the names of the files, all of the old or all of the new.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import IO, TYPE_CHECKING

import attrs

from famplan.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Store", "leftovers", "lies_in_store", "outside_stores", "to_disk"]

PREFIX = ".famplan-report-"
"""How the names of stores begin."""
_PLAN = "plan.json"


@attrs.frozen
class Store:
    """Folders with the files of one run, one in each folder that is written to.

    Parameters
    ----------
    places : tuple of Path
        The files, as they are named; in a store each has its number.
    folders : tuple of Path
        The stores, the leading one first.
    """

    places: tuple[Path, ...]
    folders: tuple[Path, ...]

    @classmethod
    def of(cls, places: Sequence[Path]) -> Store:
        """Name the stores of files, one in each folder; none is made yet."""
        sign = f"{PREFIX}{token_hex(6)}"
        return cls(tuple(places), tuple(dict.fromkeys(place.parent / sign for place in places)))

    def make_for(self, place: Path) -> None:
        """Make the store in the folder of a file, and say in it what belongs together."""
        folder = place.parent / self.folders[0].name
        if not folder.exists():
            for turn in ("", "old", "new"):
                (folder / turn).mkdir()
            self._write_plan(folder)

    def file(self, place: Path, turn: str) -> Path:
        """Name the file that holds what is old or new in a place."""
        return place.parent / self.folders[0].name / turn / str(self.places.index(place))

    def keep(self, place: Path) -> None:
        """Give what stands in a place a second name."""
        kept = self.file(place, "old")
        try:
            os.link(place, kept)
        except OSError:  # not everywhere, and not for everybody's files
            shutil.copy2(place, kept)
            with kept.open("rb+") as file:
                to_disk(file)

    def can_link(self) -> bool:
        """Lay the link that all places lead through; tell whether links can be made here."""
        try:
            (self.folders[0] / "now").symlink_to("old")
            for place in self.places:
                self._lead_on(place)
        except (OSError, NotImplementedError, ValueError):
            return False
        return True

    def link(self, place: Path) -> None:
        """Make a place a link to what stands there."""
        aside = place.parent / self.folders[0].name / f"link{self.places.index(place)}"
        through = self.folders[0] / "now" / str(self.places.index(place))
        aside.symlink_to(os.path.relpath(through, place.parent))
        aside.replace(place)

    def turn(self) -> None:
        """Let all places lead to what is new: the instant before which nothing has changed."""
        for folder in self.folders:
            for turn in ("old", "new", ""):
                _names_to_disk(folder / turn)
            _names_to_disk(folder.parent)
        (self.folders[0] / "next").symlink_to("new")
        (self.folders[0] / "next").replace(self.folders[0] / "now")
        _names_to_disk(self.folders[0])

    def finish(self) -> None:
        """Let every place take the file that it leads to, then remove the stores.

        Content changes nowhere, so this can be done at any time, by any later run too.
        """
        left = [place for place in self.places if lies_in_store(place)]
        if left and not self.folders[0].is_dir():
            return  # moved away: what the places held must not go with the rest
        for place in left:
            _settle(place)
        for folder in reversed(self.folders):  # while the leading one is there, all can be found
            if folder.is_dir():
                _names_to_disk(folder.parent)
                shutil.rmtree(folder, ignore_errors=True)

    def _lead_on(self, place: Path) -> None:
        """Let the leading store name the files that stand in another one."""
        for turn in ("old", "new"):
            named, file = (
                self.folders[0] / turn / self.file(place, turn).name,
                self.file(place, turn),
            )
            if named != file and file.exists():
                named.symlink_to(os.path.relpath(file, named.parent))

    def _write_plan(self, folder: Path) -> None:
        paths = {"places": self.places, "folders": self.folders}
        plan = {name: [os.path.relpath(p, folder) for p in found] for name, found in paths.items()}
        with (folder / "plan").open("xb") as file:
            file.write(json.dumps(plan).encode())
            to_disk(file)
        (folder / "plan").replace(folder / _PLAN)

    @classmethod
    def read(cls, folder: Path) -> Store:
        """Read which files and stores belong to one that is found; itself if it does not say."""
        try:
            plan = json.loads((folder / _PLAN).read_text(encoding="utf-8"))
            found = [
                tuple(_joined(folder, p) for p in plan[name]) for name in ("places", "folders")
            ]
        except (OSError, ValueError, TypeError, KeyError):
            found = [(), ()]  # killed before any place was touched
        places, folders = found
        ours = tuple(each for each in folders if each.name == folder.name)
        return cls(places, ours or (folder,))


def leftovers(folders: Iterable[Path]) -> Iterator[Store]:
    """Find what killed runs left in folders."""
    for folder in folders:
        with suppress(OSError):
            found = sorted(folder.glob(f"{PREFIX}*"))
            yield from (Store.read(path) for path in found if not path.is_symlink())


def lies_in_store(place: Path) -> bool:
    """Tell whether a place is a link into a store beside it or in another folder."""
    try:
        leads_to = place.readlink()
    except (OSError, ValueError):
        return False
    return any(part.startswith(PREFIX) for part in leads_to.parts)


def outside_stores(path: Path) -> Path:
    """Return the folder that a store stands in; other paths as they are."""
    for place, part in enumerate(path.parts):
        if part.startswith(PREFIX):
            return Path(*path.parts[:place])
    return path


def _settle(place: Path) -> None:
    """Put the file that a place leads to into the place; nothing if it leads to nothing."""
    real = Path(os.path.realpath(place))
    try:
        if not os.path.lexists(real):
            place.unlink()
        elif outside_stores(real) == place.parent:  # never what someone else's link leads to
            real.replace(place)
    except OSError as error:
        problem = f"is whole, but a link into {PREFIX}…: {error.strerror}"
        raise InvalidInputError(str(place), problem, remedy="write it again") from error


def _joined(folder: Path, path: str) -> Path:
    return Path(os.path.normpath(folder / path))


def to_disk(file: IO[bytes]) -> None:
    """Bring what was written to the disk."""
    file.flush()
    os.fsync(file.fileno())


def _names_to_disk(folder: Path) -> None:
    """Bring the names in a folder to the disk; where that cannot be done, go on."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
