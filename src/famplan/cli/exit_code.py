"""What the command's exit code means."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["ExitCode"]


class ExitCode(IntEnum):
    """What the shell is told when a command ends."""

    OK = 0
    """Done, and nothing to object to."""
    FINDINGS = 1
    """Done, but with findings, such as a stated figure that its own counts contradict."""
    USAGE = 2
    """The command was called in a way it does not understand."""
    BAD_INPUT = 3
    """The input cannot be used, such as an unknown indicator or a claim that cannot be read."""
    MISSING_EXTRA = 4
    """An optional library is not installed; the message names the extra that brings it."""
