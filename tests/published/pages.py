"""Small reports of a few lines, and what is read of them."""

from published.plain import figures

from giktui.readers import Recognition, reports_in

HEADS = ["项目", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
NEW, OLD = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"


def read(lines: list[str], name: str = "a.txt") -> Recognition:
    """The one report in these lines."""
    (found,) = reports_in("\n".join(lines).encode(), name)
    return found


def page(rows: list[list[str]], more: list[list[str]] | None = None) -> Recognition:
    """A web page with table three in one table, or in two."""

    def table(rows: list[list[str]]) -> str:
        cells = ("".join(f"<td>{text}</td>" for text in row) for row in rows)
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"

    title = "<h1>青禾县水利局2023年政府信息公开工作年度报告</h1><p>三、收到和处理政府信息公开申请情况</p>"
    return read([title, table(rows), table(more) if more else ""], "a.html")


def sound(found: Recognition) -> bool:
    """Whether every number read is the one of the plain report."""
    return {id: str(value) for id, value in found.report.cells.items()}.items() <= figures("2021").items()
