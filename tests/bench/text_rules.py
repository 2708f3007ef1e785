"""How good the rules that hold the text against the tables are: first runs and present ones apart, with the bars.

What a set's first run gave, before anything was mended on it, is the honest estimate for new reports; what it gives now
shows that nothing was lost. The sentences are labelled one by one (`tests/checks/sentences.toml`); the paragraphs are
checked as they stand and once more for each of their figures, moved (`tests/checks/paragraphs.toml`).
"""

import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from checks import labelled, paragraphs
from checks.labelled import Score, together

SENTENCES, PARAGRAPHS = (98, 85), (99, 90)
"""The bars: precision and recall in percent."""


def main() -> int:
    """Print both numbers for every set, first runs apart from present ones, and what went wrong; 1 below a bar."""
    print("first runs")
    for name in labelled.SETS:
        _line(name, labelled.first_run(name), SENTENCES)
    _line("the last three", together(first for n in labelled.LAST if (first := labelled.first_run(n))), SENTENCES)
    for name in paragraphs.SETS:
        _line(f"paragraphs, {name}", paragraphs.first_run(name), PARAGRAPHS)
    print("now")
    missed = [_now(name, labelled.score, SENTENCES) for name in labelled.SETS]
    missed += [_now(name, paragraphs.score, PARAGRAPHS) for name in paragraphs.SETS]
    accused = [text for text, wrong in paragraphs.honest() if wrong]
    print(f"  true sentences on other figures accused: {len(accused)}")
    print("    (first runs: 8 of 62, 4 of 60, 1 of 45, 2 of 18, 9 of 153, 3 of 51, 4 of 56)")
    _wrong()
    return int(any(missed) or bool(accused))


def _now(name: str, score: Callable[[str], Score], bars: tuple[int, int]) -> bool:
    got = score(name)
    _line(name, got, bars)
    return bool(got.sentences) and (got.precision < bars[0] or got.recall < bars[1])


def _line(name: str, got: Score | None, bars: tuple[int, int]) -> None:
    if got and got.sentences:
        print(
            f"  {name:20} {got.sentences:4} texts  precision {got.precision:5.1f} % (bar {bars[0]})"
            f"  recall {got.recall:5.1f} % (bar {bars[1]})"
            f"  {got.accusations} accusations, {got.contradictions} contradictions"
        )


def _wrong() -> None:
    for name in labelled.SETS:
        for sentence in labelled.outcomes(name):
            if sentence.found != sentence.expected:
                wrong, missed = sentence.found - sentence.expected, sentence.expected - sentence.found
                print(f"    {sentence.text}\n      wrong: {sorted(wrong)}  missed: {sorted(missed)}")
    for name in paragraphs.SETS:
        for one in paragraphs.moved(name):
            if one.wrong or one.missed:
                print(f"    {one.text}\n      wrong: {sorted(one.wrong)}  missed: {sorted(one.missed)}")


if __name__ == "__main__":
    raise SystemExit(main())
