"""Importing famplan in a fresh process costs at most twice what importing numpy costs.

What an import costs is the time of its process less that of an empty one. Rooms load on demand,
so the cost of opening every formula is shown beside the import, without a limit of its own.
Medians of nine rounds, the kinds of process in turn.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

RUNS = 9
LIMIT = 2.0
STATEMENTS = {
    "empty process": "pass",
    "import numpy": "import numpy",
    "import famplan": "import famplan",
    "every formula": "import famplan; famplan.find('CBR')",
}


def process_seconds(statement: str) -> float:
    """Time a fresh interpreter that runs one statement."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)
    return time.perf_counter() - start


def main() -> int:
    """Compare the kinds of process."""
    for statement in STATEMENTS.values():  # compile and warm the file cache
        process_seconds(statement)
    rounds = [[process_seconds(text) for text in STATEMENTS.values()] for _ in range(RUNS)]
    medians = [statistics.median(times) for times in zip(*rounds, strict=True)]
    empty, numpy = medians[0], medians[1]
    ratios = {}
    for name, seconds in zip(STATEMENTS, medians, strict=True):
        ratios[name] = (seconds - empty) / (numpy - empty)
        print(f"{name:<16}{seconds * 1000:8.1f} ms   {ratios[name]:5.2f} × numpy")
    within = ratios["import famplan"] <= LIMIT
    print(f"limit {LIMIT:g} × for import famplan: {'ok' if within else 'TOO SLOW'}")
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
