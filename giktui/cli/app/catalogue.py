"""The commands: in which module each stands and what it is for. `giktui --help` needs nothing but this."""

from collections.abc import Mapping
from typing import NamedTuple

from giktui.i18n import _


class Entry(NamedTuple):
    """A command's module in this package and its line in the list of commands."""

    module: str
    summary: str


def commands() -> Mapping[str, Entry]:
    """Every command by its name, in the order of `giktui --help`."""
    return {
        "demo": Entry("demo", _("导入自带示例，检查、比较并打开")),
        "import": Entry("importing", _("导入已有的报告：网页、Word、Excel、PDF、文本、压缩包")),
        "open": Entry("open", _("在全屏界面中打开一份报告")),
        "list": Entry("list", _("列出数据库中的报告")),
        "show": Entry("show", _("显示一份报告")),
        "search": Entry("search", _("在所有报告的文字中查找")),
        "check": Entry("check", _("查出报告中的问题")),
        "repair": Entry("repair", _("列出改哪几格可以消除问题，并照着改")),
        "rules": Entry("rules", _("规则的界限、期限、级别：查看和设置")),
        "waive": Entry("waive", _("写明理由，豁免一个问题")),
        "diff": Entry("diff", _("比较两份报告，列出变动")),
        "export": Entry("export", _("把报告写成文件：文本、网页、Word、Excel 等")),
        "history": Entry("history", _("谁在何时把哪一格由什么改为什么")),
        "undo": Entry("undo", _("撤销一份报告最近一次改动")),
        "redo": Entry("redo", _("恢复刚撤销的改动")),
        "submit": Entry("submit", _("提交并锁定一份没有问题的报告")),
        "reopen": Entry("reopen", _("撤回提交，使报告可以修改")),
        "delete": Entry("delete", _("删除填错年份、填错机关的报告")),
        "restore": Entry("restore", _("恢复删除了的报告")),
        "return": Entry("return_", _("把报告退回给机关，附意见")),
        "comment": Entry("comment", _("批注：对一格、一段或一份报告提意见，答复，办结")),
        "notice": Entry("notice", _("整改通知：给每个机关一份 Word 通知和一份 Excel 回复表")),
        "proposals": Entry("proposals", _("外来的说明、别名、上级：列出，采用或者不采用")),
        "trend": Entry("trend", _("指标的历年变化：表、终端里的图、网页")),
        "stats": Entry("stats", _("指标在各机关之间的分布和排名")),
        "triage": Entry("triage", _("先看哪些：有错的，以及数字与同类相差很远的")),
        "twins": Entry("twins", _("雷同：两份报告共有的文字和表格")),
        "lake": Entry("lake", _("把数据库写成 Parquet，用 DuckDB 或 Spark 统计")),
        "status": Entry("status", _("谁报了，谁没报，各有多少问题")),
        "rollup": Entry("rollup", _("把下级的报告汇总，与上级的比较")),
        "package": Entry("package", _("把一年的报告打成一个文件，报给上级")),
        "requests": Entry("requests", _("申请登记台账：导入、登记、到期提醒，由它填报表三")),
        "agency": Entry("agency", _("机关：上下级、层级、名称")),
        "watch": Entry("watch", _("从网上读入的网页：发布后改了什么，哪些不在、换了地址")),
        "reread": Entry("reread", _("用现在的程序重读已导入的文件")),
        "keys": Entry("keys", _("全屏界面的操作、名称和按键")),
        "backup": Entry("backup", _("备份数据库")),
        "doctor": Entry("doctor", _("检查数据库、终端和语言环境")),
    }
