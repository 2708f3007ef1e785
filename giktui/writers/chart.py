"""Measures over the years as a web page: for each a line drawn in SVG, and the numbers as a table below."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from giktui.i18n import _, language
from giktui.report import Number, number_text
from giktui.text.cleaning import plain

_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 640, 220, 40, 30, 40, 30
_STYLE = """
body { font: 16px/1.6 sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff }
svg { width: 100%; height: auto } svg text { font-size: 12px; fill: #444 }
table { border-collapse: collapse } th, td { border: 1px solid #999; padding: .2rem .6rem; text-align: right }
th:first-child { text-align: left }
"""


@dataclass(frozen=True, slots=True)
class Series:
    """One line: a name and a value for each of the years, None where it is not stated."""

    name: str
    values: Sequence[Number | None]


def chart_page(title: str, years: Sequence[int], lines: Sequence[Series]) -> str:
    """A page of its own: no script, nothing loaded from elsewhere, all data escaped. `years` ascend."""
    charts = "\n".join(_figure(line, years) for line in lines if any(value is not None for value in line.values))
    heads = "".join(f'<th scope="col">{year}</th>' for year in years)
    rows = "\n".join(
        f'<tr><th scope="row">{_clean(line.name)}</th>'
        + "".join(f"<td>{number_text(value)}</td>" for value in line.values)
        + "</tr>"
        for line in lines
    )
    lang = "en" if language() == "en" else "zh-CN"
    return f"""<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{_clean(title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{_clean(title)}</h1>
{charts}
<table>
<caption>{escape(_("各年数值"))}</caption>
<thead><tr><th scope="col">{escape(_("指标"))}</th>{heads}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</body>
</html>
"""


def _figure(line: Series, years: Sequence[int]) -> str:
    name = _clean(line.name)
    return f"<h2>{name}</h2>\n{_svg(name, line.values, years)}"


def _svg(name: str, values: Sequence[Number | None], years: Sequence[int]) -> str:
    top = max((float(value) for value in values if value is not None), default=0.0)
    least = min(0.0, *(float(value) for value in values if value is not None))
    span = (top - least) or 1.0
    step = (_WIDTH - _LEFT - _RIGHT) / max(1, years[-1] - years[0])

    def place(year: int, value: float) -> tuple[float, float]:
        return _LEFT + (year - years[0]) * step, _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - (value - least) / span)

    points = [(y, v, place(y, float(v))) for y, v in zip(years, values, strict=True) if v is not None]
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#1f5fa8"/>'
        f'<text x="{x:.1f}" y="{y - 10:.1f}" text-anchor="middle">{number_text(v)}</text>'
        for _year, v, (x, y) in points
    )
    strokes = "".join(
        f'<line x1="{a[0]:.1f}" y1="{a[1]:.1f}" x2="{b[0]:.1f}" y2="{b[1]:.1f}" stroke="#1f5fa8" stroke-width="2"/>'
        for (year, _v, a), (next_year, _w, b) in pairwise(points)
        if next_year == year + 1  # a year without a value leaves a gap
    )
    base = place(years[0], least)[1]
    axis = f'<line x1="{_LEFT}" y1="{base:.1f}" x2="{_WIDTH - _RIGHT}" y2="{base:.1f}" stroke="#999"/>'
    labels = "".join(
        f'<text x="{place(year, 0)[0]:.1f}" y="{_HEIGHT - 8}" text-anchor="middle">{year}</text>' for year in years
    )
    return f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{name}">{axis}{strokes}{dots}{labels}</svg>'


def _clean(text: str) -> str:
    return escape(plain(text))
