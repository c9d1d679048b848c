"""Builders for the sheets that the tests print: plainly synthetic people, marks in hundredths."""

import re
from datetime import UTC, datetime

import pypdfium2

from beizhan.core.marking.assessment import Banner
from beizhan.core.scheme.tree import Kind
from beizhan.core.selection.outcomes import Status
from beizhan.files.paper.forms import AspectLine, Block, LandscapeForm, MarkingForm, Masthead, Seat, Signature
from beizhan.files.paper.outcomes import Loss, OutcomeNotice, StateLine

AT = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
LEVELS = ("未完成", "达到行业标准", "在某些方面超出", "完全超出")
VERIFICATION = "BZ1|0f8e2b1c|R-1|3"


def masthead(**changes):
    values = {
        "campaign": "演示备战",
        "assessment": "第一阶段考核",
        "assessment_key": "0f8e2b1c",
        "skill_number": "17",
        "skill_zh": "网站技术",
        "skill_en": "Web Technologies",
        "version": "3",
        "fingerprint": "a1b2c3d4" + "0" * 56,
    }
    return Masthead(**{**values, **changes})


def judged(code, description="页面布局", max_mark=100):
    return AspectLine(code, Kind.JUDGEMENT, description, max_mark, descriptors=LEVELS)


def measured(code, description="页头固定", max_mark=50):
    return AspectLine(code, Kind.MEASUREMENT, description, max_mark, extra="滚动后", requirement="±1 px")


def block(*aspects, name="首页"):
    return Block("A1", name, 1, aspects or (judged("A1.01"), measured("A1.02")))


def form(sheet="S-0001", code="C07", **changes):
    return MarkingForm(masthead(), changes.get("block", block()), sheet, Seat(code, changes.get("station", "12")))


def landscape(seats):
    return LandscapeForm(
        masthead(), block(), "L-1", tuple(Seat(f"C{seat:02d}", str(seat)) for seat in range(1, seats + 1))
    )


def signatures():
    return (Signature("裁判长", "演示㛃"), Signature("监督仲裁"))


def state(banner=Banner.PROVISIONAL, reason=""):
    return StateLine(banner, "2026-11-22 18:30", 1, reason)


def notice(status=Status.OUT, next_post="陪练"):
    where = (masthead(), "N-1", state(Banner.FINAL), "演示䶮", "某某技师学院", "C07")
    how = (status, 6, 12, 7310, ("取前五名。",), "第六名", next_post, "十二月一日报到", "二十时前书面提交")
    return OutcomeNotice(*where, *how, "备战办公室", "2026-11-22", VERIFICATION)


def loss(code, name, own, *, full=100):
    return Loss(code, name, full, own, 60, 90, "1")


def texts_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


def squeezed(text):
    return re.sub(r"\s+", "", text)
