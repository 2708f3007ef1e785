"""The reports in a document: each with its title, what stands before its first section, and its sections."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from giktui.readers.recogniser.segment.lines import Item
from giktui.readers.recogniser.segment.sections import Head, heads_in, runs_of
from giktui.readers.recogniser.segment.title import NO_ORGAN, ORGAN, Title, title_of_page, titles_in
from giktui.readers.recogniser.segment.title_choice import Choice, own_title
from giktui.text.patterns import compiled_late

_META = compiled_late(
    r"[\s【〖\[]*(?:索\s*引\s*号|信息(?:来源|分类|索引号?|类别|类型|有效性)|发[布文](?:日期|时间|机构|单位|机关|字号|人|者)"
    r"|(?:成文|生成|生效|失效|废止|更新|公开|发稿|录入)(?:日期|时间)|公开(?:属性|方式|形式|范围|主体|类[别型]|责任部门)"
    r"|文章来源|来源|日期|时间|字体|字号|文号|稿源|供稿|撰稿|审[核稿]|作者|责任编辑|责编|编辑|校对|信息名称|内容概述|体裁"
    r"|主题(?:词|分类|类别)|文件(?:状态|有效性|编号|类型|名称)|(?:公文)?时效性?|状态|是否有效|有效[性期]|人气|关注|评论|点赞"
    r"|(?:已被?|被)?(?:浏览|阅读|点击|访问|下载)(?:次数|量|数|率)?|访问量|页面功能|(?:当前|您的?(?:现在的?|当前的?)?)位置|目\s*录|首页"
    r"|关闭(?:窗口|本页|页面)?|收藏|复制链接|打印(?:本页|此页|文章)?|朗读|语音播报|分享(?:[到至])?|历年(?:年报|年度报告)|往年年报"
    r"|(?:保护视力|视力保护|背景)色?)\s*(?:[:：\[【〖(（>»】〗\]]|$)"
    r"|(?:已被?|被)?(?:浏览|阅读|点击|访问|下载)(?:次数|量|数|率)?[\s:：]*[\d,]+\s*次?$"
    r"|[【\[（(]?(?:此件|该?文件|本文件?|内容)?已(?:经)?(?:失效|废止)[】\])）]?$"
    r"|20\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d\d(?::\d\d)?)?$"
    r"|[\s【\[]*(?:(?:微信|手机)?扫[一码]\S{0,10}|我要纠错|纠错|无障碍(?:浏览|阅读)?|适老\S{0,4}|长者\S{0,4}|返回(?:首页|顶部|上[一页]\S?)"
    r"|附件下载|T\s+T|A\+\s*A-?)[\s】\]]*$"
)
"""A line of the page itself: what is said of it (key and value), what it offers to do, when it was put there."""
_FOOTER = compiled_late(
    r"^[\s【〖\[]*(?:主办(?:单位)?|承办(?:单位)?|版权所有|网站(?:标识码|地图|声明)|技术支持|联系我们|关于我们|打印本页|关闭(?:窗口|本页)"
    r"|上一[篇条]|下一[篇条]|分享到|相关(?:链接|附件|稿件|文章|阅读)|附件下载|扫一扫|copyright|责任编辑|【?返回顶部)"
    r"|公网安备|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]ICP备",
    re.IGNORECASE,
)
_LIKE_TITLE = compiled_late(r"公开.{0,8}(?:报告|年报)(?:\s*$|.*(?:如下|公布))")
_LONGEST_META = 60
_PAGE = compiled_late(r"[\s.…·⋯—-]*\d{1,3}")
"""A page number in a table of contents, with what leads to it."""
_NAME = compiled_late(r"[(（][一二三四五六七八九十]{1,2}[)）][^。;；\d\t]{2,30}[\s.…·⋯—-]*\d{0,3}")
"""The title of a part of a section in a table of contents, perhaps with its page."""
_ENTRY = compiled_late(r"(?:[一二三四五六]、|[(（][一二三四五六七八九十]{1,2}[)）])[^。;；\d]{2,40}[\s.…·⋯—-]+\d{1,3}")
"""A line of a table of contents with its page."""


class Part(NamedTuple):
    """A section's head and the items under it."""

    head: Head
    items: tuple[Item, ...]


class Body(NamedTuple):
    """One report's part of the document. `before` are the items between title and first section,
    without a table of contents and other titles. `rivals` are titles of which nothing tells which is the report's."""

    title: Title | None
    before: tuple[Item, ...]
    parts: tuple[Part, ...]
    rivals: tuple[Title, ...] = ()


def bodies_of(items: Sequence[Item], names: Sequence[str] = ()) -> list[Body]:
    """The reports in a document, in order. One without a title comes last, if it does not continue another's.

    `names` is what the file's own head says it is; it may be the title of the only report in it.
    """
    titles = titles_in(items)
    heads = heads_in(items)
    runs = [sorted(run, key=lambda head: head.item) for run in runs_of(heads)]
    runs, contents = _told_apart(items, runs)
    listed = {head.item for head in heads}
    page = title_of_page(names) if len(runs) < 2 else None
    if not runs:
        return [_without_heads(items, titles, page)]
    listed.update(number for title in titles for number in range(title.start, title.end))
    listed.update(number for run in contents for number in range(run[0].item, _end_of(items, run)))
    own: list[Choice] = []
    end = 0
    for run in runs:
        before = [title for title in titles if end <= title.start and title.end <= run[0].item]
        own.append(own_title(items, before, page, run[0].item, run[1].item if len(run) > 1 else len(items)))
        end = run[-1].item
    bodies: list[Body] = []
    own_end = 0
    for place, (run, choice) in enumerate(zip(runs, own, strict=True)):
        end = len(items)
        if place + 1 < len(runs):
            end = next((title.start for title in own[place + 1].inside()), runs[place + 1][0].item)
        end = min([end, *(other[0].item for other in contents if other[0].item > run[-1].item)])
        end = min(
            [end, *(title.start for title in titles if title.start > run[-1].item and _of_another(title, choice))]
        )
        begin = next((title.end for title in choice.inside()), None)
        if begin is None:
            begin = _opening_of(items, own_end, run[0].item)
        opening = tuple(items[number] for number in range(begin, run[0].item) if number not in listed)
        bodies.append(Body(choice.title, opening, _parts(items, run, end), choice.rivals))
        own_end = end
    return bodies


def _opening_of(items: Sequence[Item], begin: int, end: int) -> int:
    """Where a report without a title begins: with the first sentence, or words like those of a title, with the agency
    over them, before its first section; what stands before is the page's."""
    first = next((n for n in range(begin, end) if "。" in items[n].text or _LIKE_TITLE.search(items[n].only)), end)
    over = items[first - 1].only if begin < first < end and "。" not in items[first].text else ""
    return first - 1 if 3 < len(over) <= _LONGEST_META and ORGAN.search(over) and not NO_ORGAN.search(over) else first


def _of_another(title: Title, choice: Choice) -> bool:
    """Whether a title behind a report's last head is another report's, to which the page links."""
    own = choice.title
    return bool(own and own.year != title.year) or bool(own and own.agency and title.agency not in ("", own.agency))


def _without_heads(items: Sequence[Item], titles: Sequence[Title], page: Title | None) -> Body:
    """The whole document as one report, whose title stands before its tables."""
    first = next((place for place, item in enumerate(items) if item.numbers and len(item.fields) > 1), len(items))
    choice = own_title(items, [title for title in titles if title.end <= first], page, first, len(items))
    title = choice.title or (titles[0] if titles and not choice.rivals else None)
    return Body(title, tuple(items[title.end if title and title.end > 0 else 0 :]), (), choice.rivals)


def preamble_of(body: Body) -> str:
    """The paragraphs between title and first section, without the page's own lines (source, date, size of type)."""
    kept: list[str] = []
    for item in body.before if body.parts else ():
        if (
            item.text
            and not (len(item.text) <= _LONGEST_META and _is_furniture(item.text))
            and (item.only or not item.aligned)
        ):
            kept.append(item.text)
    return "\n".join(kept)


def _is_furniture(text: str) -> bool:
    """Whether a short line is the page's own or one of a table of contents; a sentence is neither."""
    return "。" not in text and bool(_META.match(text) or _ENTRY.fullmatch(text))


def without_footer(items: Sequence[Item]) -> Sequence[Item]:
    """The items up to where a web page's foot begins."""
    for place, item in enumerate(items):
        if len(item.text) <= _LONGEST_META and _FOOTER.search(item.text):
            return items[:place]
    return items


def _parts(items: Sequence[Item], run: Sequence[Head], end: int) -> tuple[Part, ...]:
    ends = [head.item for head in run[1:]] + [end]
    parts = [Part(head, tuple(items[head.item + head.lines : stop])) for head, stop in zip(run, ends, strict=True)]
    return (*parts[:-1], Part(parts[-1].head, tuple(without_footer(parts[-1].items))))


def _told_apart(items: Sequence[Item], runs: list[list[Head]]) -> tuple[list[list[Head]], list[list[Head]]]:
    """The runs of heads that are reports, and those that are a table of contents before or behind one."""
    contents = [run for run in runs if _contents(items, run)]
    reports = [run for run in runs if run not in contents]
    if not reports:
        return runs[-1:], runs[:-1]
    return reports, contents


def _contents(items: Sequence[Item], run: Sequence[Head]) -> bool:
    """Whether the heads are a table of contents: between one and the next stand a page number, titles of parts."""
    return (
        len(run) > 1
        and all(
            (not head.rest or _PAGE.fullmatch(head.rest))
            and _only_names(items[head.item + head.lines : following.item])
            for head, following in pairwise(run)
        )
        and (not run[-1].rest or bool(_PAGE.fullmatch(run[-1].rest)))
    )


def _only_names(items: Sequence[Item]) -> bool:
    pages = 0
    for item in items:
        if _PAGE.fullmatch(item.text):
            pages += 1
        elif not _NAME.fullmatch(item.text):
            return False
    return pages < 2


def _end_of(items: Sequence[Item], run: Sequence[Head]) -> int:
    """Where a table of contents ends: behind the page number or titles of parts of its last section."""
    end = run[-1].item + run[-1].lines
    while end < len(items) and (_PAGE.fullmatch(items[end].text) or _NAME.fullmatch(items[end].text)):
        end += 1
    return end
