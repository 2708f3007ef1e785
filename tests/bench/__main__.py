"""Every benchmark in turn, with settings that take a few minutes together.

    python tests/bench

Each prints its ratios and times with the bars beside them; a table at the end says which are within their bars. The
exit code is 1 if one is not. Alone, and larger, each is run as its own first lines say.
"""

import subprocess
import sys
import time
from pathlib import Path

from tabulate import tabulate

BENCHES = (
    ("startup.py",),
    ("terminal.py",),
    ("text_rules.py",),
    ("check_cost.py",),
    ("store.py", "500"),
    ("long_journal.py",),
    ("import_reports.py", "300"),
    ("peers.py",),
    ("register.py", "5000"),
    ("many_writers.py", "--processes", "20", "--seconds", "10"),
    ("province.py", "--agencies", "600"),
    ("triage.py", "900"),
    ("morning.py", "60"),
    ("ocr.py", "21"),
)


def main() -> int:
    """Run them; 1 if one missed a bar, 2 if one failed."""
    ends: list[tuple[str, str, str]] = []
    codes = []
    for name, *arguments in BENCHES:
        command = " ".join((name, *arguments))
        print(f"== {command}", flush=True)
        begun = time.monotonic()
        code = subprocess.run([sys.executable, str(Path(__file__).with_name(name)), *arguments], check=False).returncode
        said = {0: "within its bars", 1: "MISSED A BAR"}.get(code, f"FAILED ({code})")
        ends.append((command, said, f"{time.monotonic() - begun:.0f} s"))
        codes.append(code)
        print(flush=True)
    print(tabulate(ends, headers=("benchmark", "result", "took"), colalign=("left", "left", "right")))
    return 2 if set(codes) - {0, 1} else max(codes)


if __name__ == "__main__":
    sys.exit(main())
