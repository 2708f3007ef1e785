"""Tables as programs print them that know only blanks: each column at its place, long texts wrapped in their fields."""

from collections.abc import Callable

from published.layout import Ruled

Measure = Callable[[str], int]
_LABEL, _FIGURE = 14, 9
_BETWEEN = 2


def wrapped(ruled: Ruled, measure: Measure, *, apart: int = 1, wrap: int = 6) -> list[str]:
    """The lines of a table. `measure` says how wide a text is taken for, `apart` how many empty lines part rows, `wrap`
    after how many letters a text goes on below."""
    labels = next(
        (sum(box.columns for box in line if not box.figure) for line in ruled.lines if any(box.figure for box in line)),
        0,
    )
    widths = [_LABEL] * labels + [_FIGURE] * (ruled.width - labels)
    starts = [sum(widths[:column]) + _BETWEEN * column for column in range(ruled.width + 1)]
    covered: dict[int, int] = {}
    lines: list[str] = []
    for line in ruled.lines:
        boxes: list[tuple[int, int, list[str]]] = []
        column = 0
        for box in line:
            while covered.get(column, 0):
                column += 1
            letters = wrap * box.columns
            pieces = [box.text[start : start + letters] for start in range(0, len(box.text), letters)]
            boxes.append((starts[column], starts[column + box.columns] - _BETWEEN, pieces))
            for place in range(column, column + box.columns):
                covered[place] = box.lines
            column += box.columns
        height = max(len(pieces) for _begin, _end, pieces in boxes)
        for number in range(height):
            text = ""
            for begin, end, pieces in boxes:
                place = number - (height - len(pieces)) // 2
                if 0 <= place < len(pieces):
                    at = begin + max(end - begin - measure(pieces[place]), 0) // 2
                    text += " " * max(at - measure(text), bool(text)) + pieces[place]
            lines.append(text)
        lines += [""] * apart
        covered = {place: left - 1 for place, left in covered.items() if left > 1}
    return lines
