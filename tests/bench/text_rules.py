"""How good the rules that hold the text against the tables are, on the labelled sentences, with the bars beside.

`tuned` was at hand while the rules were written; `held_out` was written apart. `independent`
was written by a reader who had not seen the rules: what its first run gave is the honest estimate for new reports.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from checks.labelled import SETS, outcomes, score

PRECISION, RECALL = 98, 85


def main() -> int:
    """Print both numbers for every set, and every sentence that went wrong; 1 if a bar is missed."""
    missed = False
    for name in SETS:
        got = score(name)
        print(
            f"{name:11} {got.sentences:4} sentences  "
            f"precision {got.precision:5.1f} % (bar {PRECISION})  recall {got.recall:5.1f} % (bar {RECALL})  "
            f"{got.accusations} accusations, {got.contradictions} contradictions"
        )
        for one in outcomes(name):
            if one.found != one.expected:
                print(f"    {one.text}")
                print(f"      wrong: {sorted(one.found - one.expected)}  missed: {sorted(one.expected - one.found)}")
        missed |= got.precision < PRECISION or got.recall < RECALL
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())
