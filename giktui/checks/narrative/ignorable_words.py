"""Words that change nothing, as lists: those between a label and its number, and those in front of both."""

import re
from functools import cache, lru_cache
from typing import Final

_HARMLESS: Final = (
    "政府信息公开工作 政府信息公开 政府 信息公开 政府信息 政务公开 公民 社会公众 群众 公众 申请人 申请件 "
    "申请 案件 案 事项 办件 件数 数量 总数 总量 数 量 情况 共计 共 合计 总计 总 计 为 是 有 达到 "
    "达 了 的 各类 有效 书面 新 提出 提交 提起 被 发生 引发 引起 因 由 工作 决定 结果 作出 做出 "
    "做 作 处理 办理 进行 依法 依规 予以 分别 判决 裁定 法院 人民法院 复议机关 机关 原行政行为 "
    "行政行为 已 并 和 与 及 或者 或 均 全部 完毕 实际 本机关 答复书 告知书 其中 当事人 对 向 就 "
    "中 于 在 内 期限 法定 继续 受 起诉 任何 收 收取 相关 形式 类 人 等 后 通过 此 外 还 另 "
    "另有 不服 而 又 也 同时 行政 问题 居民 村民 市民 社会各界 有关 方面 产生 形成 涉及 涉 针对 "
    "事务 导致 造成 以及 过 数目 事宜 为被申请人 为被告 以 "
)
"""Words that may stand between a label and its number without changing what is counted."""

_FAMILIAR: Final = (
    "依法依规 依照 严格 规范 认真 及时 妥善 积极 稳妥 高效 按照 按 规定 要求 程序 流程 时限 渠道 "
    "制度 机制 进一步 不断 持续 完善 健全 畅通 优化 做好 抓好 落实 推进 强化 加强 开展 统计 数据 "
    "显示 总体 总的 年度 度 目前 一共 来看 看 从 本 以来 第 一是 二是 三是 四是 五是 六是 年底 "
    "年末 当年 含 包括 办结 答复 申请量 同比 较 登记 审核 我们 自 起 止 底 末 月 年 日 共有 件 "
    "条例 服务 理由 原因 均为 属于 类型 方式 途径 依申请公开 公开 信息 审查 征求 意见 经 予 给予 "
    "社会 再 接着 随后 最终 剩余 尚有 仍有 所 其 余 该 这 些 上述 前述 以上 未 没有 无 没 不 地 "
    "跟 实行 实施 着 确定 确认 明确 完成 累计 既 亦 且 仍 尚 曾 总共 大约 所有 凡 经统计 据 "
    "不完全 初步 其间 期间 按规 按质 平稳 有序 主要 重点 坚持 做到 切实 扎实 首次 突破 仅 只 除 "
    "扣除 加上 连同 此外 另外 已经 按期 如期 逐一 逐件 一律 统一 本级 年内 现 共同 如下 具体 "
)
"""Words that may besides stand in front of a statement without making it one on somebody or something else."""

_MARKS: Final = re.compile(r"[：:“”\s]|法人(?:和|或者?|及|与)?其他组织")
_BEGINNINGS: Final = re.compile(r"\d+[.、．]|[（(][一二三四五六七八九十]+[）)]|[（）()、]")


@lru_cache(maxsize=4096)
def harmless(text: str) -> bool:
    """Whether the text is made of harmless words and marks."""
    return _made_of(text, _all_harmless(), (_MARKS,))


@lru_cache(maxsize=4096)
def familiar(text: str) -> bool:
    """Whether the text is made of harmless and familiar words, marks and the numbers of headings."""
    return _made_of(text, _all_familiar(), (_MARKS, _BEGINNINGS))


def _made_of(text: str, words: frozenset[str], marks: tuple[re.Pattern[str], ...]) -> bool:
    """Whether the words and marks, put together, give the text."""
    reached = {0}
    for at in range(len(text)):
        if at in reached:
            reached.update(end for end in range(at + 1, at + _longest() + 1) if text[at:end] in words)
            reached.update(found.end() for mark in marks if (found := mark.match(text, at)))
    return len(text) in reached


@cache
def _all_harmless() -> frozenset[str]:
    return frozenset(_HARMLESS.split())


@cache
def _all_familiar() -> frozenset[str]:
    return _all_harmless() | frozenset(_FAMILIAR.split())


@cache
def _longest() -> int:
    return max(map(len, _all_familiar()))
