"""What can be done in a report: on its screen, in the entry grid, in the narrative editor."""

from giktui.i18n import _
from giktui.tui.actions.action import Action


def actions() -> tuple[Action, ...]:
    """The actions of the report screen."""
    return (*_sections(), *_report(), *_grid(), *_grid_moves(), *_narrative(), *_list())


def _sections() -> tuple[Action, ...]:
    names = [
        (_("标题与引言"), "Title and preamble"),
        (_("第一部分"), "Section I"),
        (_("第二部分"), "Section II"),
        (_("第三部分"), "Section III"),
        (_("第四部分"), "Section IV"),
        (_("第五部分"), "Section V"),
        (_("第六部分"), "Section VI"),
    ]
    return (
        *(
            Action(f"report.section_{number}", (f"alt+{number}",), name, english, run=f"section({number})")
            for number, (name, english) in enumerate(names)
        ),
        Action("report.next_section", ("ctrl+pagedown", "alt+right"), _("下一部分"), "Next section"),
        Action("report.previous_section", ("ctrl+pageup", "alt+left"), _("上一部分"), "Previous section"),
    )


def _report() -> tuple[Action, ...]:
    return (
        Action("report.next_finding", ("f3", "n", "ctrl+n"), _("下一个问题"), "Next finding"),
        Action("report.previous_finding", ("shift+f3", "N", "alt+n"), _("上一个问题"), "Previous finding"),
        Action("report.toggle_last", ("f4", "y", "alt+y"), _("对照上年"), "Last year's values beside this year's"),
        Action("report.explain", ("f1", "question_mark", "alt+h"), _("帮助：这一格和全部按键"), "Help for this cell"),
        Action("report.find", ("slash", "ctrl+f"), _("按名称找一行"), "Find a row by its words"),
        Action("report.table_text", ("w", "alt+w"), _("表前表后的文字"), "The text around the table"),
        Action("report.undo", ("ctrl+z",), _("撤销"), "Undo"),
        Action("report.redo", ("ctrl+y",), _("重做"), "Redo"),
        Action("report.save", ("ctrl+s",), _("保存（本来就自动保存）"), "Save (it is saved already)"),
        Action("report.zeros", ("Z", "alt+z"), _("本部分空白补零"), "Fill the blanks of the section with zero"),
        Action("report.verify", ("V", "alt+v"), _("复录校对（再录一遍比对）"), "Verify: enter twice and compare"),
        Action("report.findings", ("F", "alt+l"), _("全部问题"), "All findings"),
        Action("report.history", ("H", "alt+j"), _("修改记录"), "History: who changed what"),
        Action("report.comments", ("M", "alt+m"), _("批注"), "Comments on the report and this cell"),
        Action("report.compare", ("D", "alt+d"), _("与上年比较"), "Compare with last year"),
        Action("report.requests", ("R", "alt+r"), _("这一格的申请、台账"), "The requests behind the cell"),
        Action("report.export", ("X", "alt+x"), _("导出"), "Export"),
        Action("report.submit", ("S", "alt+s"), _("提交（锁定报告）"), "Submit: lock the report"),
        Action("report.reopen", ("O", "alt+o"), _("撤回提交（解锁）"), "Reopen: unlock the report"),
        Action("report.delete", ("K", "alt+9"), _("删除报告"), "Delete the report, with a reason"),
        Action("report.lead", ("f9", "alt+q"), _("带填：六步走完一份报告"), "Lead (through a report in six steps)"),
        Action(
            "report.next_report",
            ("f12", "alt+full_stop"),
            _("列表里的下一份"),
            "Next report of the list",
            run="step_report(1)",
        ),
        Action(
            "report.previous_report",
            ("shift+f12", "alt+comma"),
            _("列表里的上一份"),
            "Previous report of the list",
            run="step_report(-1)",
        ),
        Action("report.home", ("G", "alt+g"), _("回到总表"), "Home: all agencies and years"),
        Action("report.leave", ("q",), _("离开（已全部保存）"), "Leave (everything is saved)"),
    )


def _grid() -> tuple[Action, ...]:
    return (
        Action("grid.enter", ("enter",), _("录入并前进"), "Commit and go on, skipping totals", palette=False),
        Action(
            "grid.row_wise", ("r", "f6", "alt+p"), _("Enter 向右、向下：逐行、逐列录入"), "Enter goes right, or down"
        ),
        Action("grid.next", ("tab",), _("录入并向右"), "Commit and go right", palette=False),
        Action("grid.previous", ("shift+tab",), _("录入并向左"), "Commit and go left", palette=False),
        Action("grid.give_up", ("escape",), _("放弃正在录入的数"), "Give up what is typed", palette=False),
        Action("grid.edit", ("f2", "e", "alt+e"), _("修改这一格"), "Edit the value"),
        Action("grid.blank", ("delete",), _("清空这一格"), "Blank the cell"),
        Action("grid.backspace", ("backspace",), _("退格；清空这一格"), "Backspace; blank the cell", palette=False),
        Action("grid.ditto", ("ctrl+d",), _("照抄上年"), "Ditto: last year's value"),
        Action("grid.accept", ("A", "alt+k"), _("采用识别出的数"), "Accept what was made out in the picture"),
        Action("grid.total", ("ctrl+t",), _("由各项合计"), "Total from its parts"),
        Action("grid.copy_row", ("c", "ctrl+c"), _("复制这一行"), "Copy the row", run="copy('row')"),
        Action("grid.copy_column", ("C", "alt+c"), _("复制这一列"), "Copy the column", run="copy('column')"),
        Action("grid.copy_table", ("T", "alt+a"), _("复制整张表"), "Copy the table", run="copy('table')"),
    )


def _grid_moves() -> tuple[Action, ...]:
    moves = [
        ("up", ("up",), _("上"), "Up", "move(-1,0)"),
        ("down", ("down",), _("下"), "Down", "move(1,0)"),
        ("left", ("left",), _("左"), "Left", "move(0,-1)"),
        ("right", ("right",), _("右"), "Right", "move(0,1)"),
        ("row_start", ("home",), _("行首"), "Start of the row", "row_end(False)"),
        ("row_end", ("end",), _("行尾"), "End of the row", "row_end(True)"),
        ("page_up", ("pageup",), _("上一页"), "Page up", "page(-1)"),
        ("page_down", ("pagedown",), _("下一页"), "Page down", "page(1)"),
        ("table_start", ("ctrl+home",), _("表首"), "First cell", "table_end(False)"),
        ("table_end", ("ctrl+end",), _("表尾"), "Last cell", "table_end(True)"),
    ]
    return tuple(
        Action(f"grid.{id}", keys, name, english, palette=False, run=run) for id, keys, name, english, run in moves
    )


def _narrative() -> tuple[Action, ...]:
    return (
        Action("narrative.find_text", ("ctrl+f",), _("查找文字"), "Find in the text"),
        Action("narrative.find_again", ("ctrl+g",), _("查找下一处"), "Find the next place"),
        Action("narrative.replace_text", ("alt+r",), _("查找并替换"), "Find and replace"),
        Action("narrative.take_paragraph", ("alt+u",), _("取用上年的一段"), "Take a paragraph of last year's text"),
        Action("narrative.text_start", ("ctrl+home",), _("文首"), "Beginning of the text", palette=False),
        Action("narrative.text_end", ("ctrl+end",), _("文末"), "End of the text", palette=False),
        Action("narrative.insert_figure", ("alt+i", "f8"), _("插入表中的数"), "Insert a figure of the tables"),
        Action("narrative.external", ("ctrl+e",), _("用 $EDITOR 编辑"), "Edit in $EDITOR", priority=True),
        Action("narrative.out", ("escape",), _("回到部分列表"), "Back to the list of sections", palette=False),
    )


def _list() -> tuple[Action, ...]:
    return (
        Action("sections.up", ("up",), _("上一部分"), "Section above", palette=False, run="step(-1)"),
        Action("sections.down", ("down",), _("下一部分"), "Section below", palette=False, run="step(1)"),
        Action("sections.go_in", ("enter", "right", "tab"), _("进入这一部分"), "Into the section", palette=False),
    )
