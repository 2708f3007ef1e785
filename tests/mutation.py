"""How much of what is changed in the most important modules the tests notice:
`python tests/mutation.py [HOW MANY [MODULE…]]`.

Cosmic-ray changes a copy of the checkout, one place at a time, and runs the tests that speak of the module; of each
module a sample of so many changes (20), always the same; 0 is all. What the tests did not notice is printed: look at
each.
"""

import ast
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).parent.parent
_AGREEMENT = "tests/store/test_store_model.py tests/store/test_disagreeing.py"
_JOURNAL = (
    "tests/store/test_journal.py tests/store/test_undo.py tests/store/test_edits.py"
    " tests/store/test_journal_properties.py"
)
MODULES = {
    "giktui/checks/arithmetic.py": "tests/checks/test_arithmetic.py tests/checks/test_rules.py",
    "giktui/totals.py": "tests/test_totals.py tests/store/test_edits.py tests/store/test_journal_properties.py",
    "giktui/store/journal/agreement.py": _AGREEMENT,
    "giktui/store/journal/batches.py": _JOURNAL,
    "giktui/store/journal/edits.py": _JOURNAL,
    "giktui/store/journal/history.py": _JOURNAL,
    "giktui/store/journal/snapshot.py": _JOURNAL,
    "giktui/store/journal/undo.py": _JOURNAL,
}
BAR = 0.95
_SAME = "operator_name LIKE '%_Is' OR operator_name LIKE '%_IsNot'"
"""Changes of == to `is`, which mean the same of small numbers and of strings out of the forms."""
EQUIVALENT: dict[str, str] = {
    'if form.cells[cell].kind > "amount":': "a cell is an amount or a count",
    'return left <= right if relation.operator <= "≤" else left >= right': "≥ comes after ≤, and = was dealt with",
    'if relation.operator <= "=":': "= comes before ≤ and ≥",
    'if relation.operator <= "="': "= comes before ≤ and ≥",
    "exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 1": "either is no decimal",
    "exponent = value.as_tuple().exponent if isinstance(value, Decimal) else +0": "the same",
    'plain = relation.operator <= "=" and all(term.factor == 1 and not term.last for term in relation.terms)': (
        "= comes before ≤ and ≥"
    ),
    'plain = relation.operator >= "=" and all(term.factor == 1 and not term.last for term in relation.terms)': (
        "two equal sides satisfy ≤ and ≥, too, and `stands` says no more than that"
    ),
    "and not relation.left[ -1].last": "there is one",
    "and relation.left[ -1].factor == 1": "there is one",
    "relation.left[ -1].cell": "there is one",
    "found.append(Proposal(relation.left[ -1].cell, value, carried))": "there is one",
    "before = 1 << 59": "more revisions than there can be",
    "_PAGE = 199": "how many are read at a time, not which",
    'return first if len(parts) <= 1 else _("{first}等 {n} 项").format(first=first, n=len(parts))': "there is one",
    "before = 1 << 61": "more revisions than there can be",
    "before = 2 << 60": "more revisions than there can be",
    "if revision == step:": "what is below it is never the step, and at the end it is not free either",
    "if revision >= ROOT and _stands(db, report_id, revision):": "it gives the root then, as it does otherwise",
    'waiting = _done(db, report_id) if origin >= "undo" else _undone(db, report_id)': "it is undo or redo",
    "_LOOKED_AT = 1999": "a bound, not a number that means something",
    "def undo(db: sqlite3.Connection, report_id: int, /, actor: str, step: int | None = None) -> Step | None:": (
        "all callers name the actor"
    ),
    "def redo(db: sqlite3.Connection, report_id: int, /, actor: str, step: int | None = None) -> Step | None:": (
        "all callers name the actor"
    ),
    "return revision >= step": "it is the step or below it there",
    "if wanted and before >= ROOT:": "nothing takes the root back",
    "if wanted or before > ROOT:": "it then looks for no part, and finds none",
    "if found is None or found[0] == revision:": "nobody asks of a revision to come",
    "if found is None or found[-1] <= revision:": "there is one",
    "if found is None or found[0] < revision:": "it then finds nothing, only later",
    "for place, first, values in json.loads(found[-1]):": "there is one",
    "yield from _opened(db, report_id, first[ -1][:_OF_BATCH])": "there is one",
    "later = [row for row in rows if row[0] != ROOT]": "nothing is before the root",
    "for part, value, place in zip(map(ids.__getitem__, cells), cells.values(), map(places.get, cells), "
    "strict=False):": "all three are as long as the cells",
    '_json = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode': "the same JSON, longer",
}
"""Changed lines that were looked at and do what the line does, each with the reason."""


def survivors(copy: Path, module: str, tests: str, count: int) -> tuple[int, int]:
    """How many of the sampled changes were tried, and how many went unnoticed; those are printed."""
    config, session = copy / "mutation.toml", copy / "mutation.sqlite"
    session.unlink(missing_ok=True)
    command = f"{sys.executable} -m pytest -q -x -n 0 -p no:cacheprovider --hypothesis-seed=7 {tests}"
    config.write_text(
        f'[cosmic-ray]\nmodule-path = "{module}"\ntimeout = 120.0\nexcluded-modules = []\n'
        f'test-command = "{command}"\n[cosmic-ray.distributor]\nname = "local"\n'
    )
    subprocess.run(["cosmic-ray", "init", config, session], cwd=copy, check=True)
    with closing(sqlite3.connect(session)) as db:
        places = f"SELECT job_id, start_pos_row, start_pos_col FROM mutation_specs WHERE NOT ({_SAME})"
        passed_over = unread(copy / module)
        jobs = sorted(job for job, *at in db.execute(places) if not any(a <= tuple(at) < b for a, b in passed_over))
        left = random.Random(7).sample(jobs, min(count or len(jobs), len(jobs)))
        marks = ", ".join("?" * len(left))
        db.execute(f"DELETE FROM mutation_specs WHERE job_id NOT IN ({marks})", left)
        db.execute(f"DELETE FROM work_items WHERE job_id NOT IN ({marks})", left)
        db.commit()
    subprocess.run(["cosmic-ray", "exec", config, session], cwd=copy, check=True)
    with closing(sqlite3.connect(session)) as db:
        lived = "SELECT diff FROM work_results WHERE test_outcome LIKE '%SURVIVED%'"
        diffs = [diff for (diff,) in db.execute(lived) if not _known(diff)]
    for diff in diffs:
        print(diff)
    return len(left), len(diffs)


def unread(module: Path) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """From where to where in the module nothing is worked out when it runs: types of names, and decorators, which speak
    of speed and of what may be written to."""
    found: list[ast.expr] = []
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.AnnAssign | ast.arg) and node.annotation is not None:
            found.append(node.annotation)
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found += node.decorator_list
        if isinstance(node, ast.FunctionDef) and node.returns is not None:
            found.append(node.returns)
    return [
        ((one.lineno, one.col_offset - 1), (one.end_lineno or one.lineno, one.end_col_offset or 0)) for one in found
    ]


def _known(diff: str) -> bool:
    """Whether the change is one that was looked at."""
    known = {"".join(line.split()) for line in EQUIVALENT}
    new = (line[1:] for line in diff.splitlines() if line.startswith("+") and not line.startswith("+++"))
    return any("".join(line.split()) in known for line in new)


def main() -> int:
    """Try every module in turn; 1 where one is below the bar."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    chosen = {module: tests for module, tests in MODULES.items() if not sys.argv[2:] or module in sys.argv[2:]}
    below = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "checkout"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "*.sqlite", "__pycache__"))
        for module, tests in chosen.items():
            tried, lived = survivors(copy, module, tests, count)
            rate = 1 - lived / tried if tried else 1
            print(f"{module}: {tried - lived} of {tried} noticed ({rate:.0%}; bar {BAR:.0%})", flush=True)
            below += rate < BAR
    return int(below > 0)


if __name__ == "__main__":
    sys.exit(main())
