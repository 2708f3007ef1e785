"""True sentences for the honest reports, in many hands: of requests, results, cases, decisions, and of other things."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

from checks.honest import chinese, percent

F = Mapping[str, Any]
Sentence = Callable[[F, random.Random], str]


def _change(now: int, before: int, draw: random.Random) -> str:
    if now == before:
        return draw.choice(("与上年持平", "与去年相同", "同比持平"))
    word = draw.choice(("增加", "增长")) if now > before else draw.choice(("减少", "下降"))
    by = f"{word[:1] + '加' if word[:1] == '增' else '减少'}{abs(now - before)}件"
    if before and draw.random() < 0.6:
        return f"同比{by}，{'增长' if now > before else '下降'}{percent(abs(now - before), before, draw.choice((0, 1, 2)), draw)}%"
    return f"{draw.choice(('比上年', '较去年', '同比'))}{by}"


def _plain(f: F, draw: random.Random) -> str:
    growth = "" if f["first"] else f"，{_change(f['r'], f['r1'], draw)}"
    return f"{f['year']}年，{f['called']}共收到政府信息公开申请{f['r']}件{growth}；上年结转{f['in']}件，办结{f['h']}件，结转下年度{f['out']}件。"


def _all_in_all(f: F, draw: random.Random) -> str:
    return f"全年共受理政府信息公开申请{f['r'] + f['in']}件（含上年结转{f['in']}件），按期办结{f['h']}件，{f['out']}件按规定结转{f['next']}年办理。"


def _list(f: F, draw: random.Random) -> str:
    return f"办理情况如下：\n1.新收政府信息公开申请{f['r']}件；\n2.上年结转{f['in']}件；\n3.办结{f['h']}件；\n4.结转下年度继续办理{f['out']}件。"


def _characters(f: F, draw: random.Random) -> str:
    if max(f["r"], f["h"]) >= 100:
        return _plain(f, draw)
    return f"本年度新收政府信息公开申请{chinese(f['r'])}件，办结{chinese(f['h'])}件。"


def _nil_or_all(f: F, draw: random.Random) -> str:
    if not f["r"]:
        return draw.choice(
            (
                "本年度未收到政府信息公开申请。",
                "全年没有收到政府信息公开申请，也无上年结转。",
                f"{f['year']}年{f['own']}依申请公开零申请。",
            )
        )
    if not f["out"]:
        return f"{f['own']}收到政府信息公开申请{f['r']}件，全部按时办结，无结转下年度事项。"
    return f"{f['own']}收到政府信息公开申请{f['r']}件，其中{f['out']}件尚在法定答复期限内，其余均已办结。"


def _channels(f: F, draw: random.Random) -> str:
    online = f["r"] // 2
    return f"收到政府信息公开申请{f['r']}件，其中网上申请{online}件、信函申请{f['r'] - online}件。"


def _years(f: F, draw: random.Random) -> str:
    if f["first"]:
        return _plain(f, draw)
    return f"政府信息公开申请量由{f['last']}年的{f['r1']}件变为{f['year']}年的{f['r']}件。"


def _people(f: F, draw: random.Random) -> str:
    if not f["r"]:
        return _nil_or_all(f, draw)
    return (
        f"收到政府信息公开申请{f['r']}件，其中自然人{f['people']}件，占{percent(f['people'], f['r'], draw.choice((0, 1, 2)), draw)}%；"
        f"法人或其他组织{f['r'] - f['people']}件。"
    )


REQUESTS: tuple[Sentence, ...] = (_plain, _all_in_all, _list, _characters, _nil_or_all, _channels, _years, _people)


def _six(f: F, draw: random.Random) -> str:
    return f"其中予以公开{f['g']}件、部分公开{f['p']}件、不予公开{f['f']}件、无法提供{f['u']}件、不予处理{f['n']}件、其他处理{f['o']}件。"


def _shares(f: F, draw: random.Random) -> str:
    places = draw.choice((0, 1, 2))
    told = [("予以公开", f["g"]), ("部分公开", f["p"]), ("不予公开", f["f"]), ("无法提供", f["u"])]
    return "答复结果中，" + "；".join(f"{what}{n}件，占{percent(n, f['h'], places, draw)}%" for what, n in told) + "。"


def _in_turn(f: F, draw: random.Random) -> str:
    return f"已办结的政府信息公开申请中，予以公开、部分公开、不予公开的分别为{f['g']}件、{f['p']}件、{f['f']}件。"


def _reasons(f: F, draw: random.Random) -> str:
    rows = f["rows"]
    return (
        f"不予公开{f['f']}件，其中保护第三方合法权益{rows['refused_third_party']}件、属于三类内部事务信息{rows['refused_internal_affairs']}件、"
        f"属于四类过程性信息{rows['refused_deliberative']}件、属于行政执法案卷{rows['refused_enforcement_file']}件；无法提供{f['u']}件。"
    )


def _together(f: F, draw: random.Random) -> str:
    return f"予以公开和部分公开共{f['g'] + f['p']}件，公开率{percent(f['g'] + f['p'], f['h'], 1, draw)}%。"


def _process(f: F, draw: random.Random) -> str:
    return f"办理过程中，延期答复{draw.randint(1, 5)}件，告知补正{draw.randint(1, 5)}件，征求第三方意见{draw.randint(1, 5)}件；全部在法定期限内答复或依法延长答复期限。"


def _bullets(f: F, draw: random.Random) -> str:
    return f"\n（1）予以公开{f['g']}件；\n（2）部分公开{f['p']}件；\n（3）不予公开{f['f']}件；\n（4）无法提供{f['u']}件；\n（5）不予处理{f['n']}件；\n（6）其他处理{f['o']}件。\n合计{f['h']}件。"


RESULTS_TOLD: tuple[Sentence, ...] = (_six, _shares, _in_turn, _reasons, _together, _process, _bullets)


def _cases(f: F, draw: random.Random) -> str:
    return f"因政府信息公开被申请行政复议{f['review']}件，被提起行政诉讼{f['suits']}件（直接起诉{f['direct']}件，复议后起诉{f['after']}件）。"


def _of_all_cases(f: F, draw: random.Random) -> str:
    return (
        f"{f['own']}全年被申请行政复议{f['review'] + draw.randint(20, 60)}件，其中涉及政府信息公开{f['review']}件；"
        f"被提起行政诉讼{f['suits'] + draw.randint(10, 40)}件，其中涉及政府信息公开{f['suits']}件。"
    )


def _outcomes(f: F, draw: random.Random) -> str:
    up, down, other, pending = f["outcomes"]
    return (
        f"政府信息公开行政复议结果维持、结果纠正、其他结果、尚未审结的分别为{up}件、{down}件、{other}件、{pending}件。"
    )


def _no_cases(f: F, draw: random.Random) -> str:
    told = f"行政复议{f['review']}件" if f["review"] else "未发生行政复议"
    return f"涉及政府信息公开的{told}，{'行政诉讼' + str(f['suits']) + '件' if f['suits'] else '未发生行政诉讼'}。"


def _as_reviewer(f: F, draw: random.Random) -> str:
    if f["kind"] not in {"county", "city"}:
        return _cases(f, draw)
    return f"作为复议机关，{f['own']}受理行政复议申请{draw.randint(90, 200)}件，审结{draw.randint(60, 90)}件，直接纠错率12.4%。"


CASES: tuple[Sentence, ...] = (_cases, _of_all_cases, _outcomes, _no_cases, _as_reviewer)


def _decisions(f: F, draw: random.Random) -> str:
    issued, repealed, in_force = f["docs"]
    whole = f"{f['own']}" if f["kind"] not in {"county", "city"} else f["own"]
    return f"{whole}制发行政规范性文件{issued}件，废止{repealed}件，现行有效{in_force}件；办理行政许可{f['lic']}件，行政处罚{f['pen']}件，行政强制{f['coe']}件。"


def _none_of(f: F, draw: random.Random) -> str:
    told = [
        f"行政许可{f['lic']}件" if f["lic"] else "未办理行政许可",
        f"行政处罚{f['pen']}件" if f["pen"] else "未实施行政处罚",
    ]
    return f"{'，'.join(told)}。公示行政许可信息{draw.randint(3, 40)}条、行政处罚信息{draw.randint(3, 40)}条。"


def _reviewed(f: F, draw: random.Random) -> str:
    return f"审核各类文件{draw.randint(100, 300)}件，其中规范性文件{draw.randint(10, 30)}件；清理历年文件{draw.randint(100, 400)}件，拟废止{draw.randint(5, 20)}件。"


def _tens_of_thousands(f: F, draw: random.Random) -> str:
    if f["lic"] < 10_000:
        return _decisions(f, draw)
    return f"办理行政许可{round(f['lic'] / 10_000, 2)}万件，其中网上办理{round(f['lic'] / 20_000, 2)}万件。"


DECISIONS: tuple[Sentence, ...] = (_decisions, _none_of, _reviewed, _tens_of_thousands)


def _fixed(text: str) -> Sentence:
    """A sentence about something else, with numbers of its own."""

    def sentence(f: F, draw: random.Random) -> str:
        numbers = {f"n{at}": draw.randint(2, 400) for at in range(1, 7)}
        return text.format(**numbers, year=f["year"], last=f["last"], own=f["own"])

    return sentence


BESIDE: tuple[Sentence, ...] = tuple(
    map(
        _fixed,
        (
            "通过门户网站发布信息{n1}余条，政务新媒体推送{n2}篇，政策解读{n3}篇，回应关切{n4}次。",
            "受理12345热线诉求{n1}件，办结{n2}件，办结率98.6%；办理领导信箱来信{n3}件。",
            "承办人大代表建议{n1}件、政协提案{n2}件，全部按时办结，答复公开率100%。",
            "作为对照，{last}年收到政府信息公开申请{n1}件，办结{n2}件；{last}年因信息公开发生行政复议{n3}件。",
            "县自然资源局收到申请{n1}件，县公安局收到{n2}件，两家合计占三成以上。",
            "2019年以来累计收到政府信息公开申请{n1}件，发生行政复议{n2}件、行政诉讼{n3}件。",
            "各直属单位收到信息公开类咨询{n1}件，均当场答复，不计入本报告统计范围。",
            "培训{n1}人次，开展案卷评查{n2}件，评出优秀案卷{n3}件，通报问题{n4}个。",
            "主动公开规范性文件{n1}件、其他文件{n2}件，制作图解{n3}期。",
            "办理土地征收信息公开投诉{n1}件，调解矛盾纠纷{n2}起，接待来访{n3}人次。",
            "{last}年度报告指出的{n1}个问题已全部整改，新增制度{n2}项。",
            "第三方评估反馈问题{n1}条，整改{n2}条，整改率90%以上，较上年提高4.5个百分点。",
            "全省系统内单位共收到申请{n1}件，同比增长{n2}%。",
            "公共企事业单位公开信息{n1}条，收到信息公开申诉{n2}件，办结{n2}件。",
            "1至6月收到申请{n1}件，7至12月收到{n2}件，峰值出现在3月，当月收到{n3}件。",
            "下一步，力争将申请办理平均用时压缩至{n1}个工作日以内，全年办结率保持100%。",
            "因行政处罚引发的行政复议{n1}件、行政诉讼{n2}件，因征地补偿引发的行政复议{n3}件。",
            "政务服务大厅受理办件{n1}万件，其中行政许可类{n2}件次，好差评好评率99.8%。",
            "县政府信息公开申请受理点接待群众{n1}人次，代为提交申请{n2}件。",
            "全年收到人民网网民留言{n1}件，答复{n2}件，公开答复{n3}件。",
            "所属事业单位收到信息公开申请{n1}件，答复{n2}件，由其自行统计。",
            "与{last}年相比，网站访问量增加{n1}万次，信息发布量增加{n2}件。",
            "因征地拆迁被申请行政复议{n1}件，维持{n2}件，纠正{n3}件；因工伤认定被提起行政诉讼{n4}件。",
            "市级行政复议机关共受理涉及本县的行政复议案件{n1}件，审结{n2}件，其中维持{n3}件。",
            "抽查行政处罚案卷{n1}件，发现问题{n2}个，撤销行政处罚决定{n3}件。",
            "行政许可事项清单共{n1}项，其中即办件{n2}项；取消行政许可{n3}项，下放{n4}项。",
            "市政府规章立法计划{n1}件，参与制定地方性法规{n2}件，配合制定规章{n3}件。",
            "县委、县政府印发文件{n1}件，其中县政府办公室印发{n2}件；转发上级文件{n3}件。",
            "收到不动产登记资料查询申请{n1}件，全部办结；收到档案查询申请{n2}件，办结{n3}件。",
            "全年受理信访事项{n1}件，上年结转{n2}件，办结{n3}件，结转下年度{n4}件。",
            "公共资源交易信息公开{n1}条，采购公告{n2}条，中标公示{n3}条，投诉处理{n4}件。",
            "上级机关转来申请{n1}件，告知向有关机关提出{n2}件，移送{n3}件。",
            "从申请内容看，涉及征地拆迁{n1}件，占42.3%；涉及社会保障{n2}件，占18.6%。",
            "其中，予以公开的申请平均办理时长{n1}个工作日，最长{n2}个工作日。",
            "行政执法公示平台公示行政许可{n1}件、行政处罚{n2}件、行政强制{n3}件，公示率100%。",
            "开展规范性文件合法性审核{n1}件，备案审查{n2}件，提出意见{n3}条。",
            "对{last}年度办结的政府信息公开申请案卷进行抽查，共抽查{n1}件，优秀{n2}件，不合格{n3}件。",
            "截至目前，平台累计受理申请{n1}件，注册用户{n2}人。",
            "指导基层办理疑难申请{n1}件，召开会商会{n2}次，参与行政诉讼应诉{n3}件。",
            "部门预决算公开单位{n1}家，公开率100%；重点民生信息{n2}条；义务教育信息{n3}条。",
            "劳动人事争议仲裁案件受理{n1}件，上年结转{n2}件，结案{n3}件。",
            "村（社区）公开栏更新{n1}次，受理群众公开申请{n2}件次，均当场答复。",
            "本年度处理群众通过电话提出的信息查询{n1}件，其中属于本机关职责的{n2}件，其余{n3}件已引导至有关部门。",
            "共青团、妇联等群团组织公开信息{n1}条；供水、供气企业受理报装申请{n2}件。",
            "开展拟公开信息保密审查{n1}件次，其中不予公开{n2}件，予以公开{n3}件。",
            "公文公开属性认定：主动公开{n1}件，依申请公开{n2}件，不予公开{n3}件。",
            "上半年收到政府信息公开申请{n1}件；下半年，受项目征迁影响，收到{n2}件。",
            "行政复议机关责令重新答复{n1}件，法院判决驳回诉讼请求{n2}件。",
            "司法局办理行政复议案件{n1}件，其中政府信息公开类{n2}件，占比21.4%。",
            "全国政府信息公开申请数量持续增长，某省{last}年达{n1}件，{year}年达{n2}件。",
        ),
    )
)
PARTS: tuple[tuple[str, ...], ...] = (
    (
        "（一）主动公开。",
        "（二）依申请公开。",
        "（三）政府信息管理。",
        "（四）平台建设。",
        "（五）监督保障。工作考核、社会评议正常开展，未发生责任追究。",
    ),
    (
        "1.主动公开情况。",
        "2.依申请公开情况。",
        "3.政府信息管理情况。",
        "4.政府信息公开平台建设情况。",
        "5.监督保障情况。开展工作考核和社会评议，无责任追究情形。",
    ),
    (
        "一是做好主动公开。",
        "二是规范依申请公开。",
        "三是加强政府信息管理。",
        "四是推进公开平台建设。",
        "五是强化监督保障、工作考核、社会评议和责任追究。",
    ),
)
