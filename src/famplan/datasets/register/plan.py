"""What a synthetic register is asked for."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import attrs
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from famplan.datasets.register.schedules import Schedules

__all__ = ["Plan"]


@attrs.frozen(kw_only=True, eq=False)
class Plan:
    """Schedules, size, and the window from one day to before another, counted from 1970-01-01."""

    schedules: Schedules
    seed: int
    persons: int
    townships: int
    start: int
    end: int

    def stream(self, topic: str) -> np.random.Generator:
        """Start the random numbers of a topic: what one topic draws moves no other."""
        return np.random.default_rng([self.seed, zlib.crc32(topic.encode())])

    @property
    def window(self) -> tuple[np.datetime64, np.datetime64]:
        """The first day, and the day after the last."""
        return np.datetime64(self.start, "D"), np.datetime64(self.end, "D")

    @property
    def years(self) -> range:
        """Calendar years that the window touches."""
        first, last = (day.astype("datetime64[Y]") for day in (self.window[0], self.window[1] - 1))
        return range(1970 + int(first.astype(np.int64)), 1971 + int(last.astype(np.int64)))

    @property
    def months(self) -> NDArray[np.datetime64]:
        """Calendar months that the window touches."""
        first, last = (day.astype("datetime64[M]") for day in (self.window[0], self.window[1] - 1))
        return np.arange(first, last + 1)

    @property
    def bounds(self) -> NDArray[np.int64]:
        """The first day, every first of January within, and the day after the last."""
        news = np.array([f"{year}-01-01" for year in self.years[1:]], dtype="datetime64[D]")
        return np.array([self.start, *news.astype(np.int64).tolist(), self.end])
