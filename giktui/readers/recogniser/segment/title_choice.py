"""Which of the titles around a report is its own: links to other reports, lists of them and citations are not."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from giktui.readers.recogniser.segment.lines import Item
from giktui.readers.recogniser.segment.title import Title, narrow
from giktui.text.patterns import compiled_late

_PATH = compiled_late(r"^[\s【\[]*(?:当前位置|(?:您|你)(?:的|现在的?|所在的?)?位置|首页\s*[>»›/|-])")
_YEAR = compiled_late(r"(20\d\d)年(?!修[订正])")
_ASIDE = compiled_late(r"(?:日期|时间)\s*[:：]|^\W*20\d\d年\d{1,2}月(?:\d{1,2}日)?\W*$")
"""Lines that say when the page was made."""
_PLACE = compiled_late(r".*[省市县区旗盟州镇乡]")
_SENTENCE = compiled_late(r"[。;；]")
_LONGEST_TEXT = 60
"""Lines of the first section in which the year is looked for."""


class Choice(NamedTuple):
    """A report's own title, or, where nothing tells which it is, titles of different agencies or years."""

    title: Title | None
    rivals: tuple[Title, ...] = ()

    def inside(self) -> tuple[Title, ...]:
        """The title that the report is read from, if it stands in the text; of rivals, the last."""
        found = [title for title in (self.title, *self.rivals) if title and title.start >= 0]
        return tuple(found[-1:])


def own_title(items: Sequence[Item], titles: Sequence[Title], page: Title | None, first: int, end: int) -> Choice:
    """The title of the report whose first section begins at `first` and ends before `end`.

    `titles` are those in front of it, `page` is what the file's own head says. Where they disagree, the year that the
    text itself speaks of decides, then the page's path, which stands in front of the title, and the opening words.
    """
    own = [title for title in titles if not title.linked]
    if not own:
        return Choice(page)
    own = _firm(items, own, page, range(own[0].end, min(end, first + _LONGEST_TEXT)))
    own = every = [title for place, title in enumerate(own) if title.agency or not _named(own[place:], title.year)]
    if _agree(own) and (page is None or _confirms(page, own[-1])):
        return Choice(own[-1])
    others = {number for title in titles for number in range(title.start, title.end)}
    text = [*range(own[0].end, first), *range(first + 1, min(end, first + _LONGEST_TEXT))]
    year = _year_of([items[number].text for number in text if number not in others])
    said = [page] if page and year in (None, page.year) else []
    own = [title for title in own if year in (None, title.year)]
    if year is not None and not own:
        return Choice(page) if said else Choice(None, tuple(every))
    own = [title for title in own if page and _confirms(page, title)] or own + said
    for settle in (_after_path, _before_text):
        if not _agree(own):
            own = settle(items, own, first)
    whole = [title for title in own if not _within(title, own)]
    return Choice(whole[-1]) if _agree(whole) else Choice(None, tuple(own))


def _firm(items: Sequence[Item], titles: list[Title], page: Title | None, text: Sequence[int]) -> list[Title]:
    """The titles without loose ones, where there are others, unless the text speaks of the year of a loose one only, or
    the page's head says what a loose one says."""
    firm = [title for title in titles if not title.loose]
    if not firm or len(firm) == len(titles):
        return titles
    inside = {number for title in titles for number in range(title.start, title.end)}
    lines = [items[number].text for number in text if number not in inside]
    spoken = {int(year) for line in lines if _speaks(line) for year in _YEAR.findall(line)}
    if all(title.year not in spoken for title in firm) and any(title.year in spoken for title in titles):
        return titles
    if page and any(_same(page, title) for title in titles) and not any(_confirms(page, title) for title in firm):
        return titles
    return firm


def _same(one: Title, other: Title) -> bool:
    """Whether two titles say the same year and agency, one of them perhaps without the place in front of its name."""
    if one.year != other.year:
        return False
    first, second = _bare(one.agency), _bare(other.agency)
    return first.endswith(second) or second.endswith(first)


def _bare(agency: str) -> str:
    return narrow(agency).replace("人民政府", "政府")


def _confirms(page: Title, own: Title) -> bool:
    """Whether the page's head says what the title says, perhaps with a shorter name of the agency or only its place."""
    if _same(page, own) or not own.agency:
        return True
    short, long = _bare(page.agency), iter(_bare(own.agency))
    shortened = all(character in long for character in short) and not own.agency.startswith(page.agency)
    return page.year == own.year and (shortened or _within(page, [own]))


def _agree(titles: Sequence[Title]) -> bool:
    return all(bool(one.agency) == bool(titles[-1].agency) and _same(one, titles[-1]) for one in titles)


def _named(titles: Sequence[Title], year: int) -> bool:
    return any(title.agency and title.year == year for title in titles)


def _within(title: Title, others: Sequence[Title]) -> bool:
    """Whether the title names only the place in which the agency of another one is."""
    return bool(_PLACE.fullmatch(title.agency)) and any(
        other.year == title.year and other.agency != title.agency and other.agency.startswith(title.agency)
        for other in others
    )


def _year_of(lines: Sequence[str]) -> int | None:
    """The year that a text speaks of first and most, if there is one."""
    years = [year for line in lines if _speaks(line) for year in _YEAR.findall(line)]
    ranked = Counter(years).most_common(2)
    if not ranked or ranked[0][0] != years[0] or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
        return None
    return int(years[0])


def _speaks(line: str) -> bool:
    """Whether the line is the report's own text, not one that cites a report or says when the page was made."""
    cites = "。" not in line and ("报告" in line or "年报" in line)
    return not cites and not _ASIDE.search(line)


def _after_path(items: Sequence[Item], titles: list[Title], first: int) -> list[Title]:
    """The titles behind the page's path, if one stands between them."""
    paths = [number for number in range(titles[0].end, first) if _PATH.match(items[number].text)]
    return [title for title in titles if not paths or title.end > paths[-1]] or titles


def _before_text(items: Sequence[Item], titles: list[Title], first: int) -> list[Title]:
    """The titles in front of the report's opening words, if some stand between them."""
    texts = [number for number in range(titles[0].end, first) if _SENTENCE.search(items[number].text)]
    return [title for title in titles if not texts or title.end <= texts[0]] or titles
