"""Many processes write cells of one report as quickly as they can: no error, no lost edit, the journal complete.

python tests/bench/writers.py [PROCESSES [SECONDS]]
"""

import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from giktui.store import begin, connect, diagnose, entry_of, history

WRITER = """
import sys, time
from pathlib import Path
from giktui.form import load_form
from giktui.store import connect, set_cells
path, me, end = Path(sys.argv[1]), int(sys.argv[2]), time.monotonic() + float(sys.argv[3])
db, cells, n, longest = connect(path), list(load_form("2021").cells), 0, 0.0
while time.monotonic() < end:
    begun = time.monotonic()
    set_cells(db, 1, {cells[(me * 31 + n) % len(cells)]: me * 10**6 + n}, actor=str(me), origin="typed")
    longest = max(longest, time.monotonic() - begun)
    n += 1
print(n, longest)
"""


def main(processes: int, seconds: float) -> int:
    """Print what happened; 1 if anything was lost or refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.db")
        db = connect(path)
        begin(db, "甲县人民政府", 2023, actor="bench")
        started = [
            subprocess.Popen(
                [sys.executable, "-c", WRITER, str(path), str(me), str(seconds)], stdout=subprocess.PIPE, text=True
            )
            for me in range(processes)
        ]
        ends = [(process.communicate()[0].split(), process.returncode) for process in started]
        failed = sum(code != 0 for _said, code in ends)
        said = {me: int(words[0]) for me, (words, code) in enumerate(ends) if code == 0}
        longest = max((float(words[1]) for words, code in ends if code == 0), default=0.0)
        typed = Counter(int(edit.actor) for edit in history(db, 1) if edit.origin == "typed")
        lost = sum(count - typed[me] for me, count in said.items())
        batches = entry_of(db, 1).revision - 1
        unsound = [check.message for check in diagnose(path) if not check.ok]
        print(f"{processes} processes, {batches} edits, {failed} failed, {lost} lost, longest wait {longest:.1f} s")
        print("journal and tables agree" if not unsound else "; ".join(unsound))
        return 1 if failed or lost or unsound or batches != sum(typed.values()) else 0


if __name__ == "__main__":
    numbers = [float(word) for word in sys.argv[1:]]
    sys.exit(main(int(numbers[0]) if numbers else 50, numbers[1] if len(numbers) > 1 else 60.0))
