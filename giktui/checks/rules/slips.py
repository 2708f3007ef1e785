"""PL-TRANSPOSED and PL-SHIFTED: broken sums that one slip of the hand explains."""

from collections.abc import Iterator

from giktui.checks.repair.hints import Reason, reason_text
from giktui.checks.rule_input import Case, Find, Remark
from giktui.i18n import _


def slips(reason: Reason) -> Find:
    """The rule that names the repairs whose changes all have this reason."""

    def find(case: Case) -> Iterator[Remark]:
        for hint in case.hints.answers:
            if all(change.reason == reason for change in hint.changes):
                first = hint.changes[0]
                yield Remark(
                    _("{place}：{reason}，{old} 应为 {new}？").format(
                        place=case.label(first.cell), reason=reason_text(reason), old=first.old, new=first.new
                    ),
                    tuple(change.cell for change in hint.changes),
                    first.old,
                    first.new,
                    suggestion=hint.text,
                )

    return find
