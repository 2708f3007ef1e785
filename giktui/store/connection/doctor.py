"""Is the database sound? What `giktui doctor` says of the file; what it says of the terminal is the command's own."""

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from giktui.errors import GiktuiError
from giktui.form import FORM_IDS
from giktui.i18n import _
from giktui.store.connection.connect import SCHEMA_VERSION, connect
from giktui.store.connection.foreign import lost_triggers
from giktui.store.journal.agreement import agrees
from giktui.store.models import Check, Entry
from giktui.store.reports.index import each_entry, how_many

_ENOUGH_FREE = 200 * 1024**2

Watch = Callable[[Iterable[Entry], int], Iterable[Entry]]
"""Passes on the reports that are gone through, of which there are so many."""


def diagnose(path: Path, watch: Watch = lambda each, _total: each) -> list[Check]:
    """What can be told of the database at `path`. Nothing is written, but for bringing an older schema up to date.

    `watch` sees the reports go by as their journals are replayed: what takes longest.
    """
    space = _space(path)
    if not path.exists():
        advice = _("用 giktui import 导入报告，或用 giktui open 新建一份。")
        return [Check(_("数据库"), True, _("{path} 还没有建立").format(path=path), advice), space]
    try:
        db = connect(path, write=False)
    except (GiktuiError, sqlite3.DatabaseError) as error:
        said = str(error) if isinstance(error, GiktuiError) else f"{path}: {error}"
        return [Check(_("数据库"), False, said, _("用 --db 指定另一个文件，或从备份恢复。")), space]
    try:
        db.execute("BEGIN")  # one picture of it, whatever others write meanwhile
        return [Check(_("数据库"), True, str(path)), *_checks(db, watch), space]
    except sqlite3.DatabaseError as error:
        return [Check(_("数据库"), False, f"{path}: {error}", _("从备份恢复。")), space]
    finally:
        db.close()


def _checks(db: sqlite3.Connection, watch: Watch) -> Iterator[Check]:
    restore = _("从备份恢复；先把坏的文件另存一份。")
    found = [text for (text,) in db.execute("PRAGMA integrity_check(3)") if text != "ok"]
    yield Check(_("完整性"), not found, "; ".join(found) or _("完好"), restore)
    dangling = db.execute("PRAGMA foreign_key_check").fetchall()
    tables = _("、").join(sorted({row[0] for row in dangling}))
    message = _("{n} 行无所属：{tables}").format(n=len(dangling), tables=tables) if dangling else _("一致")
    yield Check(_("表间引用"), not dangling, message, restore)
    (version,) = db.execute("PRAGMA user_version").fetchone()
    message = _("第 {version} 版，格式 {forms}").format(version=version, forms=_("、").join(FORM_IDS))
    yield Check(_("库版本"), version == SCHEMA_VERSION, message, _("用本程序打开一次即可更新。"))
    (mode,) = db.execute("PRAGMA journal_mode").fetchone()
    message = "WAL" if mode == "wal" else _("{mode}（备份文件如此，打开填报时改为 WAL）").format(mode=mode.upper())
    yield Check(_("日志方式"), True, message)
    lost = lost_triggers(db)
    text = _("缺少 {n} 个触发器：{names}").format(n=len(lost), names=_("、").join(lost))
    yield Check(_("只增不改"), not lost, text if lost else _("修改记录的触发器齐全"), restore)
    yield _journal(db, watch)
    (requests,) = db.execute("SELECT count(*) FROM request").fetchone()
    if requests:
        text = _("{n} 件申请，姓名和内容只在这个数据库里；备份、副本里也有，请同样保管")
        yield Check(_("台账"), True, text.format(n=requests))


def _journal(db: sqlite3.Connection, watch: Watch) -> Check:
    count = how_many(db)
    wrong: list[str] = []
    for entry in watch(each_entry(db), count):
        if not agrees(db, entry):
            wrong.append(f"{entry.agency} {entry.year}")
    name = _("修改记录")
    if wrong:
        shown = _("、").join(wrong[:3])
        text = _("{n} 份报告与修改记录不一致：{shown}").format(n=len(wrong), shown=shown)
        return Check(name, False, text, _("有人绕过 giktui 改过数据库。用 giktui history 核对，或从备份恢复。"))
    return Check(name, True, _("{n} 份报告与修改记录一致").format(n=count))


def _space(path: Path) -> Check:
    folder = next((folder for folder in path.absolute().parents if folder.is_dir()), Path("/"))
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return Check(_("磁盘"), False, f"{folder}: {error.strerror}", _("检查磁盘是否接好。"))
    text = _("{folder} 还有 {n} MB").format(folder=folder, n=free // 1024**2)
    return Check(_("磁盘"), free >= _ENOUGH_FREE, text, _("请腾出空间。"))
