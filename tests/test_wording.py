"""One word for one thing: what the program's things are called stands in `giktui/wording`, and nowhere else."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

import giktui
from giktui.checks.finding import Status
from giktui.form import Severity, load_form
from giktui.i18n import _
from giktui.resources import folder
from giktui.store.analysis.status import State
from giktui.wording.findings import finding_status_name
from giktui.wording.origins import origin_name, origin_words, origins
from giktui.wording.parts import part_name, preamble_name
from giktui.wording.severities import SEVERITIES, severity_name
from giktui.wording.statuses import status_name

PACKAGE = Path(giktui.__file__).parent
LANGUAGES = ("zh", "en")

OTHER_WORDS = {
    "the preamble": ("前言", "导语", "序言"),
    "typed": ("键入", "输入的"),
    "ditto": ("同上年",),
    "zero": ("填零",),
    "waived, to waive": ("已接受", "取消接受", "免改"),
    "not evaluated": ("未判定", "未评估"),
    "a draft": ("填报中", "未交"),
    "submitted": ("已交", "已上报"),
    "to reopen": ("退回修改", "退回为草稿"),
    "a finding that needs explaining": ("待说明", "有疑点"),
}
"""Words that have stood, or might come to stand, beside the one word for a thing."""


def sources() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text("utf-8"))


def messages(tree: ast.Module) -> Iterator[str]:
    """The strings that are given to `_`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
            yield from (a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str))


def test_no_second_word_is_in_the_interface() -> None:
    found = [
        (name, thing, message)
        for name, tree in sources()
        for message in messages(tree)
        for thing, words in OTHER_WORDS.items()
        if any(word in message for word in words)
    ]
    assert found == []


def test_no_second_word_is_in_the_views_of_the_database() -> None:
    views = (folder("db") / "views.sql").read_text("utf-8")
    assert [word for words in OTHER_WORDS.values() for word in words if word in views] == []
    statuses = re.findall(r"'([^']+)'", re.search(r"CASE report.status (.*?) END", views)[1])  # type: ignore[index]
    assert statuses == [
        "submitted",
        status_name("submitted"),
        "returned",
        status_name("returned"),
        status_name("draft"),
    ]


def test_nobody_else_keeps_a_list_of_these_words() -> None:
    """A dictionary from origins, severities or statuses to words, outside of `wording`, would soon have others."""
    ids: list[set[str]] = [set(origins()), set(SEVERITIES), set(get_args(State)), set(get_args(Status))]

    def words_of(node: ast.Dict) -> set[str]:
        return {
            key.value
            for key, value in zip(node.keys, node.values, strict=True)
            if isinstance(key, ast.Constant) and isinstance(key.value, str)
            and isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "_"
        }  # fmt: skip

    found = [
        (name, node.lineno, sorted(keys))
        for name, tree in sources()
        if not name.startswith("wording/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict) and len(keys := words_of(node)) > 1 and any(keys <= known for known in ids)
    ]
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_thing_has_a_word_and_no_two_the_same(language: str, speak: Callable[[str], None]) -> None:
    speak(language)
    things: tuple[tuple[tuple[Any, ...], Callable[[Any], str]], ...] = (
        (get_args(Severity), severity_name),
        (get_args(Status), finding_status_name),
        (get_args(State), status_name),
        (tuple(origins()), origin_name),
    )
    for ids, name in things:
        named = [name(id) for id in ids]
        assert all(word and (language == "en" or word not in ids) for word in named)
        assert len(set(named)) == len(named)
    for words in origins().values():
        assert words.short in words.long


def test_every_origin_that_is_journaled_has_a_word() -> None:
    """The ids are those that the code writes: `origin="…"` and the lists of the journal."""
    written = {
        keyword.value.value
        for _name, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "origin" and isinstance(keyword.value, ast.Constant) and isinstance(keyword.value.value, str)
    }
    assert {"begin", "import"} <= written
    assert {origin for origin in written if origin} <= set(origins())
    assert origin_words("unheard-of").long == "unheard-of"


def test_parts_are_called_what_the_form_calls_them() -> None:
    form = load_form("2021")
    assert part_name(form, "preamble") == preamble_name() == "引言"
    assert part_name(form, "overview") == "一、总体情况"
    assert part_name(form, "applications.received.total") == "一、本年新收政府信息公开申请数量·总计"
    assert part_name(form, "applications.received.total", section=True).startswith("三、收到")
    assert part_name(form, "") == ""
    assert _("标题与引言").endswith(preamble_name())
