"""A document becomes the reports in it: found by titles, section heads and the labels of the tables."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import NamedTuple, cast

from giktui.errors import GiktuiError
from giktui.form import FORM_IDS, Form, load_form
from giktui.i18n import _
from giktui.readers.document import Document, Place
from giktui.readers.recogniser.detect.table_assignment import form_of, is_older_form, sort_out
from giktui.readers.recogniser.segment.lines import Item, items_of
from giktui.readers.recogniser.segment.opening_words import Told, contradicting, full_name, is_relative, told_by
from giktui.readers.recogniser.segment.segments import Body, bodies_of, preamble_of
from giktui.readers.recogniser.segment.title import Title, title_of_name, title_of_page
from giktui.readers.recogniser.tables.leftovers import page_numbers
from giktui.readers.recogniser.tables.table import read_table
from giktui.readers.recognition import Doubt, Recognition, Run
from giktui.report import Number, Report
from giktui.wording.cells import section_number, section_title

_SPOKEN = 60
"""Lines of a report in which the full name of its agency is looked for."""

FIRST_YEAR = 2008
"""The first year that a report can be on: the Regulations came into force in it."""


class Given(NamedTuple):
    """What the user says of a report; None for what the document is to tell."""

    agency: str | None
    year: int | None
    form: str | None


def recognise(
    document: Document, *, agency: str | None = None, year: int | None = None, form: str | None = None
) -> list[Recognition]:
    """The reports in a document, as far as they are certain; the rest is in their doubts.

    Raises GiktuiError when there is no table and no section of a report, or when nothing says whose it is.
    """
    if form is not None and form not in FORM_IDS:
        known = _("、").join(FORM_IDS)
        raise GiktuiError(_("没有 {form} 年版的格式，可用的是 {known}。").format(form=form, known=known))
    given = Given(agency, year, form)
    found: list[Recognition] = []
    nameless: list[Body] = []
    items = items_of(document)
    pages = {items[number].place for number in page_numbers(items)}
    for body in bodies_of(items, document.titles):
        if body.title is None and not body.rivals and found:
            nameless.append(body)
            continue
        recognition = _recognised(body, document, given, pages)
        if recognition and not any(_repeats(recognition.report, other.report) for other in found):
            found.append(recognition)
    if not found:
        raise _nothing(document)
    if (agency or year) and len({(one.report.agency, one.report.year) for one in found}) < len(found):
        raise _too_many(document, len(found))
    return [*found[:-1], _with_doubts(found[-1], [_second(body) for body in nameless if body.parts])]


def _recognised(body: Body, document: Document, given: Given, pages: Set[Place]) -> Recognition | None:
    agency, year, form_id = given
    rivals = _rivals(body, agency, year)
    title = body.title or (rivals or body.rivals or (title_of_name(document.name),))[-1]
    doubts: list[Doubt] = []
    if year is None and title:
        year = title.year
    if not agency and title:
        agency = title.agency or _named_elsewhere(document, title.year)
    if not agency or not year:
        agency, year, unsure = _told_by_text(body, document, agency, year)
        doubts.extend(unsure)
    if not given.agency and agency and is_relative(agency):
        agency, unsure = _in_full(agency, body, [*document.titles, title.behind if title else ""], document.name)
        doubts.extend(unsure)
    doubts.extend(_contradictions(body, given))
    told, ruled_out = form_of(_lines(body), year or 0)
    form = load_form(form_id or told)
    tables, texts = sort_out(body, form, year or 0)
    runs: list[Run] = []
    narratives = {id: _narrative(body, id, items) for id, items in texts.items()}
    for table in form.tables:
        lines = tables[table.id]
        if pages:
            lines = [item for item in lines if not (item.only.isdecimal() and item.place in pages)]
        read = read_table(lines, form, table, document.troubles, "\n".join(_rests(body, table.id)))
        runs.extend(read.runs)
        doubts.extend(read.doubts)
        narratives[table.id] = read.text
    if not runs and not any(narratives.values()) and all(not items for items in tables.values()):
        return None
    if body.rivals and not _settled(rivals or body.rivals, given.agency, given.year):
        raise _undecided(document, rivals or body.rivals)
    if not any(value is not None for run in runs for value in run.values) and is_older_form(_lines(body), year):
        raise _older(document, year)
    if not agency or not year:
        raise _anonymous(document, agency, year)
    if given.year is None and not FIRST_YEAR <= year <= date.today().year:
        raise _odd_year(document, year)
    if form_id in ruled_out:
        message = _("表格是 {told} 年版格式，却指定按 {form} 年版读取").format(told=told, form=form_id)
        doubts.append(Doubt("FV-FORM", "", (), message, Place(document.name)))
    report = Report(
        agency=agency,
        year=year,
        form=form.id,
        title=title.text if title in (body.title, *rivals) and title else "",
        preamble=preamble_of(body),
        cells=_cells(runs),
        narratives=narratives,
    )
    return Recognition(
        report, tuple(runs), (*_section_doubts(body, form), *doubts), document.name, document.kind, document.published
    )


def _told_by_text(
    body: Body, document: Document, agency: str | None, year: int | None
) -> tuple[str | None, int | None, list[Doubt]]:
    """Agency and year of a report whose title lacks one of them, by its opening words. Raises GiktuiError where those
    contradict each other."""
    told = told_by([item.text for item in body.before])
    years = {*told.years, *([year] if year else [])}
    if (not agency and len(told.agencies) > 1) or (not year and len(years) > 1):
        raise _contradicted(document, told)
    if (agency or told.agencies) and (year or years):
        who, when = agency or told.agencies[0], year or years.pop()
        message = _("没有写明机关和年份的标题；按正文的说法，是“{agency}”{year} 年的年报").format(agency=who, year=when)
        return who, when, [Doubt("FV-TITLES", "", (), message, body.before[0].place if body.before else Place())]
    return agency, year, []


def _in_full(name: str, body: Body, around: Sequence[str], file: str) -> tuple[str, list[Doubt]]:
    """The full name of an agency that its title calls by a relative one, by the report's own words and those `around`
    it; else that name, and a doubt."""
    lines = [item.text for item in [*body.before, *(item for part in body.parts for item in part.items)][:_SPOKEN]]
    if whole := full_name(name, [*around, *lines]):
        return whole, []
    message = _("机关名称“{name}”不是全称，分不清是哪里的。请用 --agency 写明全称").format(name=name)
    return name, [Doubt("FV-TITLE", "", (), message, Place(file))]


def _contradictions(body: Body, given: Given) -> list[Doubt]:
    """A doubt where the opening words name another year or agency than the title, and the user neither."""
    title = body.title
    if title is None or not title.agency or not body.before or given.agency or given.year:
        return []
    if not (others := contradicting([item.text for item in body.before], title.agency, title.year)):
        return []
    message = _("标题是“{title}”，正文却写的是{others}。请核对，用 --agency 和 --year 写明").format(
        title=title.text, others=_("、").join(f"“{other}”" for other in others)
    )
    return [Doubt("FV-TITLE", "", (), message, body.before[0].place)]


def _repeats(report: Report, other: Report) -> bool:
    """Whether a page has the same report twice, the second time to be printed."""
    return bool(report.cells) and replace(report, preamble=other.preamble) == other


def _rivals(body: Body, agency: str | None, year: int | None) -> tuple[Title, ...]:
    """The titles that compete for the report and say what the user says."""
    return tuple(one for one in body.rivals if year in (None, one.year) and agency in (None, "", one.agency))


def _settled(rivals: Iterable[Title], agency: str | None, year: int | None) -> bool:
    """Whether the titles differ only in what the user says."""
    return (bool(agency) or len({one.agency for one in rivals}) == 1) and (
        year is not None or len({one.year for one in rivals}) == 1
    )


def _named_elsewhere(document: Document, year: int) -> str:
    """The agency by the file's own head or by its name, for a title that has only the year."""
    others = (title_of_page(document.titles), title_of_name(document.name))
    return next((other.agency for other in others if other and other.year == year and other.agency), "")


def _cells(runs: Sequence[Run]) -> dict[str, Number]:
    ids, values = chain.from_iterable([run.cells for run in runs]), chain.from_iterable([run.values for run in runs])
    cells: dict[str, Number | None] = dict(zip(ids, values, strict=True))
    if None in cells.values():
        return {id: value for id, value in cells.items() if value is not None}
    return cast("dict[str, Number]", cells)


def _lines(body: Body) -> list[Item]:
    return [*body.before, *(item for part in body.parts for item in part.items)]


def _narrative(body: Body, section: str, items: list[Item]) -> str:
    return "\n".join([*_rests(body, section), *(item.text for item in items if item.text)])


def _rests(body: Body, section: str) -> list[str]:
    """What stands in the same line behind the heads of a section."""
    return [part.head.rest for part in body.parts if part.head.section == section and part.head.rest]


def _section_doubts(body: Body, form: Form) -> list[Doubt]:
    """Sections without a head, heads out of order, heads in other words than the form's."""
    doubts: list[Doubt] = []
    order = [section.id for section in form.sections]
    met = [part.head.section for part in body.parts]
    place = body.parts[0].items[0].place if body.parts and body.parts[0].items else Place()
    for section in form.sections:
        if section.id not in met:
            message = _("没有找到“{title}”这一部分的标题").format(title=section_title(section))
            doubts.append(Doubt("FV-SECTIONS", section.id, (), message, Place(place.file)))
    if met != sorted(met, key=order.index):
        titles = _("、").join(section_number(form.section(id)) for id in met)
        message = _("各部分的顺序与格式不同：{titles}").format(titles=titles)
        doubts.append(Doubt("FV-SECTIONS", "", (), message, Place(place.file)))
    for part in body.parts:
        if not part.head.official:
            title = section_title(form.section(part.head.section))
            message = _("标题与格式的“{title}”用语不同").format(title=title)
            doubts.append(Doubt("FV-TITLES", part.head.section, (), message, Place(place.file)))
    return doubts


def _with_doubts(recognition: Recognition, doubts: list[Doubt]) -> Recognition:
    return recognition._replace(doubts=(*recognition.doubts, *doubts))


def _second(body: Body) -> Doubt:
    message = _("文件里还有一组没有标题的章节，没有读取：分不清是哪一份年报的")
    return Doubt("FV-SECTIONS", "", (), message, body.parts[0].items[0].place if body.parts[0].items else Place())


def _nothing(document: Document) -> GiktuiError:
    message = _(
        "{name} 里没有找到年报：找过“…年政府信息公开工作年度报告”的标题、六个部分的标题和三张表格的行名、列名，都没有。"
        "请核对它是不是年报。"
    ).format(name=document.name)
    troubles = "".join(trouble.message for trouble in document.troubles)
    return GiktuiError(message + troubles)


def _too_many(document: Document, count: int) -> GiktuiError:
    return GiktuiError(
        _(
            "{name} 里有 {n} 份年报，不能都算作同一机关同一年份，请不要写明 --agency 或 --year，或先分成几个文件。"
        ).format(name=document.name, n=count)
    )


def _undecided(document: Document, rivals: Iterable[Title]) -> GiktuiError:
    titles = _("、").join(dict.fromkeys(f"“{one.text}”" for one in rivals))
    message = _("{name} 里有几份年报的标题，分不清正文是哪一份：{titles}。请用 --agency 和 --year 写明。")
    return GiktuiError(message.format(name=document.name, titles=titles))


def _contradicted(document: Document, told: Told) -> GiktuiError:
    said = _("、").join([*told.agencies, *(_("{year} 年").format(year=year) for year in told.years)])
    message = _("{name} 没有标题，正文的说法又不一致：{said}。请用 --agency 和 --year 写明。")
    return GiktuiError(message.format(name=document.name, said=said))


def _older(document: Document, year: int | None) -> GiktuiError:
    first = min(load_form(id).first_year for id in FORM_IDS)
    which = _("{year} 年的年报").format(year=year) if year else _("年报")
    message = _(
        "{name} 是按 {first} 年版格式以前的旧提纲写的{which}，没有现行格式的三张表，没有读取。"
        "{first} 年起的年报才能导入。"
    )
    return GiktuiError(message.format(name=document.name, first=first, which=which))


def _odd_year(document: Document, year: int) -> GiktuiError:
    early = _("{name} 的标题写的是 {year} 年：{first} 年起才有年报。请核对，用 --year 写明年份。")
    late = _("{name} 的标题写的是 {year} 年：这一年还没有到。请核对，用 --year 写明年份。")
    message = early if year < FIRST_YEAR else late
    return GiktuiError(message.format(name=document.name, year=year, first=FIRST_YEAR))


def _anonymous(document: Document, agency: str | None, year: int | None) -> GiktuiError:
    missing = _("、").join([*([] if agency else [_("机关名称")]), *([] if year else [_("年份")])])
    return GiktuiError(
        _("{name} 的标题里读不出{missing}，请用 --agency 和 --year 写明。").format(name=document.name, missing=missing)
    )
