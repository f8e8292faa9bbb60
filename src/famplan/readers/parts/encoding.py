"""In which encoding a text file is: its mark, else UTF-8 if it is that, else GB18030."""

from __future__ import annotations

import codecs
import io
from typing import TYPE_CHECKING, Any

import attrs

from famplan.errors import DefinitionError, UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Encoding", "Recoded", "find_encoding", "known_encoding"]

_BLOCK = 1 << 20
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


@attrs.frozen
class Encoding:
    """What a file is written in.

    Parameters
    ----------
    name : str
        Name of the codec.
    damaged : bool
        Whether some bytes are none of its characters.
    quoted : bool
        Whether there are quotes in it.
    """

    name: str
    damaged: bool = False
    quoted: bool = False

    @property
    def plain(self) -> bool:
        """Whether it is sound UTF-8, which needs no recoding."""
        return self.name.startswith("utf-8") and not self.damaged


def known_encoding(name: str | None) -> str | None:
    """Check the name of an encoding.

    Raises
    ------
    DefinitionError
        Python knows none of that name.

    Examples
    --------
    >>> known_encoding("GBK")
    'gbk'
    """
    if name is None:
        return None
    try:
        return codecs.lookup(name).name
    except LookupError:
        remedy = "give utf-8, gb18030 or none to have it found out"
        raise DefinitionError("encoding", f"{name!r} is not known", remedy=remedy) from None


def find_encoding(opened: Callable[[], Any], name: str, given: str | None = None) -> Encoding:
    """Look through a file once.

    Parameters
    ----------
    opened : callable
        Opens the file for bytes.
    name : str
        Its name, for messages.
    given : str, optional
        The encoding, where the caller knows it.

    Raises
    ------
    UnreadableFileError
        It is empty, or no text.

    Examples
    --------
    >>> find_encoding(lambda: io.BytesIO("性别".encode("gbk")), "births.csv").name
    'gb18030'
    """
    found = _Guess()
    marked, read, quoted = given, 0, False
    with opened() as file:
        # Whole lines: no character of either encoding goes over the end of a line.
        while block := file.read(_BLOCK) + file.readline(_BLOCK):
            if not read and given is None:
                marked = next((m for b, m in _MARKS.items() if block.startswith(b)), None)
            wide = marked is not None and marked.startswith("utf-16")
            if b"\0" in block and not wide:
                raise UnreadableFileError(name, "is no text file")
            quoted = quoted or b'"' in block
            found.look(block)
            read += len(block)
    if not read:
        raise UnreadableFileError(name, "is empty")
    if marked is not None:
        sound = marked.startswith("utf-8") and not found.not_utf8
        return Encoding(marked, not sound, quoted)
    if found.not_utf8 and not found.is_utf8:
        return Encoding("gb18030", found.not_gb, quoted)
    return Encoding("utf-8", found.not_utf8, quoted)


@attrs.define
class _Guess:
    """What blocks of a file could be read as so far."""

    is_utf8: bool = False
    """Some block has characters beyond ASCII that UTF-8 can read."""
    not_utf8: bool = False
    not_gb: bool = False

    def look(self, block: bytes) -> None:
        """Try to read a block."""
        if block.isascii():
            return
        if _reads(block, "utf-8"):
            self.is_utf8 = True
            return
        self.not_utf8 = True
        if not _reads(block, "gb18030"):
            self.not_gb = True
            # One damaged byte: what most of it is written in decides.
            utf8, gb = (
                block.decode(name, errors="replace").count("\ufffd")
                for name in ("utf-8", "gb18030")
            )
            self.is_utf8 = self.is_utf8 or utf8 <= gb


def _reads(block: bytes, encoding: str) -> bool:
    try:
        block.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


class Recoded(io.RawIOBase):
    """A file in another encoding, read as UTF-8; what cannot be read becomes U+FFFD."""

    def __init__(self, file: Any, encoding: str) -> None:  # noqa: ANN401 - any file of bytes
        self._file = file
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        self._rest = b""

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - anything to write bytes to
        """Fill a buffer."""
        while not self._rest:
            block = self._file.read(_BLOCK)
            self._rest = self._decoder.decode(block, final=not block).encode()
            if not block:
                break
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size

    def close(self) -> None:
        """Close the file behind it, too."""
        self._file.close()
        super().close()
