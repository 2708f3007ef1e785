"""Reads the interchange JSON: a report that needs no recognising."""

import json
from typing import NoReturn

from giktui.errors import GiktuiError
from giktui.i18n import _
from giktui.incoming import shown
from giktui.interchange import from_dict
from giktui.readers.document import Document
from giktui.readers.encoding import decode
from giktui.readers.limits import Limits
from giktui.readers.recognition import Recognition, as_stated
from giktui.text.cleaning import clean

_CONTAINERS = 200_000
_INTERCHANGE = {"cells", "narratives", "form"}
_VALUES = 3_000_000
"""Some ten thousand reports."""


def read_any(data: bytes, name: str, limits: Limits) -> list[Recognition] | list[Document]:
    """As `read`; or the page in what a site's program answers. Raises GiktuiError as it does."""
    content = _parsed(data, name)
    first = content[0] if isinstance(content, list) and content else content
    if not (isinstance(first, dict) and first.keys() & _INTERCHANGE):
        from giktui.readers.formats.html.carried import page_in

        if page := page_in(content):
            from giktui.readers.formats.html.reader import read as read_page

            return read_page(page.encode(), name, limits)
    return _reports(content, name)


def read(data: bytes, name: str, _limits: Limits) -> list[Recognition]:
    """The report in an interchange JSON, or the reports in an array of them.

    Raises GiktuiError that names the place, for what is not JSON or not as the interchange form has it, and for more
    objects, lists or values than reports in a file of this size have: each takes many times its bytes in memory.
    """
    return _reports(_parsed(data, name), name)


def _parsed(data: bytes, name: str) -> object:
    if data.count(b"[") + data.count(b"{") > _CONTAINERS or data.count(b",") > _VALUES:
        raise GiktuiError(_("{name} 的结构太复杂，不是年报的 JSON，没有读取。").format(name=name))
    try:
        return _cleaned(json.loads(decode(data, name), parse_constant=_no_constant, object_pairs_hook=_once))
    except RecursionError as error:
        raise GiktuiError(_("{name} 层层嵌套过深，不是年报的 JSON，没有读取。").format(name=name)) from error
    except ValueError as error:
        where = _("第 {line} 行").format(line=error.lineno) if isinstance(error, json.JSONDecodeError) else ""
        raise GiktuiError(
            _("{name} 不是完好的 JSON：{where}{why}").format(name=name, where=where, why=error)
        ) from error


def _reports(content: object, name: str) -> list[Recognition]:
    if not isinstance(content, list):
        return [_recognition(content, name, name)]
    if not content:
        raise GiktuiError(_("{name} 里没有年报。").format(name=name))
    return [_recognition(item, name, _("{name} 第 {n} 份").format(name=name, n=n)) for n, item in enumerate(content, 1)]


def _recognition(content: object, name: str, where: str) -> Recognition:
    return as_stated(from_dict(content, where), name, "json")


def _cleaned(content: object) -> object:
    if isinstance(content, str):
        return clean(content)
    if isinstance(content, dict):
        return {key: _cleaned(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_cleaned(value) for value in content]
    return content


def _no_constant(word: str) -> NoReturn:
    raise ValueError(_("{word} 不是数字").format(word=word))


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _value in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise ValueError(_("“{key}”出现了两次").format(key=shown(twice)))
    return members
