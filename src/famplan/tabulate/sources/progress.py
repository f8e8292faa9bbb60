"""A progress bar for long reads, where tqdm is installed and a terminal is there to see it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from famplan.tabulate.kernel import Batch

__all__ = ["shown"]


def shown(batches: Iterable[Batch], size: int | None) -> Iterator[Batch]:
    """Pass batches on, and show how many rows have gone by.

    Examples
    --------
    >>> [len(batch["v008"]) for batch in shown([{"v008": [1362, 1363]}], size=2)]
    [2]
    """
    try:
        tqdm = import_module("tqdm").tqdm
    except ImportError:  # a bar is a courtesy: without it the count is the same
        yield from batches
        return
    # Nothing is drawn for what takes less than a second, nor into a file or a pipe.
    with tqdm(total=size, unit=" rows", unit_scale=True, delay=1, disable=None) as bar:
        for batch in batches:
            yield batch
            bar.update(len(next(iter(batch.values()))))
