"""From an episode of use to the months in which it was at risk, and how it left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import attrs
import numpy as np

from famplan.errors import DefinitionError, InvalidInputError
from famplan.formulas.choices import one_of
from famplan.tabulate.calendars.codes import NOTHING, UNKNOWN, is_kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.tabulate.calendars.block import Spells

    Integers: TypeAlias = NDArray[np.int64]

__all__ = ["Exposed", "Rules", "Switching"]

Switching: TypeAlias = Literal["dhs", "complete"]
"""Whether episodes that start in the months left out are dropped before or after switches are
looked for: reports drop them before, and so miss the switches to them."""

_MORE_EFFECTIVE = 7  # the reason that allows for a month between two methods
_NO_METHOD = _NO_REASON = 0


@attrs.frozen(eq=False, kw_only=True)
class Exposed:
    """Episodes that are in the table.

    Parameters
    ----------
    chosen : ndarray of int
        Which of the episodes they are.
    entry : ndarray of int
        Completed months of use when they come into view: at risk from the next month on.
    exit : ndarray of int
        Month of use in which they leave.
    ended : ndarray of bool
        Whether use was seen to end.
    reason : ndarray of uint8
        Code of the reason given at the end; 0 where none is known.
    switched : ndarray of bool
        Whether another method followed.
    """

    chosen: Integers
    entry: Integers
    exit: Integers
    ended: NDArray[np.bool_]
    reason: NDArray[np.uint8]
    switched: NDArray[np.bool_]


@attrs.frozen(kw_only=True)
class Rules:
    """Which months before the interview are looked at, and what a switch is.

    Parameters
    ----------
    window : pair of int
        Latest and earliest month before the interview, 3 and 62 in reports: women who are pregnant
        without knowing it would seem to go on using in the last three.
    switching : {"dhs", "complete"}
        In which order episodes are dropped and switches are looked for.
    leave_out : tuple of int
        Codes of methods that are not in the table: sterilisation, a method not known. A switch to
        one of them is seen in the complete order only.

    Raises
    ------
    InvalidInputError
        The window is none.
    DefinitionError
        `switching` is none of the two, or what is left out is no method.
    """

    window: tuple[int, int] = (3, 62)
    switching: Switching = "dhs"
    leave_out: tuple[int, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Check the choices before anything is read."""
        one_of(self.switching, get_args(Switching), argument="switching")
        window = np.asarray(self.window)
        whole = window.shape == (2,) and window.dtype.kind in "iu"
        if not whole or not 0 <= window[0] <= window[1]:
            problem = f"{self.window} is no latest and earliest month before the interview"
            raise InvalidInputError("window", problem, remedy="reports use (3, 62)")
        methods = np.flatnonzero(is_kind("method", "missing"))
        if wrong := [code for code in self.leave_out if code not in methods]:
            raise DefinitionError("leave_out", f"{wrong[0]} is no method's code")

    @property
    def wanted(self) -> NDArray[np.bool_]:
        """Codes of events that are episodes of use."""
        found = is_kind("method", "missing")
        found[list(self.leave_out)] = False
        return found

    def exposed(self, spells: Spells) -> Exposed:
        """Return the episodes at risk in the window.

        Episodes under way when the calendar starts are left out, as nobody knows when they began.

        Parameters
        ----------
        spells : Spells
            Episodes of use.
        """
        latest, earliest = self.window
        seen = (spells.earlier != NOTHING) & (spells.start >= latest) & (spells.end <= earliest)
        chosen = np.flatnonzero(seen)
        found = spells.where(chosen)
        # In the last months nobody is at risk: use is not seen to end there. A reason says that
        # use ended, even where what came next is not known.
        told = (found.reason != NOTHING) & (found.reason != _NO_REASON)
        known = told & (found.reason != UNKNOWN)
        stopped = told | ((found.later != NOTHING) & (found.later != UNKNOWN))
        over = stopped & (found.end >= latest)
        return Exposed(
            chosen=chosen,
            entry=np.maximum(0, found.start - earliest),
            exit=found.months - np.maximum(0, latest - found.end),
            ended=over,
            reason=np.where(known, found.reason, np.uint8(_NO_REASON)),
            switched=over & self._switched(found),
        )

    def _switched(self, spells: Spells) -> NDArray[np.bool_]:
        """Tell which episodes were followed by another method."""
        use = self.wanted if self.switching == "dhs" else is_kind("method", "missing")
        direct = use[spells.later] & (spells.later != spells.code)
        paused = (spells.later == _NO_METHOD) & (spells.later_months == 1)
        wish = spells.reason == _MORE_EFFECTIVE
        after = paused & wish & use[spells.after_later] & (spells.after_later != spells.code)
        if self.switching == "dhs":
            latest = self.window[0]
            direct &= spells.end - 1 >= latest
            after &= spells.end - 2 >= latest
        found: NDArray[np.bool_] = direct | after
        return found
