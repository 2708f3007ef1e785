"""Where each screen is: its module is imported when it is first shown."""

from importlib import import_module
from typing import Any, cast

from textual.screen import Screen

_HERE = "giktui.tui.screens"
SCREENS_BY_NAME = {
    "start": f"{_HERE}.start.screen:StartScreen",
    "home": f"{_HERE}.home.screen:HomeScreen",
    "report": f"{_HERE}.report.screen:ReportScreen",
    "compare": f"{_HERE}.compare.screen:CompareScreen",
    "findings": f"{_HERE}.findings.screen:FindingsScreen",
    "findings_all": f"{_HERE}.findings.all_reports:AllFindingsScreen",
    "twins": f"{_HERE}.twins.screen:TwinsScreen",
    "rules": f"{_HERE}.rules.screen:RulesScreen",
    "comments": f"{_HERE}.comments.screen:CommentsScreen",
    "problems": f"{_HERE}.problems.screen:ProblemsScreen",
    "history": f"{_HERE}.history.screen:HistoryScreen",
    "import": f"{_HERE}.import_files.screen:ImportScreen",
    "export": f"{_HERE}.export.screen:ExportScreen",
    "trend": f"{_HERE}.trend.screen:TrendScreen",
    "status": f"{_HERE}.status.screen:StatusScreen",
    "rollup": f"{_HERE}.rollup.screen:RollupScreen",
    "requests": f"{_HERE}.requests.screen:RequestsScreen",
    "agencies": f"{_HERE}.agencies.screen:AgenciesScreen",
    "new_report": f"{_HERE}.new_report.screen:NewReportDialog",
    "help": f"{_HERE}.help.screen:HelpScreen",
}


def made(name: str, **arguments: Any) -> Screen[Any]:
    """A new screen of that name; `arguments` go to its constructor. KeyError for a name that is none."""
    module, _colon, class_name = SCREENS_BY_NAME[name].partition(":")
    screen_class = getattr(import_module(module), class_name)
    return cast("Screen[Any]", screen_class(**arguments))
