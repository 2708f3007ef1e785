"""Published reports in the shapes of real files: text with tabs, with bars, a cell a line, cells over lines; a page."""

import html
from dataclasses import dataclass, replace
from random import Random

from published.figures import Figure, Published
from published.layout import Box, Ruled, filled, insert, laid_out, remove, swap_columns
from published.wording import heads, title_lines, vary

from giktui.form import Form, load_form

SHAPES = ("tabs", "bars", "cells", "broken", "html")

NAMELESS, UNKNOWN = "其中涉及商业秘密保护事宜的", "城关街道办事处受理"
"""Labels that the form does not have."""

_OVERVIEW = (
    "本年度，我单位认真落实条例要求，持续推进政府信息公开工作。",
    "（一）主动公开。全年通过门户网站发布信息1200余条，其中行政许可类300条。",
    "（二）依申请公开。全年新收政府信息公开申请12件，均按期答复。",
    "1.健全制度；2.规范流程；3.加强培训。",
    "（五）监督保障。开展业务培训3次，合计参加人数60人。",
)
_PROBLEMS = ("存在的主要问题：", "一是公开的主动性还需加强；二是解读形式单一。", "下一步，将加强学习，改进工作。")
_OTHER = ("无", "本年度未收取信息处理费。", "没有其他需要报告的事项。")
_PREAMBLE = "根据《中华人民共和国政府信息公开条例》第五十条规定，编制本报告。统计期限为当年1月1日至12月31日。"


@dataclass(frozen=True)
class Sample:
    """A file, and what it states. A figure that is not readable must be in doubt."""

    data: bytes
    name: str
    agency: str
    year: int
    form: str
    figures: dict[str, Figure]
    narratives: dict[str, str]


def sample(shape: str, random: Random, report: Published, *, noise: bool = True) -> Sample:
    """The report as a file of one shape; with `noise`, by chance oddly worded, out of order or spoilt in part."""
    form = load_form(report.form)
    figures = dict(report.figures)
    rate = random.choice((0.0, 0.1, 0.4)) if noise else 0.1
    printed = {id: figure.printed for id, figure in figures.items()}

    def word(label: str, also: tuple[str, ...]) -> str:
        return vary(random, label, also, report.year, rate=rate)

    apart = random.random() < 0.5 and noise
    tables = {table.id: laid_out(table, printed, word, total_apart=apart) for table in form.tables}
    if noise and shape == "html" and random.random() < 0.2:
        swap_columns(tables["applications"], 4 + random.randrange(4))
    lost = _spoilt(random, form, tables, figures) if noise and random.random() < 0.4 else {}
    texts = {
        "overview": random.sample(_OVERVIEW, random.randint(1, len(_OVERVIEW))),
        "problems": list(_PROBLEMS[: random.randint(1, len(_PROBLEMS))]),
        "other": [random.choice(_OTHER)],
    }
    titles = heads(random, form)
    write = {"tabs": _tabs, "bars": _bars, "cells": _cells, "broken": _broken, "html": _html}[shape]
    body = write(random, [(titles[part.id], texts.get(part.id, []), tables.get(part.id)) for part in form.sections])
    preamble = [_PREAMBLE] if random.random() < 0.5 else []
    title = title_lines(random, report.agency, report.year)
    data, name = (_page if shape == "html" else _plain)(random, title, preamble, body)
    narratives = {id: "\n".join(lines) for id, lines in texts.items()}
    return Sample(data, name, report.agency, report.year, report.form, {**figures, **lost}, narratives)


def _spoilt(random: Random, form: Form, tables: dict[str, Ruled], figures: dict[str, Figure]) -> dict[str, Figure]:
    """One thing unusual about one row or table. What it makes uncertain is returned as unreadable."""
    id = random.choice([table.id for table in form.tables if table.layout != "line"])
    ruled = tables[id]
    number = random.choice(list(ruled.rows))
    row = ruled.rows[number]
    line = ruled.lines[number]
    doubtful = {f"{id}.{row}.{column}": Figure(None, "", readable=False) for column in form.table(id).row(row).columns}
    alone = not any(box.lines > 1 for box in line)
    what = random.choice(("missing", "twice", "again", "nameless", "unknown", "swapped"))
    if what == "nameless":
        for box in line:
            if not box.figure and box.lines == 1:
                box.text = NAMELESS
        return doubtful
    if what == "missing" and alone:
        remove(ruled, number)
        return doubtful
    if what == "twice" and alone:
        insert(ruled, number, [replace(box, text=f"3{'7' * len(box.text)}") if box.figure else box for box in line])
        return doubtful
    if what == "again" and alone:
        insert(ruled, number, list(line))
    elif what == "unknown" and alone:
        insert(ruled, number, [replace(box, text="88" if box.figure else UNKNOWN) for box in line])
    elif (
        what == "swapped"
        and alone
        and number + 1 in ruled.rows
        and ruled.lines[number + 1][0].columns == line[0].columns
    ):
        other = ruled.lines[number + 1]
        if not any(box.lines > 1 for box in other) and ruled.rows[number + 1] not in ("other_other", "results_total"):
            ruled.lines[number], ruled.lines[number + 1] = other, line
    return {}


Part = tuple[str, list[str], Ruled | None]


def _texts(ruled: Ruled) -> list[list[str]]:
    return [[box.text if box else "" for box in line] for line in filled(ruled)]


def _tabs(random: Random, parts: list[Part]) -> list[str]:
    """Tabs: rectangles, or merged fields that leave empty fields behind as they please; blank lines anywhere."""
    lines: list[str] = []
    loose = random.random() < 0.5
    behind = {depth: random.randint(0, 2) for depth in (1, 2, 3)}
    trailing = random.choice((0, 0, 1))
    gaps = random.choice((0.0, 0.05))
    for head, texts, ruled in parts:
        lines += ["", head, ""]
        for text in texts:
            lines += [text, ""]
        if ruled is None:
            continue
        for line in filled(ruled):
            fields = _loose(line, behind) if loose else [box.text if box else "" for box in line]
            lines.append("\t".join(fields) + "\t" * trailing)
            if random.random() < gaps:
                lines.append("")
    return lines


def _loose(line: list[Box | None], behind: dict[int, int]) -> list[str]:
    """A line whose label takes one field and as many empty ones behind it as its width leaves by habit."""
    fields: list[str] = []
    for place, box in enumerate(line):
        if box is None:
            if not fields or not fields[-1] or not any(fields):
                fields += [] if any(other and other.figure for other in line[:place]) else [""]
            continue
        fields.append(box.text)
        if not box.figure and any(other and other.figure for other in line):
            fields.extend([""] * behind[min(3, box.columns)] if box.columns > 1 else [])
    return fields


def _bars(random: Random, parts: list[Part]) -> list[str]:
    """Bars: what merged fields cover is left out; a blank field is kept, or left out too."""
    lines: list[str] = []
    before, behind = random.choice((("", " |"), ("| ", " |"), ("", "")))
    dropping = random.random() < 0.5
    for head, texts, ruled in parts:
        lines += [head, *texts]
        for line in filled(ruled) if ruled else []:
            fields = [box.text for box in line if box and not (dropping and not box.text)]
            if fields:
                lines.append(f"{before}{' | '.join(fields)}{behind}")
    return lines


def _cells(random: Random, parts: list[Part]) -> list[str]:
    """A cell a line; a blank cell is an empty line, or nothing at all. Some labels are wrapped, some pages numbered."""
    lines: list[str] = []
    dense = random.random() < 0.5
    wrapped, pages = random.choice(((0.0, 0.0), (0.1, 0.0), (0.0, 0.03)))
    for head, texts, ruled in parts:
        lines += [head, *texts]
        for line in filled(ruled) if ruled else []:
            for box in line:
                if not box or (dense and not box.text):
                    continue
                cut = len(box.text) - 5 if not box.figure and len(box.text) > 12 and random.random() < wrapped else 0
                lines += [box.text[:cut], box.text[cut:]] if cut else [box.text]
                lines += [] if dense else [""]
                if random.random() < pages:
                    lines.append(random.choice(("- 3 -", "第 3 页", "— 12 —")))
    return lines


def _broken(random: Random, parts: list[Part]) -> list[str]:
    """Bars, with some lines broken after a bar."""
    rate = random.choice((0.2, 1.0))
    lines: list[str] = []
    for line in _bars(random, parts):
        if " | " in line and random.random() < rate:
            *most, last = line.split(" | ")
            lines += [f"{field} |" for field in most] + [last]
        else:
            lines.append(line)
    return lines


def _plain(random: Random, title: list[str], preamble: list[str], body: list[str]) -> tuple[bytes, str]:
    end = random.choice(("\n", "\r\n"))
    lead = random.choice(([], ["", ""], ["首页 > 政府信息公开 > 年度报告"]))
    text = end.join([*lead, *title, "", *preamble, *body, ""])
    encoding = random.choice(("utf-8", "utf-8-sig", "gb18030", "utf-16"))
    return text.encode(encoding), "report.txt"


def _html(random: Random, parts: list[Part]) -> list[str]:
    """Tables with spans, each field in paragraphs and spans of its own, with hard spaces and line breaks."""
    nested = random.random() < 0.7
    lines: list[str] = []
    for head, texts, ruled in parts:
        lines.append(f"<p><strong>{html.escape(head)}</strong></p>")
        lines += [f"<p>　　{html.escape(text)}</p>" for text in texts]
        if ruled is None:
            continue
        lines.append('<table border="1">')
        for line in ruled.lines:
            lines.append("<tr>" + "".join(_td(random, box, nested=nested) for box in line) + "</tr>")
        lines.append("</table>")
    return lines


def _td(random: Random, box: Box, *, nested: bool) -> str:
    text = html.escape(box.text)
    if not box.text and random.random() < 0.5:
        text = "&nbsp;"
    if len(box.text) > 8 and not box.figure and random.random() < 0.2:
        text = f"{html.escape(box.text[:5])}<br>{html.escape(box.text[5:])}"
    if nested:
        text = f'<p align="center"><span style="font-family:仿宋">{text}</span></p>'
    columns = f' colspan="{box.columns}"' if box.columns > 1 else ""
    lines = f" rowspan={box.lines}" if box.lines > 1 else ""
    return f"<td{columns}{lines}>{text}</td>"


def _page(random: Random, title: list[str], preamble: list[str], body: list[str]) -> tuple[bytes, str]:
    encoding = random.choice(("utf-8", "gb18030"))
    declared = random.choice(("gb2312", "utf-8")) if encoding == "gb18030" else "utf-8"
    navigation = "<ul><li><a href='/'>首页</a></li><li>政府信息公开年报</li></ul>"
    meta = "<table><tr><td>索引号：</td><td>0001-2025</td><td>发布日期：</td><td>2025-01-20</td></tr></table>"
    foot = "<div>主办单位：某某人民政府办公室　版权所有</div><table><tr><td>联系我们</td><td>网站地图</td></tr></table>"
    page = [
        f'<!DOCTYPE html><html><head><meta charset="{declared}"><title>年报</title></head><body>',
        *random.sample((navigation, meta), random.randint(0, 2)),
        *(f"<h1>{html.escape(line)}</h1>" for line in title),
        *(f"<p>{html.escape(line)}</p>" for line in preamble),
        *body,
        random.choice(("", foot)),
        "</body></html>",
    ]
    return "\n".join(page).encode(encoding), "report.html"
