from io import BytesIO

import docx
import pytest
from PIL import Image

from beizhan.core.textdiff.blocks import BlockKind, Unread
from beizhan.files.documents.drafts import UnreadableDocument
from beizhan.files.documents.word.reader import read_word
from files.documents import packages
from files.documents.packages import W, p, part, relation, word

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def texts(content):
    return [(block.kind, block.text) for block in read_word(content).blocks]


def saved(document):
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def styles(*named):
    """Return the part of styles: (id, name, XML of the properties of its paragraphs)."""
    inner = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:pPr>{more}</w:pPr></w:style>'
        for key, name, more in named
    )
    return ("word/styles.xml", part("styles", inner)), relation("s", "styles", "styles.xml")


def numbering(*levels):
    """Return the part of one list, number 1: (format, text) of its levels."""
    inner = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for place, (style, text) in enumerate(levels)
    )
    lists = f'<w:abstractNum w:abstractNumId="7">{inner}</w:abstractNum>'
    lists += '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    return ("word/numbering.xml", part("numbering", lists)), relation("n", "numbering", "numbering.xml")


def in_list(level, key=1):
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>'


def test_a_document_of_another_program_is_read_as_it_is_printed():
    document = docx.Document()
    document.add_heading("5 Test Project", 1)
    document.add_paragraph("The fit is ±0.5 mm.")
    document.add_paragraph("a point", style="List Bullet")
    document.add_paragraph("first", style="List Number")
    document.add_paragraph("second", style="List Number")
    document.sections[0].header.paragraphs[0].text = "Skill 99"

    read = read_word(saved(document))

    assert [(block.kind, block.text) for block in read.blocks] == [
        (BlockKind.HEADING, "5 Test Project"),
        (BlockKind.PARAGRAPH, "The fit is ±0.5 mm."),
        (BlockKind.ITEM, "• a point"),
        (BlockKind.ITEM, "1. first"),
        (BlockKind.ITEM, "2. second"),
    ]
    assert (read.running, read.not_read) == (("Skill 99",), ())


def test_numbers_that_word_prints_and_keeps_nowhere_are_counted_anew():
    (style_part, style), (list_part, listed) = (
        styles(("H1", "heading 1", in_list(0)), ("H2", "heading 2", in_list(1))),
        numbering(("decimal", "%1"), ("decimal", "%1.%2"), ("lowerLetter", "(%3)")),
    )
    body = (
        p("Introduction", style="H1")
        + p("Name", style="H2")
        + p("Age", style="H2")
        + p("a point", properties=in_list(2))
        + p("next", properties=in_list(2))
        + p("Standard", style="H1")
        + p("General", style="H2")
        + p("plain", properties=in_list(0, 0))
    )

    read = texts(word(body, parts=[style_part, list_part], relations=style + listed))

    assert [text for _, text in read] == [
        "1 Introduction", "1.1 Name", "1.2 Age", "(a) a point", "(b) next", "2 Standard", "2.1 General", "plain"
    ]  # fmt: skip
    assert [kind for kind, _ in read[:3]] == [BlockKind.HEADING] * 3


@pytest.mark.parametrize(
    ("style", "text", "printed"),
    [
        ("upperRoman", "%1.", "II."),
        ("chineseCounting", "%1、", "二、"),
        ("chineseCountingThousand", "第%1条", "第二条"),
        ("decimalEnclosedCircle", "%1", "②"),
        ("upperLetter", "%1)", "B)"),
        ("decimalZero", "%1", "02"),
        ("bullet", "", "•"),
    ],
)
def test_numbers_are_printed_in_their_style(style, text, printed):
    list_part, listed = numbering((style, text))
    body = p("one", properties=in_list(0)) + p("two", properties=in_list(0))

    assert texts(word(body, parts=[list_part], relations=listed))[1][1] == f"{printed} two"


def test_merged_cells_are_one_cell():
    document = docx.Document()
    table = document.add_table(3, 3)
    for row, cells in enumerate(("abc", "def", "ghi")):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))

    [block] = read_word(saved(document)).blocks

    assert [[None if cell.covered else cell.text for cell in row] for row in block.rows] == [
        ["a", "b\nc", None], ["d\ng", "e", "f"], [None, "h", "i"]
    ]  # fmt: skip


def test_revisions_are_read_as_accepted_and_said():
    body = p(
        "The age is ",
        "<w:del><w:r><w:delText>22</w:delText></w:r></w:del>",
        "<w:ins><w:r><w:t>25</w:t></w:r></w:ins>",
        ".",
    )

    document = read_word(word(body))

    assert [block.text for block in document.blocks] == ["The age is 25."]
    assert [(one.why, one.times) for one in document.not_read] == [(Unread.REVISION, 2)]


def test_hidden_text_is_left_out_and_said():
    document = read_word(word(p("seen", "<w:r><w:rPr><w:vanish/></w:rPr><w:t> hidden</w:t></w:r>")))

    assert ([block.text for block in document.blocks], [one.why for one in document.not_read]) == (
        ["seen"],
        [Unread.HIDDEN],
    )


def test_text_boxes_footnotes_and_tabs_are_read_and_a_fallback_is_not_read_twice():
    box = "<w:txbxContent>" + p("in the box") + "</w:txbxContent>"
    both = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    notes = part(
        "footnotes",
        f'<w:footnote w:type="separator">{p("--")}</w:footnote><w:footnote w:id="2">{p("the note")}</w:footnote>',
    )
    content = word(
        p("a", "<w:r><w:tab/><w:t>b</w:t></w:r>", f"<w:r>{both}</w:r>"),
        parts=[("word/footnotes.xml", notes)],
        relations=relation("f", "footnotes", "footnotes.xml"),
    )

    assert [(block.text, block.part) for block in read_word(content).blocks] == [
        ("a\tb", ""), ("in the box", "text box"), ("the note", "footnotes")
    ]  # fmt: skip


def test_pictures_and_charts_are_named_and_pictures_known_by_their_bytes():
    document, stream = docx.Document(), BytesIO()
    Image.new("RGB", (30, 30)).save(stream, "PNG")
    for _ in range(2):
        stream.seek(0)
        document.add_picture(stream)
    chart = f'<w:drawing><a:graphic xmlns:a="{DRAWING}"><a:graphicData uri="{DRAWING}/chart"/></a:graphic></w:drawing>'

    pictures = read_word(saved(document)).not_read
    charts = read_word(word(p(f"<w:r>{chart}</w:r>"))).not_read

    assert ([one.why for one in pictures], len({one.fingerprint for one in pictures})) == ([Unread.IMAGE] * 2, 1)
    assert [one.why for one in charts] == [Unread.CHART]


def test_a_table_of_contents_is_named_and_left_out():
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    style_part, style = styles(("T1", "toc 1", ""))
    body = (
        f"<w:sdt>{gallery}<w:sdtContent>{p('1 Name 3')}</w:sdtContent></w:sdt>" + p("2 Age 4", style="T1") + p("text")
    )

    document = read_word(word(body, parts=[style_part], relations=style))

    assert ([block.text for block in document.blocks], [(one.why, one.detail) for one in document.not_read]) == (
        ["text"],
        [(Unread.CONTENTS, "1 Name 3 · 2 Age 4")],
    )


@pytest.mark.parametrize(
    "field",
    [
        "<w:r><w:instrText>DDEAUTO c:\\\\cmd</w:instrText></w:r>",
        "<w:r><w:instrText> D</w:instrText></w:r><w:r><w:instrText>DE x</w:instrText></w:r>",
        '<w:fldSimple w:instr=" INCLUDETEXT http://x.y "/>',
        '<w:fldSimple w:instr="INCLUDEPICTURE http://x.y"/>',
        '<w:r><w:instrText>HYPERLINK "</w:instrText><w:fldChar/><w:instrText>DDE "</w:instrText></w:r>',
    ],
)
def test_a_field_that_draws_on_something_else_is_refused(field):
    with pytest.raises(UnreadableDocument) as refusal:
        read_word(word(p("see here: ", field)))

    assert refusal.value.fault.code == "document_field"


def test_a_damaged_part_is_refused_by_its_name():
    with pytest.raises(UnreadableDocument) as refusal:
        read_word(word("<w:p><w:broken></w:p>"))

    assert (refusal.value.fault.code, refusal.value.fault.facts["where"]) == ("document_damaged", "word/document.xml")


def test_the_strict_form_of_the_format_is_read_too(monkeypatch):
    usual = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    monkeypatch.setattr(packages, "W", "http://purl.oclc.org/ooxml/wordprocessingml/main")

    content = word(p("strict"))

    assert (usual == W, texts(content)) == (True, [(BlockKind.PARAGRAPH, "strict")])


def run(text, look):
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


RAISED, LOWERED = ('<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>')
STRUCK = "<w:strike/>"


@pytest.mark.parametrize(
    ("runs", "says"),
    [
        (["10", run("2", RAISED), " Pa"], "10² Pa"),
        (["10", run("-", RAISED), run("3", RAISED), " m", run("3", RAISED)], "10⁻³ m³"),
        (["H", run("2", LOWERED), "O"], "H₂O"),
        (["x", run("m", RAISED), run("ax", RAISED)], "x^max"),
        (["U", run("max", LOWERED)], "U_max"),
        (["the 1", run("st", RAISED), " day"], "the 1st day"),
        (["10", run("2", '<w:vertAlign w:val="baseline"/>')], "102"),
        (["10", run("2", '<w:rStyle w:val="Power"/>')], "10²"),
        (["10", run("2", f'<w:rStyle w:val="Power"/>{RAISED.replace("superscript", "baseline")}')], "102"),
        (["see", f'<w:r><w:rPr>{RAISED}</w:rPr><w:footnoteReference w:id="2"/></w:r>', "."], "see."),
    ],
)
def test_raised_and_lowered_text_reads_as_if_it_were_typed_so(runs, says):
    power = f'<w:style w:type="character" w:styleId="Power"><w:rPr>{RAISED}</w:rPr></w:style>'
    parts, relations = [("word/styles.xml", part("styles", power))], relation("s", "styles", "styles.xml")

    assert texts(word(p(*runs), parts=parts, relations=relations)) == [(BlockKind.PARAGRAPH, says)]


def test_powers_and_fractions_of_a_formula_are_no_digits_of_their_base():
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    power = "<m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    half = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"

    root = "<m:rad><m:deg/><m:e><m:r><m:t>2</m:t></m:r></m:e></m:rad>"

    read = texts(word(p("p", f'<m:oMath xmlns:m="{math}">{power}{half}{root}</m:oMath>')))

    assert read == [(BlockKind.PARAGRAPH, "p10²1/2√(2)")]


def test_what_is_struck_out_is_left_out_and_named_however_it_is_cut_into_runs():
    body = p("Rule.") + p(run("Calculators are ", STRUCK), run("allowed.", "<w:dstrike/>"))
    whole = p("Rule.") + p(run("Calculators are allowed.", STRUCK))

    one, two = read_word(word(body)), read_word(word(whole))

    assert [block.text for block in one.blocks] == ["Rule."]
    assert [(left.why, left.detail) for left in one.not_read] == [(Unread.STRUCK, "Calculators are allowed.")]
    assert one.not_read == two.not_read


def test_a_clause_that_is_struck_out_keeps_its_number():
    list_part, listed = numbering(("decimal", "%1."))
    body = p(run("one", STRUCK), properties=in_list(0)) + p("two", properties=in_list(0))

    assert [text for _, text in texts(word(body, parts=[list_part], relations=listed))] == ["2. two"]


@pytest.mark.parametrize(
    ("field", "says"),
    [
        ('<w:checkBox><w:default w:val="0"/></w:checkBox>', "☐ yes"),
        ('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', "☒ yes"),
        ('<w:checkBox><w:default w:val="1"/></w:checkBox>', "☒ yes"),
        ('<w:ddList><w:result w:val="1"/><w:listEntry w:val="3 h"/><w:listEntry w:val="4 h"/></w:ddList>', "4 h yes"),
    ],
)
def test_what_is_ticked_or_chosen_in_a_field_is_read(field, says):
    begun = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{field}</w:ffData></w:fldChar></w:r>'

    assert [text for _, text in texts(word(p(begun, " yes")))] == [says]


def test_lettering_that_is_drawn_is_read():
    shape = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="No phones"/></v:shape>'
    drawn = f"<w:r><w:pict>{shape}</w:pict></w:r>"

    assert [(block.text, block.part) for block in read_word(word(p(drawn))).blocks] == [("No phones", "lettering")]


def test_another_document_within_is_named_and_known_by_its_bytes():
    found = [
        read_word(
            word(
                p("text") + '<w:altChunk r:id="c"/>',
                parts=[("word/c.html", said)],
                relations=relation("c", "aFChunk", "c.html"),
            )
        ).not_read
        for said in ("three", "four")
    ]

    assert [[one.why for one in left] for left in found] == [[Unread.EMBEDDED]] * 2
    assert found[0] != found[1]


def headed(inner, *more):
    return word(
        p("text"),
        parts=[("word/header1.xml", part("hdr", inner)), *more],
        relations=relation("h", "header", "header1.xml"),
    )


def test_a_picture_in_a_running_head_is_named_and_known_by_its_bytes():
    blip = f'<w:r><w:drawing><a:blip xmlns:a="{DRAWING}" r:embed="p"/></w:drawing></w:r>'
    named = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    named += relation("p", "image", "media/a.png") + "</Relationships>"
    found = [
        read_word(headed(p(blip), ("word/_rels/header1.xml.rels", named), ("word/media/a.png", picture))).not_read
        for picture in ("red", "white")
    ]

    assert [[one.why for one in left] for left in found] == [[Unread.IMAGE]] * 2
    assert found[0][0].fingerprint != found[1][0].fingerprint


def test_a_running_head_that_holds_a_measured_figure_is_text():
    document = read_word(headed(p("Skill 99") + p("Time allowed: 3 hours")))

    assert ([block.text for block in document.blocks], document.running) == (
        ["text", "Time allowed: 3 hours"],
        ("Skill 99",),
    )


def test_a_watermark_is_text_once():
    shape = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="DRAFT"/></v:shape>'
    document = read_word(headed(p("Skill 99", f"<w:r><w:pict>{shape}</w:pict></w:r>") * 2))

    assert ([block.text for block in document.blocks], document.running) == (["text", "DRAFT"], ("Skill 99",))


@pytest.mark.parametrize(
    "inner",
    [
        '<w:hyperlink r:id="l"><w:r><w:t>the drawing</w:t></w:r></w:hyperlink>',
        '<w:r><w:instrText>HYPERLINK "https://a.b/link/v1.pdf"</w:instrText></w:r><w:r><w:t>the drawing</w:t></w:r>',
        "<w:fldSimple w:instr='HYPERLINK \"https://a.b/link/v1.pdf\"'><w:r><w:t>a link</w:t></w:r></w:fldSimple>",
    ],
)
def test_where_links_lead_is_named(inner):
    named = [
        read_word(
            word(
                p("See ", inner.replace("v1", target)),
                relations=relation("l", "hyperlink", f"https://a.b/link/{target}.pdf", outside=True),
            )
        ).not_read
        for target in ("v1", "v2")
    ]

    assert [(one.why, one.detail) for left in named for one in left] == [
        (Unread.LINK, "https://a.b/link/v1.pdf"),
        (Unread.LINK, "https://a.b/link/v2.pdf"),
    ]
    assert named[0][0].fingerprint != named[1][0].fingerprint
