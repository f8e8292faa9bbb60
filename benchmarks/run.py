"""Run every benchmark of this folder and say which kept within its limits."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Run each `bench_*.py` in its own process; fail if one of them does."""
    codes = {}
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        print(f"== {path.stem}", flush=True)
        codes[path.stem] = subprocess.run([sys.executable, str(path)], check=False).returncode
    print("== summary")
    for name, code in codes.items():
        print(f"{name:<20} {'ok' if code == 0 else f'failed (exit code {code})'}")
    return 0 if not any(codes.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
