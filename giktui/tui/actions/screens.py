"""What can be done on the screens other than the report's."""

from giktui.i18n import _
from giktui.tui.actions.action import Action


def actions() -> tuple[Action, ...]:
    """The actions of home, compare, findings, history, import, export, trend, status, agencies and help."""
    return (
        *_everywhere(),
        *_home(),
        *_compare(),
        *_findings(),
        *_problems(),
        *_comments(),
        *_twins(),
        *_rules(),
        *_history(),
        *_files(),
        *_others(),
        *_moves(),
    )


def _everywhere() -> tuple[Action, ...]:
    return (
        Action("page.leave", ("q", "escape"), _("返回"), "Back"),
        Action("page.help", ("f1", "question_mark", "alt+h"), _("帮助"), "Help: all keys"),
    )


def _home() -> tuple[Action, ...]:
    return (
        Action("home.open", ("enter",), _("打开"), "Open the report"),
        Action("home.new", ("n",), _("新建"), "New report"),
        Action("home.import_files", ("i",), _("导入"), "Import files"),
        Action("home.check", ("c",), _("检查"), "Check this report"),
        Action("home.check_all", ("C", "alt+c"), _("全部检查"), "Check every report, worst first"),
        Action("home.problems", ("p", "alt+p"), _("问题一览"), "Every problem of every report"),
        Action("home.rules", ("L", "alt+l"), _("规则设置"), "Thresholds, deadlines and severities of the rules"),
        Action("home.twins", ("w",), _("雷同"), "Texts and tables that two reports have in common"),
        Action("home.compare", ("d",), _("比较"), "Compare with the year before"),
        Action("home.compare_agencies", ("D", "alt+d"), _("与别的机关比较"), "Compare with another agency"),
        Action("home.export", ("e",), _("导出"), "Export"),
        Action("home.history", ("h",), _("修改记录"), "History: who changed what"),
        Action("home.trend", ("t",), _("趋势"), "Trend over the years"),
        Action("home.status", ("s",), _("报送情况"), "Status of the year: who has reported"),
        Action("home.rollup", ("u", "alt+u"), _("汇总下级"), "Add up the reports below this agency"),
        Action("home.requests", ("r",), _("申请台账"), "Register of requests"),
        Action("home.agencies", ("g",), _("机关"), "Agencies: the tree"),
        Action("home.delete", ("delete", "alt+k"), _("删除报告"), "Delete the report, with a reason"),
        Action("home.restore", ("R", "alt+r"), _("恢复删除的报告"), "Restore a deleted report"),
        Action("home.filter", ("slash", "ctrl+f"), _("筛选"), "Filter the agencies"),
        Action("home.start", ("F", "alt+o"), _("开始页：导入、新建、示例"), "Start page: import, begin, example"),
        Action("home.clear", ("escape",), _("取消筛选"), "Clear the filter", palette=False),
    )


def _compare() -> tuple[Action, ...]:
    return (
        Action("compare.next_change", ("n", "f3", "ctrl+n"), _("下一处"), "Next change"),
        Action("compare.previous_change", ("N", "shift+f3", "alt+n"), _("上一处"), "Previous change"),
        Action("compare.toggle_all", ("a",), _("全部、只看变化"), "All or only what changed"),
        Action("compare.threshold", ("t",), _("变化下限"), "Least change shown, in per cent"),
        Action("compare.section", ("s",), _("选一部分"), "One section only"),
        Action("compare.older", ("o",), _("换左边"), "Choose the left-hand report"),
        Action("compare.newer", ("w",), _("换右边"), "Choose the right-hand report"),
        Action("compare.swap", ("x",), _("左右对换"), "Swap the sides"),
        Action("compare.go", ("enter",), _("到这一处"), "Go to this cell in the report"),
    )


def _findings() -> tuple[Action, ...]:
    return (
        Action("findings.go", ("enter",), _("到表中"), "Go to the cell"),
        Action("findings.requests", ("R", "alt+r"), _("这一格的申请"), "The requests behind the cell"),
        Action("findings.waive", ("w",), _("豁免"), "Waive with a reason"),
        Action("findings.unwaive", ("W", "alt+w"), _("撤销豁免"), "Take the waiver back"),
        Action("findings.severity", ("s",), _("级别"), "Filter by severity"),
        Action("findings.each", ("e",), _("逐条列出"), "Each finding, or each cause"),
        Action("findings.section", ("b",), _("部分"), "Filter by section"),
        Action("findings.explain", ("x",), _("规则"), "What the rule checks and why"),
        Action("findings.read", ("tab", "p"), _("看全文"), "Read in full, or back"),
        Action("findings.accept", ("a",), _("采用识别出的数"), "Accept what was made out in the picture"),
        Action("findings.apply_hint", ("r",), _("修复"), "Apply a repair hint"),
        Action("findings.submit", ("u",), _("提交"), "Submit: lock the report"),
        Action("findings.reopen", ("o",), _("撤回提交"), "Reopen a submitted report"),
        Action("findings_all.open", ("enter",), _("看这份的问题"), "The findings of this report"),
        Action("findings_all.go", ("g",), _("打开报告"), "Open the report"),
        Action("findings_all.only_blocked", ("f",), _("只看不能提交的"), "Only reports that cannot be submitted"),
        Action("findings_all.stop", ("escape",), _("停止"), "Stop checking", palette=False),
    )


def _problems() -> tuple[Action, ...]:
    return (
        Action("problems.go", ("enter",), _("到表中"), "Go to the cell; open or close a group"),
        Action("problems.filter", ("slash", "ctrl+f"), _("筛选"), "Filter by words"),
        Action("problems.mark", ("space",), _("选定"), "Choose or leave out"),
        Action("problems.mark_all", ("a",), _("全选"), "Choose all that is shown, or none"),
        Action("problems.waive", ("w",), _("豁免"), "Waive the chosen with one reason", run="act('waive')"),
        Action("problems.comment", ("c",), _("批注"), "Comment on the chosen", run="act('comment')"),
        Action("problems.give_back", ("b",), _("退回"), "Return the reports of the chosen", run="act('give_back')"),
        Action(
            "problems.notice", ("n",), _("整改通知"), "Write notices for the reports of the chosen", run="act('notice')"
        ),
        Action("problems.copy", ("Y", "ctrl+c"), _("复制"), "Copy the chosen, or all", run="act('copy')"),
        Action("problems.export", ("e",), _("导出"), "Write the chosen, or all, to a table", run="act('export')"),
        Action("problems.sort", ("o",), _("排列"), "Sort by", run="view('sort')"),
        Action("problems.group", ("g",), _("分组"), "Group by", run="view('group')"),
        Action("problems.severity", ("s",), _("级别"), "One severity only", run="view('narrow', 'severity')"),
        Action("problems.status", ("t",), _("状态"), "One state only", run="view('narrow', 'status')"),
        Action("problems.rule", ("r",), _("规则"), "One rule only", run="view('narrow', 'rule')"),
        Action("problems.level", ("l",), _("层级"), "One level only", run="view('narrow', 'level')"),
        Action("problems.parent", ("p",), _("上级"), "Below one parent only", run="view('narrow', 'parent')"),
        Action("problems.year", ("y",), _("年份"), "One year only", run="view('narrow', 'year')"),
        Action("problems.clear", ("0",), _("取消筛选"), "Look for everything again"),
        Action(
            "problems.next_report", ("right_square_bracket", "N", "f12", "alt+full_stop"), _("下一份"), "Next report"
        ),
        Action(
            "problems.previous_report",
            ("left_square_bracket", "P", "shift+f12", "alt+comma"),
            _("上一份"),
            "Previous report",
        ),
    )


def _comments() -> tuple[Action, ...]:
    return (
        Action("comments.go", ("enter",), _("到表中"), "Go to where it stands"),
        Action("comments.add", ("a",), _("批注"), "Add a comment"),
        Action("comments.answer", ("r",), _("答复"), "Answer"),
        Action("comments.close", ("x",), _("办结"), "Close with its answers"),
        Action("comments.every", ("f",), _("全部、只看未办结"), "All or only the open ones"),
    )


def _rules() -> tuple[Action, ...]:
    return (
        Action("rules.set", ("enter",), _("设置"), "Set the rule or threshold"),
        Action("rules.reset", ("d", "delete"), _("恢复原值"), "Take the setting back"),
        Action("rules.changed", ("f",), _("只看改过的"), "Only what is set otherwise"),
    )


def _twins() -> tuple[Action, ...]:
    return (
        Action("twins.compare", ("enter",), _("并排比较"), "Side by side"),
        Action("twins.one", ("left", "o"), _("打开左边"), "Open the report on the left"),
        Action("twins.other", ("right", "p"), _("打开右边"), "Open the report on the right"),
    )


def _history() -> tuple[Action, ...]:
    return (
        Action("history.restore", ("r",), _("恢复此值"), "Restore the value from before this edit"),
        Action("history.filter", ("slash", "ctrl+f"), _("筛选"), "Filter by cell or person"),
        Action("history.only_cell", ("f",), _("只看此格"), "Only this cell, or all"),
        Action("history.go", ("enter",), _("到表中"), "Go to the cell"),
    )


def _files() -> tuple[Action, ...]:
    return (
        Action("import.choose", ("enter",), _("进入、导入"), "Into the folder, or import the file"),
        Action("import.path", ("slash", "ctrl+f"), _("输入路径"), "Type a path"),
        Action("import.go", ("i", "alt+i"), _("导入所选"), "Import what is chosen"),
        Action("import.mark", ("space",), _("选定"), "Choose or leave out"),
        Action("import.replace", ("r",), _("替换已有"), "Replace reports that are there"),
        Action("import.open", ("o",), _("打开报告"), "Open the report imported"),
        Action("export.write", ("w", "enter"), _("写到文件"), "Write to a file"),
        Action("export.next_format", ("right", "f"), _("下一格式"), "Next format"),
        Action("export.preview", ("tab", "p"), _("翻看预览"), "Scroll the preview, or back"),
        Action("export.previous_format", ("left", "b"), _("上一格式"), "Previous format"),
    )


def _others() -> tuple[Action, ...]:
    return (
        Action("trend.next_measure", ("right", "n"), _("下一指标"), "Next measure"),
        Action("trend.previous_measure", ("left", "N"), _("上一指标"), "Previous measure"),
        Action("trend.filter", ("slash", "ctrl+f"), _("筛选"), "Filter the measures"),
        Action("trend.agency", ("g",), _("换机关"), "Another agency"),
        Action("status.year", ("y",), _("换年份"), "Another year"),
        Action("status.only", ("f",), _("只看"), "Only those missing, late, …"),
        Action("status.open", ("enter",), _("打开"), "Open the report"),
        Action("status.remind", ("m",), _("催报文字"), "Reminder as text"),
        Action("status.rollup", ("u", "alt+u"), _("汇总下级"), "Add up the reports below this agency"),
        Action("rollup.go", ("enter",), _("到表中"), "Go to the cell in the agency's own report"),
        Action("rollup.every", ("a",), _("全部、只看不相符"), "All cells or only those that differ"),
        Action("rollup.fill", ("f", "alt+i"), _("填入草稿"), "Fill the sums into the agency's own draft"),
        Action("requests.answer", ("enter",), _("登记答复"), "Answer"),
        Action("requests.add", ("a",), _("登记申请"), "New request"),
        Action("requests.settle", ("s",), _("弄清"), "Settle what is not certain"),
        Action("requests.leave_out", ("x",), _("不计、重新计入"), "Leave out, or count again"),
        Action("requests.history", ("h",), _("修改记录"), "What was done to the request"),
        Action("requests.view", ("f",), _("看哪些"), "Which are shown"),
        Action("requests.year", ("y",), _("换年份"), "Another year"),
        Action("requests.take_in", ("i",), _("导入台账"), "Take a list in"),
        Action("requests.fill", ("w",), _("填入报告"), "Fill the report"),
        Action("agencies.add", ("a",), _("新增下级"), "Add an agency below"),
        Action("agencies.add_top", ("A", "alt+a"), _("新增顶级"), "Add an agency at the top"),
        Action("agencies.rename", ("r",), _("改名"), "Rename"),
        Action("agencies.move", ("m",), _("移动"), "Move below another agency"),
        Action("agencies.level", ("l",), _("层级"), "Level"),
        Action("agencies.rules", ("p",), _("可否制定规章"), "Whether it may make rules"),
        Action("agencies.mark", ("space",), _("选定"), "Choose or leave out"),
        Action("agencies.reform", ("s",), _("机构改革"), "Merged, split, or two names of one agency"),
        Action("agencies.filter", ("slash", "ctrl+f"), _("筛选"), "Filter the agencies"),
        Action("help.filter", ("slash", "ctrl+f"), _("筛选"), "Filter the keys"),
        Action("start.import_files", ("i",), _("导入"), "Import files"),
        Action("start.new", ("n",), _("新建"), "New report"),
        Action("start.example", ("e",), _("看示例"), "Look at the example"),
        Action(
            "start.lead", ("f9", "alt+q"), _("带填：六步填第一份报告"), "Lead (through a first report in six steps)"
        ),
        Action("start.home", ("h",), _("机关一览"), "The agencies"),
    )


def _moves() -> tuple[Action, ...]:
    return (
        Action("list.up", ("up", "k"), _("上一行"), "Up", palette=False),
        Action("list.down", ("down", "j"), _("下一行"), "Down", palette=False),
        Action("list.page_up", ("pageup", "ctrl+b"), _("上一屏"), "Page up", palette=False),
        Action("list.page_down", ("pagedown",), _("下一屏"), "Page down", palette=False),
        Action("list.first", ("home",), _("第一行"), "First row", palette=False),
        Action("list.sort", ("f7", "alt+r"), _("换排序"), "Sort by another column", run="sort"),
        Action("list.last", ("end",), _("最后一行"), "Last row", palette=False),
        Action("matrix.previous_year", ("left", "shift+tab"), _("左一年"), "Year to the left", palette=False),
        Action("matrix.next_year", ("right", "tab"), _("右一年"), "Year to the right", palette=False),
    )
