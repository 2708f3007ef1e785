"""The form's words as agencies vary them: width, brackets, quotes, numbering, spaces, other wordings, a year inside."""

import re
from random import Random

from giktui.form import Form, Section

_NUMBERED = re.compile(r"^(?:（([一二三四五六七八九十]+)）|(\d)\.|([一二三四五六七八九十]+)、)")


def vary(random: Random, label: str, also: tuple[str, ...], year: int, *, rate: float) -> str:
    """A label, in the form's words or, with probability `rate` each, in others and otherwise written."""
    text = random.choice(also) if also and random.random() < rate else label
    if random.random() < rate:
        text = _renumbered(random, text)
    if random.random() < rate:
        text = text.translate(str.maketrans("（），：", "(),:"))
    if random.random() < rate:
        text = re.sub("[“”]", random.choice(("", '"', "「", "'")), text)
    if text.startswith("本年") and random.random() < rate:
        text = text.replace("本年", random.choice((f"本年（{year}）", f"本年({year}年)")), 1)
    if random.random() < rate / 2 and len(text) > 3:
        place = random.randrange(2, len(text))
        text = f"{text[:place]}{random.choice((' ', '　'))}{text[place:]}"
    return text


def _renumbered(random: Random, text: str) -> str:
    found = _NUMBERED.match(text)
    if not found:
        return text
    rest = text[found.end() :]
    bracketed, digit, plain = found.groups()
    if bracketed:
        return random.choice((f"({bracketed}){rest}", f"（{bracketed}） {rest}", f"({bracketed}) {rest}"))
    if digit:
        wide = chr(ord(digit) + 0xFEE0)
        marks = (f"{digit}、", f"{digit}．", f"{wide}．", f"{digit}. ", f"({digit})")
        return random.choice(marks) + rest
    return random.choice((f"{plain}，{rest}", f"{plain}.{rest}", f"{plain}、 {rest}"))


def heads(random: Random, form: Form) -> dict[str, str]:
    """The six section heads; sometimes in other words, renumbered from the second on, or without numbers."""
    style = random.choice(("official", "official", "also", "plain", "shifted"))
    return {section.id: _head(random, section, style, place) for place, section in enumerate(form.sections)}


def _head(random: Random, section: Section, style: str, place: int) -> str:
    number, _, words = section.title.partition("、")
    if style == "also":
        wording = random.choice(section.also)
        return f"{number}、{re.sub('^[一二三四五六]、', '', wording)}"
    if style == "plain":
        return words
    if style == "shifted" and place > 2:
        return f"{'一二三四五六'[place - 1]}、{words}"
    return section.title


def title_lines(random: Random, agency: str, year: int) -> list[str]:
    """The title in one to three lines."""
    style = random.randrange(6)
    chinese = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))
    return [
        [f"{agency}{year}年政府信息公开工作年度报告"],
        [agency, f"{year}年政府信息公开工作年度报告"],
        [f"{agency}{year}年", "政府信息公开工作年度报告"],
        [agency, f"{year}年政府信息公开", "工作年度报告"],
        [f"{agency}{chinese}年政府信息公开工作年度报告"],
        [f"{agency}{year}年度政府信息公开工作报告"],
    ][style]
