"""Which lines belong to which table, and which version of the form the tables are: by what the labels say."""

from collections.abc import Container, Iterable, Sequence, Set
from functools import lru_cache

from giktui.form import FORM_IDS, Form, form_for_year, load_form
from giktui.readers.recogniser.detect.labels import complete, key, meanings, owners, telling_wordings, wordings
from giktui.readers.recogniser.segment.lines import Item, Words
from giktui.readers.recogniser.segment.segments import Body
from giktui.text.patterns import compiled_late

_OLD_LINES = compiled_late(
    "指标名称|计量单位|历年累计|主动公开文件数|受理依申请公开信息总数|对申请的答复总数|接受行政诉讼、举报数|同意公开答复数"
)
"""Lines of the statistics that reports on the years before the first form had."""
_LONGEST = 60
_ENOUGH = 3
_NEAR = 30
_ABOVE = 3
"""Lines above a table that may say what it is of."""
_LONGEST_CAPTION = 40
_YEAR = compiled_late(r"上一?年|去年|前一年|((?:19|20)\d\d)年")


def form_of(items: Iterable[Item], year: int) -> tuple[str, frozenset[str]]:
    """The version of the form that the tables are on, and those that they are certainly not on.

    The one that covers most of the wordings by which versions differ; where several cover as many (a version that only
    adds to another), one of which every row and column is there; then the year's own, then the nearest to the year.
    """
    words = [item.words for item in items if item.words]
    telling = set().union(*map(_telling, words))
    covered = {form: len(telling & wordings(form)) for form in FORM_IDS}
    most = max(covered.values())
    if not most:
        return form_for_year(year).id, frozenset()
    best = [form for form, count in covered.items() if count == most]
    if len(best) > 1:
        every = frozenset[str]().union(*map(_cores, words))
        best = [form for form in best if complete(form, every)] or best
    return _nearest(best, year), frozenset(form for form, count in covered.items() if count < most)


def _nearest(forms: Sequence[str], year: int) -> str:
    """The form of the year if it is among these, else the one that began last before it, or first after it."""
    begun = [form for form in forms if load_form(form).first_year <= year]
    return begun[-1] if begun else forms[0]


@lru_cache(maxsize=4096)
def _cores(words: Words) -> frozenset[str]:
    return frozenset(key(text).core for _index, text in words if 1 < len(text) <= _LONGEST)


def is_older_form(items: Iterable[Item], year: int | None) -> bool:
    """Whether a report without any of the form's tables is on the outline in use before there was a form: by its year,
    or by the lines of the statistics that went with it."""
    first = min(load_form(id).first_year for id in FORM_IDS)
    old = {line for item in items for _index, text in item.words for line in _OLD_LINES.findall(text)}
    return (year is not None and year < first) or len(old) >= _ENOUGH


@lru_cache(maxsize=4096)
def _telling(words: Words) -> frozenset[str]:
    """The wordings among the words that some version of the form has and another has not."""
    return frozenset(core for core in _cores(words) if core in telling_wordings())


def sort_out(body: Body, form: Form, year: int) -> tuple[dict[str, list[Item]], dict[str, list[Item]]]:
    """The body's lines by table, and by narrative section.

    A table stands under its own head; one without a head, or whose head has another table under it, is looked for
    under the others by its labels: under those before it, or under any if no table has a head. A table under a line
    that names another year than the report's is that year's.
    """
    tables: dict[str, list[Item]] = {table.id: [] for table in form.tables}
    texts: dict[str, list[Item]] = {section.id: [] for section in form.narratives}
    told = [[_owner(item, form) for item in part.items] for part in body.parts]
    wandering = tables.keys() - {
        part.head.section
        for part, owners_here in zip(body.parts, told, strict=True)
        if part.head.section in owners_here
    }
    order = [section.id for section in form.sections]
    for part, owners_here in zip(body.parts, told, strict=True):
        section = part.head.section
        if section in tables:
            current = section
            if wandering.isdisjoint(owners_here):
                tables[section].extend(part.items)
                continue
            for item, owner in zip(part.items, owners_here, strict=True):
                if owner and (owner == section or owner in wandering):
                    current = owner
                tables[current].append(item)
        else:
            ahead = {id for id in wandering if len(wandering) == len(tables) or order.index(section) < order.index(id)}
            strays = _strays(part.items, form, ahead, year)
            for place, item in enumerate(part.items):
                if place in strays:
                    tables[strays[place]].append(item)
                else:
                    texts[section].append(item)
    if not body.parts:
        strays = _strays(body.before, form, wandering, year)
        for place, table in sorted(strays.items()):
            tables[table].append(body.before[place])
    return tables, texts


def _strays(items: Sequence[Item], form: Form, wandering: Set[str], year: int) -> dict[int, str]:
    """Lines of tables that have no head of their own: from their first label to their last number."""
    found: dict[int, str] = {}
    for table in sorted(wandering):
        places = [place for place, item in enumerate(items) if _owner(item, form) == table]
        clusters: list[list[int]] = []
        for place in places:
            if clusters and place - clusters[-1][-1] <= _NEAR:
                clusters[-1].append(place)
            else:
                clusters.append([place])
        for cluster in clusters:
            if len(cluster) < _ENOUGH:
                continue
            start, end = cluster[0], cluster[-1]
            known = meanings(form.id, table)
            while start > 0 and _tabular(items[start - 1], known):
                start -= 1
            while end + 1 < len(items) and _tabular(items[end + 1], known):
                end += 1
            if any(_of_another_year(item, year) for item in items[max(0, start - _ABOVE) : start]):
                continue
            found.update({place: table for place in range(start, end + 1) if place not in found})
    return found


def _of_another_year(item: Item, year: int) -> bool:
    """Whether a line is a caption of another year's figures: its last words are no sentence and name other years."""
    words = item.only.rpartition("。")[2]
    named = _YEAR.findall(words) if 0 < len(words) <= _LONGEST_CAPTION else []
    return bool(named) and str(year) not in named


def _tabular(item: Item, known: Container[str]) -> bool:
    return all(not any(map(str.isalpha, text)) or key(text).core in known for text in item.fields if text)


def _owner(item: Item, form: Form) -> str:
    """The one table that the words of a line belong to; "" where they belong to none or to several."""
    words = item.words
    if not words or (len(words) == 1 and len(words[0][1]) > _LONGEST):
        return ""
    return _owner_of(words, form.id)


@lru_cache(maxsize=4096)
def _owner_of(words: Words, form: str) -> str:
    known = owners(form)
    found = ""
    for _index, text in words:
        if len(text) > _LONGEST:
            continue
        owner = known.get(key(text).core)
        if owner and found and owner != found:
            return ""
        found = owner or found
    return found
