"""The narratives of a report: safe within a second, searchable, beside last year's, with figures put in."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from textual import events
from tui.conftest import OVERVIEW, Desk

from giktui.store import connect, find_entry, set_text
from giktui.tui.widgets.narrative_editor import NarrativeEditor

Opened = Callable[..., AbstractAsyncContextManager[Desk]]


def editor(desk: Desk) -> NarrativeEditor:
    assert desk.report.editor is not None
    return desk.report.editor


async def paste(desk: Desk, text: str) -> None:
    desk.app.post_message(events.Paste(text))
    await desk.pilot.pause()


async def test_text_is_saved_by_itself_soon_after_typing_stops(opened: Opened) -> None:
    async with opened("problems") as desk:
        await desk.write("人手不足")
        await desk.until(lambda: desk.stored().narratives.get("problems") == "人手不足")
        assert "4 字" in desk.text


async def test_text_is_saved_when_focus_leaves(opened: Opened) -> None:
    async with opened("problems") as desk:
        await desk.write("不足")
        await desk.press("alt+3")
        assert desk.stored().narratives["problems"] == "不足"


async def test_paragraphs_are_kept_and_blank_lines_not(opened: Opened) -> None:
    async with opened("overview") as desk:
        await paste(desk, "第一段\n\n  第二段  \n")
        await desk.press("alt+3")
        assert desk.stored().narratives["overview"] == "第一段\n第二段"


async def test_title_and_preamble(opened: Opened) -> None:
    async with opened("front") as desk:
        await desk.write("根据条例编制")
        editor(desk).texts[0].focus()
        await desk.press("end", "!")
        await desk.press("alt+3")
        assert desk.stored().preamble == "根据条例编制"
        assert desk.stored().title.endswith("年度报告!")


async def test_last_years_text_beside(opened: Opened) -> None:
    async with opened("overview") as desk:
        assert "予以公开7件" not in desk.text
        assert "予以公开7件" in await desk.press("f4")
        assert desk.stored().narratives.get("overview") is None
        assert "予以公开7件" not in await desk.press("f4")


async def test_find_and_find_again(opened: Opened) -> None:
    async with opened("overview") as desk:
        await paste(desk, OVERVIEW)
        await desk.press("ctrl+home")
        await desk.do("narrative.find_text")
        await desk.write("公开")
        await desk.press("enter")
        text = editor(desk).current
        places = []
        for _time in range(3):
            places.append(text.selection.start)
            await desk.do("narrative.find_again")
        assert text.selected_text == "公开"
        assert len(set(places)) == 3


@pytest.mark.parametrize("key", range(2))
async def test_a_figure_of_the_tables_is_put_in_by_name(opened: Opened, key: int) -> None:
    async with opened("overview") as desk:
        await desk.write("上年结转")
        await desk.do("narrative.insert_figure", key)
        await desk.press("enter")
        await desk.press("alt+3")
        assert desk.stored().narratives["overview"] == "上年结转0"


async def test_a_figure_put_in_says_its_source_and_follows_its_cell(opened: Opened) -> None:
    async with opened("overview") as desk:
        await desk.write("上年结转")
        await desk.do("narrative.insert_figure")
        text = await desk.press("enter")
        assert "（随表中的数）" in text
        await desk.write("件")
        await desk.press("alt+3")
        cell = desk.report.work.session.stored.bound[0].cells[0]
        desk.other_clerk(**{cell.replace(".", "__"): 7})
        await desk.until(lambda: desk.stored().narratives["overview"] == "上年结转7件")
        desk.app.poll_database()
        await desk.press("alt+1")
        await desk.press("home", *["right"] * 5, "backspace", "8")
        await desk.press("alt+3")
        desk.other_clerk(**{cell.replace(".", "__"): 9})
        assert desk.stored().narratives["overview"] == "上年结转8件"


async def test_the_users_editor(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "editor.sh"
    script.write_text("#!/bin/sh\nprintf '外面写的\\033[2J' > \"$1\"\n")
    script.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    async with opened("other") as desk:
        assert "EDITOR" in await desk.do("narrative.external")
        monkeypatch.setenv("EDITOR", "no-such-editor")
        assert "请检查 VISUAL 或 EDITOR" in await desk.do("narrative.external")
        monkeypatch.setenv("EDITOR", str(script))
        await desk.do("narrative.external")
        await desk.until(lambda: desk.stored().narratives.get("other") == "外面写的")


async def test_another_clerks_text_comes_in_and_a_conflict_lets_choose(opened: Opened, database: Path) -> None:
    def other(text: str) -> None:
        db = connect(database)
        entry = find_entry(db, "云溪县水务局", 2024)
        assert entry is not None
        set_text(db, entry.id, "problems", text, actor="赵六")
        db.close()

    async with opened("problems") as desk:
        other("别人写的")
        desk.app.poll_database()
        await desk.pilot.pause()
        assert "别人写的" in desk.text
        await desk.write("我")
        other("别人又写的")
        await desk.press("alt+3")
        await desk.until(lambda: "对方的（按 t）" in desk.text)
        assert "我别人写的" in desk.text
        await desk.press("t")
        assert desk.stored().narratives["problems"] == "别人又写的"
        await desk.press("alt+5", "ctrl+y")
        assert desk.stored().narratives["problems"] == "我别人写的"


async def test_places_of_findings_are_underlined(opened: Opened) -> None:
    async with opened("overview") as desk:
        await paste(desk, "2019年收到申请99件。")
        await desk.press("alt+3", "alt+1")
        desk.report.work.walk.check()
        await desk.pilot.pause()
        spans = [f.span for f in desk.report.work.session.findings if f.span and f.span[0] == "overview"]
        assert spans
        text = editor(desk).texts[0]
        assert set(text.spans) == {(start, end) for _part, start, end in spans}
        assert any("underline" in str(span.style) for span in text.get_line(0).spans)


HOSTILE = "[/部分][red]a\x1b[2J\x1b]0;x\x07b\x9bc"


async def test_hostile_text_does_no_harm(opened: Opened, database: Path) -> None:
    db = connect(database)
    entry = find_entry(db, "云溪县水务局", 2024)
    assert entry is not None
    set_text(db, entry.id, "problems", HOSTILE, actor="[/x]\x1b[31m")
    db.execute("UPDATE agency SET name = ?", (HOSTILE,))
    db.close()
    from tui.snapshots import screen_text

    from giktui.tui.app import GiktuiApp

    app = GiktuiApp(database, None, 2024)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("alt+5")
        await pilot.pause()
        text = screen_text(app)
        assert "[/部分][red]a" in text
        assert not any(ord(character) < 32 and character != "\n" for character in text)
        assert "\x9b" not in text


async def test_the_cursor_is_where_it_was_on_coming_back_to_a_text(opened: Opened) -> None:
    async with opened("problems") as desk:
        await desk.write("人手不足")
        await desk.press("left", "alt+1")
        assert editor(desk).current.cursor_location == (0, 0)
        await desk.press("alt+3", "alt+5")
        assert editor(desk).current.cursor_location == (0, 3)
        await desk.press("f4")
        assert editor(desk).current.cursor_location == (0, 3)


async def test_ctrl_home_and_end_go_to_the_ends_of_the_text(opened: Opened) -> None:
    async with opened("problems") as desk:
        await paste(desk, "第一段\n第二段\n第三段")
        await desk.press("up")
        await desk.do("narrative.text_start")
        assert editor(desk).texts[0].cursor_location == (0, 0)
        await desk.do("narrative.text_end")
        assert editor(desk).texts[0].cursor_location == (2, 3)


@pytest.mark.parametrize(
    ("way", "after"), [(("enter",), "本单位甲，本单位乙。"), (("down", "enter"), "本局甲，本单位乙。")]
)
async def test_find_and_replace_everywhere_or_here(opened: Opened, way: tuple[str, ...], after: str) -> None:
    async with opened("problems") as desk:
        await paste(desk, "本局甲，本局乙。")
        await desk.press("ctrl+home", "right", "right")
        await desk.do("narrative.replace_text")
        await desk.press(*"本局", "enter", *"本单位", "enter")
        await desk.press(*way)
        assert editor(desk).texts[0].text == after
        await desk.press("ctrl+z")
        assert editor(desk).texts[0].text == "本局甲，本局乙。"


async def test_last_years_paragraphs_are_taken_over_and_what_the_tables_contradict_is_marked(opened: Opened) -> None:
    async with opened("applications.received.natural_person") as desk:
        await desk.press("3", "enter", "alt+1")
        text = await desk.do("narrative.take_paragraph")
        assert "处与今年的表不符" in text
        await desk.press("enter")
        first = editor(desk).texts[0].text
        assert first == desk.report.work.session.stored.last_text("overview").split("\n")[0]
        await desk.press("alt+u", "enter")
        last = desk.report.work.session.stored.last_text("overview")
        assert editor(desk).texts[0].text.startswith(first + "\n") or "\n" not in last


async def test_the_text_around_a_table_is_shown_and_written_and_the_table_comes_back(opened: Opened) -> None:
    async with opened("disclosure") as desk:
        await desk.press("w")
        await desk.write("另有三件在办")
        await desk.app.perform("report.table_text")
        await desk.pilot.pause()
        assert desk.stored().narratives["disclosure"] == "另有三件在办"
        assert desk.report.grid is not None
        await desk.press("alt+w")
        assert "另有三件在办" in editor(desk).current.text
        await desk.press("alt+3")
        assert desk.report.grid is not None
