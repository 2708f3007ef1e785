"""How long commands take to start, as ratios measured in one run, with the bar beside each.

    python tests/bench/startup.py

Whole processes, started in turn so that a busy machine slows all of them; the median of each. A ratio above its bar
ends the run with exit code 1.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 15
EXAMPLE = Path(__file__).parents[2] / "examples" / "chenghu-2025.txt"

MINIMAL_TYPER = """
import typer
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
@app.command()
def main(name: str = "x") -> None: print(name)
app()
"""

TABLE_OF_28_ROWS = """
import sqlite3, tabulate, typer, wcwidth
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
@app.command()
def main() -> None:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE t (label, a, b, c, d, e, f, g)")
    db.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [("三、本年度办理结果", *range(7))] * 28)
    print(tabulate.tabulate(db.execute("SELECT * FROM t").fetchall(), headers=list("标abcdefg")))
app()
"""


def main() -> int:
    """Print the ratios; 1 if one is above its bar."""
    with tempfile.TemporaryDirectory() as folder:
        scripts = {"minimal": MINIMAL_TYPER, "table": TABLE_OF_28_ROWS}
        for name, source in scripts.items():
            Path(folder, f"{name}.py").write_text(source, encoding="utf-8")
        giktui = [sys.executable, "-c", "from giktui.__main__ import main; main()"]
        commands = {
            "minimal typer app, --help": [sys.executable, f"{folder}/minimal.py", "--help"],
            "giktui --help": [*giktui, "--help"],
            "typer + sqlite3 + tabulate + wcwidth, 28 rows": [sys.executable, f"{folder}/table.py"],
            "giktui check FILE": [*giktui, "check", str(EXAMPLE)],
        }
        times = measured(commands, Path(folder, "bytecode"))
    for name, seconds in times.items():
        print(f"{seconds * 1000:7.1f} ms  {name}")
    minimal, help_page, table, check = times.values()
    ok = True
    for name, ratio, bar in (("giktui --help", help_page / minimal, 1.3), ("giktui check FILE", check / table, 1.6)):
        ok &= ratio <= bar
        print(f"{ratio:7.2f} ×   {name} (bar {bar} ×){'' if ratio <= bar else '  ABOVE THE BAR'}")
    return 0 if ok else 1


def measured(commands: dict[str, list[str]], bytecode: Path) -> dict[str, float]:
    """The median time of each command in seconds, one round after the other.

    The first round is not counted: it compiles every module, the interpreter's and ours, into the folder `bytecode`,
    as an installation does (and as the environment may forbid).
    """
    times: dict[str, list[float]] = {name: [] for name in commands}
    environment = {**os.environ, "GIKTUI_LANG": "zh", "COLUMNS": "100", "PYTHONPYCACHEPREFIX": str(bytecode)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    for turn in range(ROUNDS + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            done = subprocess.run(command, env=environment, capture_output=True, check=False)
            if done.returncode > 1:
                sys.exit(f"{name}: {done.stderr.decode()}")
            if turn:
                times[name].append(time.perf_counter() - start)
    return {name: statistics.median(taken) for name, taken in times.items()}


if __name__ == "__main__":
    sys.exit(main())
