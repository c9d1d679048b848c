"""What an uploaded document must not be, each family built by hand."""

import pytest

from beizhan.files.guard import DOCUMENTS, faults_of_upload
from beizhan.files.pdf_guard import PDF_FAULTS
from files.documents.packages import object_stream, p, pdf, relation, word
from files.workbooks import usual_table, workbook

HARMLESS = b"<< /Type /Catalog /OpenAction [3 0 R /Fit] >>"
SCRIPT = b"<< /S /JavaScript /JS (app.alert) >>"
SETTINGS = "word/_rels/settings.xml.rels"


def templated(target):
    """Return a document that names a template elsewhere."""
    named = relation("t", "attachedTemplate", target, outside=True)
    return word(p("a"), parts=[(SETTINGS, f"<Relationships>{named}</Relationships>")])


def codes(content, name):
    return {fault.code for fault in faults_of_upload(content, name, DOCUMENTS)}


BAD = {
    "a program": ("td.exe", b"MZ", "extension_not_allowed"),
    "a macro document by name": ("td.docm", word(p("a")), "extension_not_allowed"),
    "a PDF called a document": ("td.docx", pdf(HARMLESS), "content_differs"),
    "a document called a PDF": ("td.pdf", word(p("a")), "content_differs"),
    "a workbook called a document": ("td.docx", workbook(usual_table()), "content_differs"),
    "something before the PDF": ("td.pdf", b"GIF89a" + pdf(HARMLESS), "content_differs"),
    "an archive called hypertext": ("td.html", word(p("a")), "content_differs"),
    "bytes called text": ("td.txt", b"a\x00b", "content_differs"),
    "macros by content type": (
        "td.docx",
        word(p("a"), types="application/vnd.ms-word.document.macroEnabled.main+xml"),
        "active_macro",
    ),
    "macros by name": ("td.docx", word(p("a"), parts=[("word/vbaProject.bin", "x")]), "active_macro"),
    "an embedded object": ("td.docx", word(p("a"), parts=[("word/embeddings/oleObject1.bin", "x")]), "active_embedded"),
    "a picture from elsewhere": (
        "td.docx",
        word(p("a"), relations=relation("x", "image", "http://x.y/z.png", outside=True)),
        "active_external",
    ),
    "a template from another machine": ("td.docx", templated("http://x.y/a.dotm"), "active_external"),
    "a template from a share": ("td.docx", templated("file://host/a.dotm"), "active_external"),
    "a document type": ("td.docx", word(p("a"), parts=[("word/x.xml", "<!DOCTYPE a><a/>")]), "xml_doctype"),
    "a script": ("td.pdf", pdf(HARMLESS, SCRIPT), "pdf_script"),
    "a script in disguise": ("td.pdf", pdf(HARMLESS, b"<< /S /J#61vaScr#69pt >>"), "pdf_script"),
    "a script in an object stream": ("td.pdf", pdf(HARMLESS, stream=object_stream(SCRIPT)), "pdf_script"),
    "a script in a stream that hides what it is": (
        "td.pdf",
        pdf(HARMLESS, stream=object_stream(SCRIPT, b"/Filter /FlateDecode")),
        "pdf_script",
    ),
    "an object stream packed twice": (
        "td.pdf",
        pdf(HARMLESS, stream=object_stream(SCRIPT, b"/Type /ObjStm /Filter [/ASCII85Decode /FlateDecode]")),
        "pdf_disguised",
    ),
    "an object stream with a predictor": (
        "td.pdf",
        pdf(HARMLESS, stream=object_stream(SCRIPT, b"/Type /ObjStm /Filter /FlateDecode /DecodeParms 8 0 R")),
        "pdf_disguised",
    ),
    "a program started": ("td.pdf", pdf(HARMLESS, b"<< /S /Launch /F (calc.exe) >>"), "pdf_launch"),
    "a file inside": ("td.pdf", pdf(HARMLESS, b"<< /Type /EmbeddedFile >>"), "pdf_attachment"),
    "a form that sends": ("td.pdf", pdf(HARMLESS, b"<< /S /SubmitForm >>"), "pdf_active_form"),
    "a form in XML": ("td.pdf", pdf(HARMLESS, b"<< /AcroForm << /XFA [] >> >>"), "pdf_active_form"),
    "protection": ("td.pdf", pdf(HARMLESS, b"<< /Encrypt 5 0 R >>"), "pdf_encrypted"),
    "an object stream without end": ("td.pdf", pdf(HARMLESS, stream=object_stream(b"a" * (51 << 20))), "pdf_too_large"),
}  # fmt: skip


@pytest.mark.parametrize("family", BAD)
def test_a_bad_document_is_refused_for_what_it_is(family):
    name, content, code = BAD[family]

    assert code in codes(content, name)


def test_every_code_of_a_pdf_is_given_by_some_bad_file():
    assert set(PDF_FAULTS) <= {code for name, content, _ in BAD.values() for code in codes(content, name)}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("td.docx", word(p("a"))),
        ("td.docx", word(p("a"), relations=relation("h", "hyperlink", "https://worldskills.org", outside=True))),
        ("td.docx", templated("Normal.dotm")),
        ("td.docx", templated("file:///C:\\Users\\a\\b.dotm")),
        ("td.pdf", pdf(HARMLESS)),
        ("td.pdf", pdf(HARMLESS, b"<< /S /URI /URI (https://worldskills.org) >>")),
        ("td.pdf", pdf(HARMLESS, b"(no /JavaScripts here)")),
        ("td.pdf", pdf(HARMLESS, stream=object_stream(b"<< /Type /Page >>"))),
        ("td.html", b"<!DOCTYPE html><script>alert(1)</script><p>text"),
        ("TD 99.TXT", "技术说明".encode("gb18030")),
        ("td.md", b"a | b! =x|y!"),
        ("td.xlsx", workbook(usual_table())),
    ],
)  # fmt: skip
def test_a_harmless_document_passes(name, content):
    assert codes(content, name) == set()
