"""The day on which a page was published, as the page says it."""

from datetime import date, timedelta

import pytest

from giktui.readers import Limits, read_bytes
from giktui.readers.formats.html.published import published_on

TABLE = "<table><tr><td>行政许可</td><td>1</td></tr></table>"


@pytest.mark.parametrize(
    ("page", "day"),
    [
        ('<head><meta name="PubDate" content="2025-01-24 10:30"></head><body>', "2025-01-24"),
        ("<head><META content='2025/1/4' name='PUBDATE'/></head><body>发布时间：2024-12-31", "2025-01-04"),
        ("<body><span>发布时间：</span><b>2025年1月24日 16:20</b>", "2025-01-24"),
        ("<body>【发布日期】：&nbsp;2025.01.24 【字体：大 中 小】", "2025-01-24"),
        ("<body>公开日期 </td><td class='x'>2025-1-24</td>", "2025-01-24"),
        ("<body>发布时间：<script>x</script>没有 来源：办公室 成文日期：2025-01-20", ""),
        ("<body>发布时间：2025-02-30 发布日期：2025-02-28", "2025-02-28"),
        (f"<body>发布时间：{date.today() + timedelta(days=3)}", ""),
        ("<body>2024年发布信息12条，2025-01-24", ""),
        ("", ""),
    ],
)
def test_the_day_is_the_pages_own(page: str, day: str) -> None:
    assert published_on(page) == day


def test_it_goes_with_the_document_whatever_the_encoding() -> None:
    page = f"<html><body>发布时间：2025-01-24{TABLE}</body></html>"
    for encoding in ("utf-8", "gb18030"):
        (document,) = read_bytes(page.encode(encoding), "a.html", limits=Limits())
        assert document.published == "2025-01-24"
