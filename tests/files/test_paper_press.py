import re
from ctypes import create_string_buffer
from zoneinfo import ZoneInfo

import pypdfium2
import pypdfium2.raw as pdfium_c
import pytest

from beizhan.core.marking.assessment import Banner
from beizhan.core.selection.outcomes import Status
from beizhan.files.paper import after, during, press
from beizhan.files.paper.words import words_of
from files.paper_samples import AT, form, notice, texts_of

TEMPLATES = sorted(press.TEMPLATES.glob("*.typ"))


def test_both_languages_have_every_word_with_the_same_blanks():
    zh, en = words_of("zh-hans"), words_of("en")

    blanks = {key: (re.findall(r"{\w+}", zh[key]), re.findall(r"{\w+}", en[key])) for key in zh}
    assert list(zh) == list(en)
    assert [
        key for key, (one, other) in blanks.items() if sorted(one) != sorted(other) or not zh[key] or not en[key]
    ] == []


def test_every_word_that_a_template_says_is_in_the_list_and_every_word_in_the_list_is_said():
    said = set(re.findall(r'(?:say\(|words\.)"?([a-z_]+)"?', "\n".join(path.read_text() for path in TEMPLATES)))
    said |= {f"outcome_{status}" for status in Status} | {f"state_{banner}" for banner in Banner}

    known = set(words_of("en"))
    assert sorted(said - known - {"at"}) == []
    assert sorted(known - said) == []


def test_no_template_holds_a_word_of_its_own():
    texts = [re.sub(r"//.*", "", path.read_text()) for path in TEMPLATES]

    assert [re.findall(r"[一-鿿]", text) for text in texts] == [[]] * len(TEMPLATES)


@pytest.mark.parametrize("rare", ["䶮", "㛃", "𠅤", "𬭎", "𫖯", "〇", "·", "ü"])
def test_rare_characters_of_names_are_drawn_and_can_be_read_back(rare):
    (page,) = texts_of(during.marking_forms([form(code=rare)], language="zh-hans", at=AT))

    assert (rare in page, press.unprintable_in(rare)) == (True, ())


def test_a_character_without_a_glyph_is_named_before_it_is_printed():
    assert press.unprintable_in("甲\U00031350乙\U00031350한\n") == ("\U00031350", "한")


def test_every_font_of_a_sheet_is_embedded_and_it_is_ours():
    document = pypdfium2.PdfDocument(during.marking_forms([form()], language="zh-hans", at=AT))

    fonts = {font_of(text) for page in document for text in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_TEXT])}

    assert fonts == {("NotoSansCJKsc-Regular", 1), ("NotoSansCJKsc-Bold", 1)}


def font_of(text):
    font = pdfium_c.FPDFTextObj_GetFont(text.raw)
    name = create_string_buffer(100)
    pdfium_c.FPDFFont_GetBaseFontName(font, name, 100)
    return name.value.decode().split("+")[-1].removesuffix("-Identity-H"), pdfium_c.FPDFFont_GetIsEmbedded(font)


def test_a_sheet_is_pdf_a_and_dated_by_its_caller():
    pdf = during.marking_forms([form()], language="zh-hans", at=AT)

    assert re.findall(rb"pdfaid:part>(\d)<", pdf) == [b"2"]
    assert re.findall(rb"xmp:CreateDate>([^<]+)<", pdf) == [b"2026-11-22T01:30:00+00:00"]


def test_what_people_are_sent_is_tagged_and_forms_are_not():
    sent = after.outcome_notices([notice()], language="zh-hans", at=AT)
    written_on = during.marking_forms([form()], language="zh-hans", at=AT)

    assert re.findall(rb"pdfuaid:part>(\d)<|pdfaid:conformance>(\w)<", sent) == [(b"", b"A"), (b"1", b"")]
    assert re.findall(rb"pdfuaid:part>(\d)<|pdfaid:conformance>(\w)<", written_on) == [(b"", b"B")]


def test_a_sheet_says_when_it_was_printed_by_the_clock_of_the_place():
    (page,) = texts_of(during.marking_forms([form()], language="zh-hans", at=AT.astimezone(ZoneInfo("Asia/Shanghai"))))

    assert re.findall(r"2026-11-22 \d\d:\d\d", page) == ["2026-11-22 09:30"]


def test_a_qr_code_says_format_assessment_sheet_and_version():
    assert press.qr_text("0f8e2b1c", "S-0001", "3") == "BZ1|0f8e2b1c|S-0001|3"
    assert press.qr_svg("BZ1|0f8e2b1c|S-0001|3").startswith("<svg")


def test_a_refusal_names_the_template():
    with pytest.raises(press.PaperError, match=r"^result: "):
        press.press("result", {"lines": []}, language="en", at=AT)


def test_every_banner_and_every_status_has_its_words():
    known = set(words_of("en"))

    assert {f"state_{banner}" for banner in Banner} - known == set()
    assert {f"outcome_{status}" for status in Status} - known == set()
