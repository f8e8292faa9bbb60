"""What tests share: ``tests`` itself is importable, and engines are started where they are."""

from __future__ import annotations

import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

sys.path.insert(0, str(Path(__file__).parent))

# How long an example takes depends on what else the machine is doing. The gate draws fewer examples
# than Hypothesis would, so that it stays short, and the same ones each time, so that it fails for
# what was changed: `pytest --hypothesis-profile thorough` draws more, and others in each run.
settings.register_profile("house", deadline=None, max_examples=50, derandomize=True)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("house")


def needed(package: str, *programs: str) -> None:
    """Skip if a package or a program is missing; fail under `make test-engines`."""
    missing = [] if find_spec(package) else [package]
    missing += [program for program in programs if shutil.which(program) is None]
    if missing:
        reason = f"{' and '.join(missing)} not installed"
        (pytest.fail if os.environ.get("FAMPLAN_ENGINES") else pytest.skip)(reason)


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """A Spark of two threads on this machine alone."""
    needed("pyspark", "java")
    from pyspark.sql import SparkSession

    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.shuffle.partitions": "2",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    before = os.environ.get("PYSPARK_PYTHON")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()
    if before is None:
        del os.environ["PYSPARK_PYTHON"]
    else:
        os.environ["PYSPARK_PYTHON"] = before


@pytest.fixture(scope="module")
def dask() -> Any:
    """Dask's frames."""
    needed("dask")
    import dask.dataframe

    return dask.dataframe
