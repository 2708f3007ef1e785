"""The title of a report: the agency and the year, over one line or several."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from giktui.readers.formats.text.reader import BAR
from giktui.readers.recogniser.segment.lines import Item
from giktui.text.patterns import compiled_late

_LONGEST = 80
_LONGEST_NAME = 300
_LINES = 4
_CHINESE = "〇一二三四五六七八九"
YEAR = rf"[(\[]?(?P<year>(?:19|2[0Oo○])\d\d|[二一][{_CHINESE}零○ＯOo0]{{3}})(?:年?度?[)\]])?年?度?"
_MONTHS = r"(?:\(?1月?(?:1日)?[-—–~至到]12月(?:31日)?\)?)?"
"""The whole year; a report on part of one is none."""
SUBJECT = (
    r"(?:(?:政府|政务)?信息|政务)公开(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:报告|年报)"
)
_BEFORE = compiled_late(
    rf"^(?P<agency>.*?)(?:关于)?(?:发布|公布|编制)?{YEAR}{_MONTHS}(?:的)?{SUBJECT}(?:[(\[].{{0,24}}[)\]])?$"
)
_AFTER = compiled_late(rf"^(?P<agency>.*?){SUBJECT}[(\[]{YEAR}[)\]]$")
_MIDDLE = compiled_late(
    rf"^(?P<agency>.*?)(?:(?:政府|政务)?信息|政务)公开(?:工作)?{YEAR}(?:年度)?(?:工作)?(?:报告|年报)$"
)
_FRONT = compiled_late(rf"^{YEAR}(?P<agency>.+?){SUBJECT}$")
_QUOTES = "《》“”〖〗【】"
_LEAD = compiled_late(
    r"[*#=]+|(?:19|20)\d\d(?:[-/.年]?\d{1,2}[-/.月]?\d{1,2}日?|年?度?)|.*[>»›/|】:]|(?:标题|名称|当前位置|首页)+|\([^()]*\)|\[[^\[\]]*\]|\(?\d{1,3}[.、)]|[一二三四五六七八九十]{1,2}、|附件\d{0,2}[.、—–-]?"
    r"|现?(?:关于)?(?:公布|公开|发布|印发)|关于"
)
"""What stands in front of an agency: the page's path to it, a mark, a number, the words of a notice."""
_DASHED = compiled_late(r".*?(?:首页|公开|年报|报告|专栏|栏目)[-—–_](?:.*[-—–_])?")
"""A path whose parts are set apart by dashes."""
_DASHES = frozenset("-—–_")
NO_ORGAN = compiled_late(r"关于|(?:公开|年报|报告|专栏|栏目)$")
"""Words that are part of a title or of the page's path, and of no agency's name."""
_ASIDE = compiled_late(r"(?<=.)[【〖\[][^\d【】〖〗\[\]]{1,8}[】〗\]]$")
"""What is said of a page behind its title: 【全文】."""
_ASIDE_LAST = "】〗]"
_YEAR_AGAIN = compiled_late(rf"[(\[]?(?:(?:19|20)\d\d|[二一][{_CHINESE}零○]{{3}})年?度?[)\]]?$")
_RANGE = compiled_late(r"(?:19|20)\d\d年?度?[-—–~至到、和及]+$")
"""A year before the last one: a report on several is none."""
_YEAR_FIRST = compiled_late(r"(?:19|20)\d\d年?度?")
"""A year in front of the agency: part of the title, as it was published, and not of what leads to it."""
_YEARS = compiled_late(r"((?:19|20)\d\d)年(?!\d)")
_TRAIL = "-—–_·,、"
_SENTENCE = compiled_late(r"[。;,《》!]|^(?:根据|按照|依据|现将|本报告|为)")
_ENDING = compiled_late(r"(?:报告|年报|[)）\]］〕])[》”】〗]?\s*$")
_WRAPPED = ("告", "报")
"""The last character of a title that is wrapped before it."""
_LAST = "告报)）]］〕》”】〗"
"""What a title ends with: a quick look before `_ENDING`."""
_SUFFIX = compiled_late(r"\.[A-Za-z]{2,5}$")
_TAIL = compiled_late(
    r"(?:\s+|(?<=报告)|(?<=年报))[\[(【（]*(?:(?:发布|发文|成文|更新)?(?:时间|日期)|来源|浏览|阅读|点击|访问|作者|字号|打印|\d{4}[-/.年]\d{1,2}[-/.月]\d)[^。]*$"
)
_SITE = compiled_late(
    r"(?<=告|报)[)）\]］〕》”】〗]?\s*(?:[-_|–—·>»]+\s*\S.*|[\s，,]\s*\S{2,20}(?:网|网站|门户|平台)|\.(?:docx?|wps|pdf|html?))$"
)
"""The name of the site, or the page's path, behind a title."""
_COVER_DATE = compiled_late(
    r"\s*(?:\d\s*){4}年\s*\d\s*\d?\s*月(?:\s*\d\s*\d?\s*日)?\s*"
    r"|\s*[二〇○零ＯO一]{2}[二三四五六七八九〇○零ＯO一]{2}年[一二三四五六七八九十]+月(?:[一二三四五六七八九十]+日)?\s*"
)
_WEB_DATE = compiled_late(r"^.{0,20}\d{4}[-/.]\d|(?:日期|时间|来源)\s*[:：]")
_OPENING = compiled_late(r"\s*(?:一[、.．]|目\s*录|.{20,})")
"""What comes behind a cover: the first section, a table of contents, running text."""
_NAME = compiled_late(r"(?!.*(?:公开|年报|报告|下载|网站|首页|导航))[\w()（）]{3,40}")
_LINK = compiled_late(r"^\W*(?:[上下前后](?:一[篇条页则个]|[篇条页则]\W)|相关(?:链接|阅读|稿件|文章|文件)|延伸阅读)")
_LINK_ALONE = compiled_late(r"\W*[上下前后]一?[篇条页则个]\W*")
_SPACED = compiled_late(r"(?:\S\s){4}")
"""Letters set apart."""
_PARTS = compiled_late(r"\s*[-_|–—]+\s*|(?<=[府网站户])\s+")
ORGAN = compiled_late(
    r"(?:政府|[局委办厅部院署会处所站队社馆园校镇乡县市区省旗盟州]|办公室|中心|街道|公司|大学|学院|学校|集团|总站)(?:[(（].{1,20}[)）])?$"
)
_BARE = compiled_late(r"(?:市|县|区|省|镇|乡)?人民政府(?:办公室)?|办公室|办事处")
_BRACKETS = str.maketrans("〔〕", "()")


class Title(NamedTuple):
    """A title: its words, what they say, and the items it stands in (from, up to but not including)."""

    text: str
    agency: str
    year: int
    start: int
    end: int
    linked: bool = False
    """Whether it names another report, to which the page links."""
    behind: str = ""
    """What stands behind it in its last line: a date, the name of the site."""
    loose: bool = False
    """Whether it is worded as a report on other work is too, or stands with a date as in a list of pages."""


def titles_in(items: Sequence[Item]) -> list[Title]:
    """Every title in the document, in order."""
    found: list[Title] = []
    lines = [(end, item) for end, item in enumerate(items, 1) if item.only or not (item.aligned or "\t" in item.text)]
    for end, item in lines:
        only = (item.only or words_of(item)).rstrip()
        if only and only[-1] in _ASIDE_LAST:
            only = _ASIDE.sub("", only)
        if not only or (only[-1] not in _LAST and "报" not in only):
            continue
        ending = "".join(only[-16:].split())
        if ending in _WRAPPED and end > 1:
            ending = words_of(items[end - 2]).rstrip()[-1:] + ending
        whole = bool(_ENDING.search(ending))
        last = only if whole else _without_tail(only)
        title = _title_ending(items, found[-1].end if found else 0, end, last) if last else None
        if title:
            title = _signed(items, title)
            linked = _is_linked(items, title.start)
            found.append(title._replace(linked=linked, loose=title.loose or not whole, behind=only[len(last) :]))
    return found


def _without_tail(text: str) -> str:
    """The line without the date, the count of visits or the site's name that a page prints behind a title; "" where it
    is no title."""
    tail = (_TAIL.search(text) or _SITE.search(text)) if len(text) <= 2 * _LONGEST else None
    return text[: tail.start()] if tail and _ENDING.search(text[: tail.start()]) else ""


def _signed(items: Sequence[Item], title: Title) -> Title:
    """A title without agency, with the one that stands alone under it, as on a cover, and the date under that."""
    if title.agency or title.end + 1 >= len(items):
        return title
    name = "".join(items[title.end].only.split())
    after = items[title.end + 1].text
    date = bool(_COVER_DATE.fullmatch(after))
    if not _NAME.fullmatch(name) or not ORGAN.search(name) or _BARE.fullmatch(name):
        return title
    if not date and (_WEB_DATE.search(after) or not _OPENING.match(after)):
        return title
    return title._replace(agency=name, end=title.end + 1 + date)


def words_of(item: Item) -> str:
    """The words of a line that is no table's: also one that is laid out with blanks."""
    if item.only or item.aligned or "\t" in item.text:
        return item.only
    if BAR.search(item.text):
        return item.text if not item.numbers and _SITE.search(item.text) else ""
    return "".join(item.fields)


def title_of_page(names: Sequence[str]) -> Title | None:
    """What a file's own head says it is, if one part of it is worded as a title and names the agency."""
    for name in names:
        if len(name) > _LONGEST_NAME:
            continue
        for part in (*_PARTS.split(name), name):
            title = _parsed(part, -1, -1)
            if title and title.agency and not _BARE.fullmatch(title.agency):
                return title
    return None


def _is_linked(items: Sequence[Item], start: int) -> bool:
    """Whether the line, or a line of its own before it, says that what follows is another page."""
    return bool(_LINK.match(items[start].text) or (start and _LINK_ALONE.fullmatch(items[start - 1].text)))


def title_of_name(name: str) -> Title | None:
    """What a file's name says, if it is worded as a title."""
    return _parsed(_SUFFIX.sub("", name.rsplit("/", 1)[-1]), 0, 0)


def _title_ending(items: Sequence[Item], first: int, end: int, last: str) -> Title | None:
    """The title whose last line is the one before `end`, which says `last`.

    It has as few lines as say a year, and one more for the agency.
    """
    text = ""
    nameless: Title | None = None
    for start in range(end - 1, max(first, end - _LINES) - 1, -1):
        line = last if start == end - 1 else words_of(items[start])
        if (
            not line
            or len(line) > _LONGEST
            or _SENTENCE.search(narrow(line.strip(_QUOTES)))
            or (nameless and not ORGAN.search(narrow(line)))
        ):
            break
        text = line + text
        title = _parsed(text, start, end)
        if title and title.agency and not _BARE.fullmatch(title.agency):
            return title
        nameless = title or nameless
    return nameless


def _parsed(text: str, start: int, end: int) -> Title | None:
    text = _ASIDE.sub("", text.strip()).strip(_QUOTES)
    raw = "".join(text.split())
    plain = narrow(raw)
    if len(plain) > _LONGEST or "公开" not in plain or _SENTENCE.search(plain) or len(set(_YEARS.findall(plain))) > 1:
        return None
    found = _BEFORE.match(plain) or _AFTER.match(plain) or _MIDDLE.match(plain) or _FRONT.match(plain)
    if found is None:
        return None
    start_of, end_of = found.span("agency")
    if _RANGE.search(plain, start_of, end_of):
        return None
    if plain.startswith("政府", end_of) and plain.endswith("人民", start_of, end_of):
        end_of += len("政府")
    begin, end_of = _agency_in(plain, start_of, end_of)
    led = begin > start_of and not _YEAR_FIRST.fullmatch(plain, start_of, begin)
    words = raw[begin:] if led else raw if _SPACED.search(text) else text
    agency = "" if NO_ORGAN.search(plain, begin, end_of) else raw[begin:end_of]
    loose = "信息公开" not in plain[end_of:]
    return Title(words, agency, year_of(found["year"]), start, end, loose=loose)


def _agency_in(plain: str, begin: int, end: int) -> tuple[int, int]:
    """Where the agency's own name begins and ends, without what leads to it and dashes behind it."""
    while end > begin and plain[end - 1] in _TRAIL:
        end -= 1
    if again := _YEAR_AGAIN.search(plain, begin, end):
        end = again.start()
    if not _DASHES.isdisjoint(plain[begin:end]) and (path := _DASHED.match(plain, begin, end)):
        begin = path.end()
    while lead := _LEAD.match(plain, begin, end):
        begin = lead.end()
    return begin, end


def narrow(text: str) -> str:
    """The text without white space, half as wide where it can be, character by character."""
    return "".join(map(_half, text))


@lru_cache(maxsize=8192)
def _half(character: str) -> str:
    form = "" if character.isspace() else unicodedata.normalize("NFKC", character)
    return (form if len(form) < 2 else "?").translate(_BRACKETS)


def year_of(digits: str) -> int:
    """The year that four digits mean, ASCII or Chinese ones."""
    if digits[-1].isascii() and digits[-1].isdecimal() and digits[0] == "2":
        return int(f"20{digits[-2:]}")
    if digits.isascii() and digits.isdecimal():
        return int(digits)
    return int("".join(str(_CHINESE.index(digit)) if digit in _CHINESE else "0" for digit in digits))
