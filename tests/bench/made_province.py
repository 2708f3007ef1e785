"""A province made up: its tree of agencies, and the reports of some years as they come in, with their journals.

Figures add up and follow last year's but for a few slips; some slips were typed right afterwards. A government's own
report adds up those below it. All years but the last are submitted; in the last the departments and townships have
reported and the governments above them not yet: what they add up is the whole province.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from giktui.form import Form, carried_over, form_for_year
from giktui.ingest.kept_file import as_kept
from giktui.report import Number, Report, default_title
from giktui.store import ensure_agency, save, set_cells
from giktui.store.connection.transaction import writing
from giktui.store.journal.batches import append
from giktui.totals import followed, proposals
from giktui.writers import write

LAST_YEAR = 2025
PROVINCE = "北岭省"
COUNTIES, CITIES = 85, 8
"""How many agencies there are to a county, and counties to a city."""

_FIRST, _SECOND = "青云临柳安清江湖东西南北石松竹梅兰新长平", "河溪山川州阳阴林泉塘岭桥港湾坪浦源城丰宁"
_TRADES = (
    "教育局", "公安局", "民政局", "司法局", "财政局", "水务局", "农业农村局", "商务局", "卫生健康局", "应急管理局",
    "审计局", "统计局", "林业局", "医疗保障局", "市场监督管理局", "住房和城乡建设局", "交通运输局", "自然资源局",
    "生态环境局", "文化和旅游局", "人力资源和社会保障局", "发展和改革局", "工业和信息化局", "科学技术局",
)  # fmt: skip
_SPREAD = {"省": 400, "市": 200, "县": 80, "乡": 6, "部门": 12}
"""How large the figures of an agency of each level are."""

_PARAGRAPHS = (
    "{year}年，本机关坚持以公开为常态、不公开为例外，第{n}次专题研究公开工作，压实各科室责任，做到应公开尽公开。",
    "（一）主动公开。全年通过门户网站发布信息{many}条，其中政策文件{n}件、解读{n}篇，举办新闻发布会{n}场。",
    "（二）依申请公开。全年收到政府信息公开申请{received}件，均按期答复，第{n}号台账记录齐全。",
    "（三）政府信息管理。健全公文公开属性源头认定机制，对{n}份存量文件开展动态调整，规范性文件统一编号、集中公布。",
    "（四）平台建设。优化栏目{n}个，新媒体账号更新{many}次，规范运行政务公开专区，方便群众查阅和办理。",
    "（五）监督保障。组织培训{n}次、{many}人次参加，开展社会评议，将政务公开纳入年度考核，未发生责任追究情形。",
)
_PROBLEMS = "第{n}次检查发现部分栏目更新不够及时，政策解读形式不够丰富，业务能力有待提高；改进情况：逐月检查并通报。"
_BALANCE = ("received", "carried_in", "results_total", "carried_out")


@dataclass(frozen=True)
class Place:
    """An agency of the province."""

    id: int
    name: str
    level: str
    parent: int | None


def make_agencies(db: sqlite3.Connection, count: int) -> list[Place]:
    """The tree: cities, counties, townships, and departments of the governments; parents before their children."""
    found: list[Place] = []

    def add(name: str, level: str, parent: Place | None) -> Place:
        agency = ensure_agency(db, name, level=level, parent=parent.id if parent else None)
        found.append(Place(agency.id, name, level, agency.parent))
        return found[-1]

    with writing(db):
        names = (first + second for first in _FIRST for second in _SECOND)
        top = add(f"{PROVINCE}人民政府", "省", None)
        counties = max(1, count // COUNTIES)
        governments = [(top, PROVINCE)]
        for number in range(counties):
            if number % CITIES == 0:
                city = add(f"{next(names)}市人民政府", "市", top)
                governments.append((city, city.name.removesuffix("人民政府")))
            county = add(f"{next(names)}县人民政府", "县", city)
            governments.append((county, county.name.removesuffix("人民政府")))
        number = 0
        while len(found) < count:
            above, short = governments[number % len(governments)]
            turn = number // len(governments)
            if above.level == "县" and turn % 3 == 0:
                add(f"{short}{_FIRST[turn // 3 % 20]}{_SECOND[turn // 60]}镇人民政府", "乡", above)
            else:
                part = f"{_SECOND[turn // len(_TRADES)]}区分局" if turn >= len(_TRADES) else ""
                add(f"{short}{_TRADES[turn % len(_TRADES)]}{part}", "部门", above)
            number += 1
    return found


def make_reports(db: sqlite3.Connection, places: list[Place], years: int) -> Iterator[int]:
    """Store the reports year by year, children before their parents; how many there are, from time to time."""
    made = 0
    last: dict[int, tuple[str, dict[str, Number]]] = {}
    for year in range(LAST_YEAR - years + 1, LAST_YEAR + 1):
        form = form_for_year(year)
        below: dict[int, dict[str, Number]] = {}
        for start in range(len(places), 0, -500):
            with writing(db):
                for place in reversed(places[max(0, start - 500) : start]):
                    chance = Random(f"{place.name} {year}")
                    if year == LAST_YEAR and (place.level in ("省", "市", "县") or chance.random() < 0.03):
                        continue
                    cells = _figures(form, place, chance, last.get(place.id), below.pop(place.id, {}))
                    last[place.id] = form.id, _remembered(cells)
                    if place.parent is not None:
                        _add(below.setdefault(place.parent, {}), cells)
                    _store(db, place, year, form, cells, chance)
                    made += 1
            yield made


def _figures(
    form: Form,
    place: Place,
    chance: Random,
    last: tuple[str, dict[str, Number]] | None,
    below: dict[str, Number],
) -> dict[str, Number]:
    """Figures that add up and stay about as they were: a government's are those below it."""
    if below:
        return {id: below.get(id, 0) for id in form.cells}
    size, steady = _SPREAD[place.level], Random(place.name)
    cells: dict[str, Number] = dict.fromkeys(form.cells, 0)
    for table in form.tables:
        for row in table.rows:
            if row.id in (*_BALANCE, "rules"):
                continue
            most = size
            for column in row.columns[: 2 if table.id == "applications" else 5]:
                usual = steady.randrange(size) if steady.random() < 0.35 else 0
                value = min(most, round(usual * (0.8 + 0.4 * chance.random())))
                most = value if table.id == "disclosure" else most
                cells[f"{table.id}.{row.id}.{column}"] = value
    for relation in form.relations:
        if relation.total is not None:
            cells[relation.total] = 0
    known = carried_over(last[1], last[0], form.id) if last else {}
    for proposal in proposals(form, cells, known):
        cells[proposal.cell] = proposal.value
    results = followed(form, {}, cells, lambda cell: cell.startswith("applications.results_total"))
    cells |= {id: value for id, value in results.items() if value is not None}
    _balance(form, cells, chance, size)
    totals = followed(form, {}, cells, lambda _cell: True)
    return cells | {id: value for id, value in totals.items() if value is not None}


def _balance(form: Form, cells: dict[str, Number], chance: Random, size: int) -> None:
    """What came in is what was settled and what is left."""
    for column in next(table for table in form.tables if table.id == "applications").columns[:-1]:
        received, carried_in, results, left = (f"applications.{row}.{column.id}" for row in _BALANCE)
        least = max(0, cells[carried_in] - cells[results])
        cells[left] = least + (chance.randrange(size // 5 + 1) if cells[results] else 0)
        cells[received] = cells[results] + cells[left] - cells[carried_in]


def _remembered(cells: dict[str, Number]) -> dict[str, Number]:
    """What next year's report rests on: the rest would fill the memory."""
    return {id: value for id, value in cells.items() if ".carried_out." in id or id.endswith((".in_force", ".pending"))}


def _add(sums: dict[str, Number], cells: dict[str, Number]) -> None:
    for id, value in cells.items():
        if value:
            sums[id] = sums.get(id, 0) + value


def _store(
    db: sqlite3.Connection, place: Place, year: int, form: Form, cells: dict[str, Number], chance: Random
) -> None:
    """Import, perhaps with a slip, perhaps typed right; then submit."""
    words = {"year": year, "n": chance.randrange(2, 99), "many": chance.randrange(100, 9999)}
    received = cells["applications.received.total"]
    later = {**words, "n": words["n"] + 100, "many": words["many"] + 9}
    halves = ("\n".join(_PARAGRAPHS).format(**numbers, received=received) for numbers in (words, later))
    overview = "\n".join(halves)
    texts = {"overview": overview, "problems": (_PROBLEMS * 4).format(**words), "other": f"{year}年未收取信息处理费。"}
    title = default_title(place.name, year, form)
    right = Report(place.name, year, form.id, title, "", cells, texts)
    slip = chance.choice(list(cells)) if chance.random() < 0.15 else None
    read = right.with_cells({slip: cells[slip] * 10 + 1}) if slip else right
    data = write(read, "tsv")
    assert isinstance(data, str)
    document = as_kept(f"{place.name}{year}.txt", "text", f"{title}\n{overview}\n{data}".encode())
    rows = list(dict.fromkeys(id.rsplit(".", 1)[0] for id in cells))
    lines = {id: f":{20 + rows.index(id.rsplit('.', 1)[0])}" for id in cells}
    entry = save(db, read, actor="bench", document=document, provenance=lines)
    if slip and chance.random() < 0.7:
        set_cells(db, entry.id, {slip: cells[slip]}, actor="bench", origin="typed")
    if year < LAST_YEAR:  # as submit() does, without checking first
        moment = datetime(year + 1, 1, 1 + chance.randrange(28), 9, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        db.execute(
            "UPDATE report SET status = 'submitted', submitted_by = 'bench', submitted_at = ? WHERE id = ?",
            (moment, entry.id),
        )
        append(db, entry.id, [], actor="bench", origin="submit")
