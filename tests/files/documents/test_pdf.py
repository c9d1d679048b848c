from io import BytesIO

import pytest
import typst
from PIL import Image

from beizhan.core.textdiff.blocks import BlockKind, Cell, Unread
from beizhan.files.documents.drafts import UnreadableDocument
from beizhan.files.documents.pdf.reader import read_pdf
from beizhan.files.documents.pdf.tables import continued
from files.describing import FONTS
from files.documents.packages import pdf


def pressed(source):
    text = f'#set page(height: 20cm)\n#set text(font: "Noto Sans CJK SC", size: 10pt)\n{source}'
    return typst.compile(text.encode(), font_paths=[str(FONTS)], ignore_system_fonts=True)


def read(source):
    return read_pdf(pressed(source))


def test_wrapped_lines_are_paragraphs_again_and_headings_are_headings():
    words = "The Expert checks the drawing before the module begins and signs the list that lies beside it. " * 3
    document = read(f'#set heading(numbering: "1.1")\n= Toolbox\n== Size\n{words}\n\n选手自带工具箱。\n- one\n- two')

    assert [(block.kind, block.number, block.text) for block in document.blocks] == [
        (BlockKind.HEADING, "1", "1 Toolbox"),
        (BlockKind.HEADING, "1.1", "1.1 Size"),
        (BlockKind.PARAGRAPH, "", words.strip()),
        (BlockKind.PARAGRAPH, "", "选手自带工具箱。"),
        (BlockKind.ITEM, "•", "• one"),
        (BlockKind.ITEM, "•", "• two"),
    ]


def test_headings_of_one_size_that_stand_below_each_other_are_two_and_a_long_one_is_one():
    large = ("2 Tasks", "2.1 Module A, which is done at the work station by one Competitor and judged", "3 Marking")
    words = "The Expert checks the drawing before the module begins. " * 4
    document = read("\n\n".join([f"#text(size: 14pt)[{line}]" for line in large] + [words]))

    assert [block.text for block in document.blocks] == [*large, words.strip()]


TABLE = """#table(columns: (2cm, 5cm, 2cm), [No.], [Title], [Weight],
  [1], [Work organization and management of the work station, which goes on], [10],
  [2], [Communication], [90], table.cell(colspan: 2)[Total], [100])"""


def test_a_ruled_table_is_a_table_with_its_merged_cells():
    [table] = read(TABLE).blocks

    assert [[None if cell.covered else cell.text for cell in row] for row in table.rows] == [
        ["No.", "Title", "Weight"],
        ["1", "Work organization and management of the work station, which goes on", "10"],
        ["2", "Communication", "90"],
        ["Total", None, "100"],
    ]


def test_a_frame_around_a_text_is_no_table():
    assert [block.kind for block in read("#rect[A framed remark.]").blocks] == [BlockKind.PARAGRAPH]


def test_a_table_goes_on_over_the_page_without_its_head_again():
    rows = ", ".join(f"[{n}], [Item {n}]" for n in range(1, 60))
    document = read(f"#table(columns: (2cm, 5cm), table.header([No.], [Item]), {rows})")

    [table] = document.blocks
    assert ([row[0].text for row in table.rows], table.page) == (["No.", *map(str, range(1, 60))], 1)


def test_a_row_that_a_page_break_cut_is_one_row_again():
    above = ((Cell("No."), Cell("Title")), (Cell("1"), Cell("a long title that")))
    below = ((Cell("No."), Cell("Title")), (Cell(""), Cell("goes on")), (Cell("2"), Cell("next")))

    assert [[cell.text for cell in row] for row in continued(above, below)] == [
        ["No.", "Title"], ["1", "a long title that goes on"], ["2", "next"]
    ]  # fmt: skip


def test_heads_and_feet_that_run_over_the_pages_are_told_from_the_text():
    pages = " #pagebreak() ".join(f"Text of page {word}." for word in ("one", "two", "three"))
    document = read(
        f'#set page(header: [Skill 99 v2], footer: context counter(page).display("1 / 1", both: true))\n{pages}'
    )

    assert [(block.text, block.page) for block in document.blocks] == [
        ("Text of page one.", 1), ("Text of page two.", 2), ("Text of page three.", 3)
    ]  # fmt: skip
    assert document.running == ("Skill 99 v2",)


def test_a_table_of_contents_is_named_and_left_out():
    document = read('#outline(title: "Contents")\n= Toolbox\nText.\n= Order\nMore text.')

    assert [block.text for block in document.blocks] == ["Toolbox", "Text.", "Order", "More text."]
    assert [one.why for one in document.not_read] == [Unread.CONTENTS]


def picture(colour):
    stream = BytesIO()
    Image.new("RGB", (300, 400), colour).save(stream, "PDF")
    return stream.getvalue()


def test_a_scanned_page_is_named():
    document = read_pdf(picture("white"))

    assert (document.blocks, [(one.why, one.page) for one in document.not_read]) == ((), [(Unread.SCANNED_PAGE, 1)])


@pytest.mark.parametrize(
    ("content", "code"), [(pdf(b"<< >>"), "document_damaged"), (b"%PDF-1.7 nothing", "document_damaged")]
)
def test_a_damaged_pdf_is_refused(content, code):
    with pytest.raises(UnreadableDocument) as refusal:
        read_pdf(content)

    assert refusal.value.fault.code == code
