"""Examples in docstrings and documents run as tests; ``tests`` itself is importable."""

from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

# How long an example takes depends on what else the machine is doing.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
