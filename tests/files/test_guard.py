"""What an uploaded file must not be, each family built by hand."""

import struct
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest

from beizhan.files.guard import GUARD_FAULTS, MAX_BYTES, faults_of_upload
from beizhan.files.pdf_guard import PDF_FAULTS
from files.workbooks import usual_table, workbook

GOOD = workbook(usual_table())
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
TYPES = (
    '<Types><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
MACRO_TYPES = TYPES.replace(
    "openxmlformats-officedocument.spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main"
)
LINK_TYPE = '<Override PartName="/xl/calm.xml" ContentType="application/x.spreadsheetml.externalLink+xml"/>'
RELATION = '<Relationships><Relationship Type="http://x/{}" Target="{}" TargetMode="External"/></Relationships>'


def packed(*extra, types=TYPES, method=ZIP_DEFLATED):
    """Pack a small workbook with these further parts, each (name, content)."""
    stream = BytesIO()
    with ZipFile(stream, "w", method) as archive:
        for name, content in (("[Content_Types].xml", types), ("xl/workbook.xml", "<workbook/>"), *extra):
            archive.writestr(name, content)
    return stream.getvalue()


def linked():
    entry = ZipInfo("xl/link.xml")
    entry.external_attr = 0o120777 << 16
    return packed((entry, "/etc/passwd"))


def patched(content, find, old, new):
    """Return the archive with one field of the last central entry changed, ``find`` bytes after its signature."""
    place = content.rindex(b"PK\x01\x02") + find
    assert content[place : place + len(old)] == old
    return content[:place] + new + content[place + len(new) :]


def lying():
    """Return an archive whose last entry declares 100 bytes and unpacks to a megabyte."""
    content = packed(("xl/big.xml", b"<a>" + bytes(1 << 20) + b"</a>"))
    size = (1 << 20) + 7
    return patched(content, 24, struct.pack("<I", size), struct.pack("<I", 100))


def overlapping():
    """Return an archive whose last entry says that it begins where the first one does."""
    content = packed(("xl/other.xml", "<a/>"))
    place = content.rindex(b"PK\x01\x02") + 42
    return content[:place] + bytes(4) + content[place + 4 :]


def repeated():
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("xl/workbook.xml", "<a/>")
        archive.writestr("XL/Workbook.xml", "<b/>")
    return stream.getvalue()


BAD = {
    "no extension": ("scheme", GOOD, "extension_not_allowed"),
    "a macro workbook by name": ("scheme.xlsm", GOOD, "extension_not_allowed"),
    "a program": ("scheme.exe", GOOD, "extension_not_allowed"),
    "a trailing dot": ("scheme.xlsx.", GOOD, "extension_not_allowed"),
    "empty": ("scheme.xlsx", b"", "file_empty"),
    "too long": ("scheme.csv", b"x" * (MAX_BYTES + 1), "file_too_large"),
    "a PDF called a workbook": ("scheme.xlsx", b"%PDF-1.7 ...", "content_differs"),
    "a workbook called a table": ("scheme.csv", GOOD, "content_differs"),
    "a PDF called a table": ("scheme.csv", b"%PDF-1.7 ...", "content_differs"),
    "bytes called a table": ("scheme.csv", b"a,b\x00c", "content_differs"),
    "an old workbook called a new one": ("scheme.xlsx", OLE, "content_differs"),
    "a new workbook called an old one": ("scheme.xls", GOOD, "content_differs"),
    "a document called a workbook": ("scheme.xlsx", packed(types="<Types/>"), "content_differs"),
    "an archive called an open sheet": ("scheme.ods", packed(), "content_differs"),
    "encrypted workbook": ("scheme.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "workbook_encrypted"),
    "old workbook with macros": ("scheme.xls", OLE + "_VBA_PROJECT_CUR".encode("utf-16-le"), "active_macro"),
    "old workbook with objects": ("scheme.xls", OLE + "MBD0019C0F2".encode("utf-16-le"), "active_embedded"),
    "cut short": ("scheme.xlsx", GOOD[: len(GOOD) // 2], "archive_damaged"),
    "only a beginning": ("scheme.xlsx", b"PK\x03\x04", "archive_damaged"),
    "one byte turned": (
        "scheme.xlsx",
        GOOD.replace(b"xl/worksheets/sheet1.xml", b"xl/worksheets/sheet9.xml", 1),
        "archive_damaged",
    ),
    "too many entries": (
        "scheme.xlsx",
        packed(*((f"xl/{n}.txt", "") for n in range(2_000))),
        "archive_too_many_entries",
    ),
    "sum of declared sizes": (
        "scheme.xlsx",
        packed(*((f"xl/{n}", bytes(9 << 20)) for n in range(6))),
        "archive_too_large",
    ),
    "ratio": ("scheme.xlsx", packed(("xl/big.xml", b"<a>" + b" " * (8 << 20) + b"</a>")), "archive_ratio"),
    "a size that lies": ("scheme.xlsx", lying(), "archive_damaged"),
    "overlapping entries": ("scheme.xlsx", overlapping(), "archive_overlaps"),
    "something before the archive": ("scheme.xlsx", b"PK\x03\x04 hello" + packed(), "archive_overlaps"),
    "the same name twice": ("scheme.xlsx", repeated(), "archive_repeats"),
    "an absolute name": ("scheme.xlsx", packed(("/etc/passwd", "x")), "archive_name_unsafe"),
    "a name that climbs": ("scheme.xlsx", packed(("xl/../../x.xml", "x")), "archive_name_unsafe"),
    "a name with a drive": ("scheme.xlsx", packed(("C:/x.xml", "x")), "archive_name_unsafe"),
    "a name with backslashes": ("scheme.xlsx", packed(("xl\\..\\x.xml", "x")), "archive_name_unsafe"),
    "a symbolic link": ("scheme.xlsx", linked(), "archive_symlink"),
    "an encrypted entry": ("scheme.xlsx", patched(packed(), 8, b"\0\0", b"\1\0"), "archive_encrypted"),
    "another packing": ("scheme.xlsx", packed(("xl/x.xml", "<a/>"), method=ZIP_BZIP2), "archive_method"),
    "an archive inside": ("scheme.xlsx", packed(("xl/media/image1.png", packed())), "archive_nested"),
    "macros": ("scheme.xlsx", packed(("xl/vbaProject.bin", "x")), "active_macro"),
    "macro sheets": ("scheme.xlsx", packed(("xl/macrosheets/sheet1.xml", "<a/>")), "active_macro"),
    "macros by content type": ("scheme.xlsx", packed(types=MACRO_TYPES), "active_macro"),
    "a link to another workbook under another name": (
        "scheme.xlsx",
        packed(("xl/calm.xml", "<a/>"), types=TYPES.replace("</Types>", LINK_TYPE + "</Types>")),
        "active_external",
    ),
    "embedded objects": ("scheme.xlsx", packed(("xl/embeddings/oleObject1.bin", "x")), "active_embedded"),
    "controls": ("scheme.xlsx", packed(("xl/activeX/activeX1.xml", "<a/>")), "active_embedded"),
    "links to other workbooks": (
        "scheme.xlsx",
        packed(("xl/externalLinks/externalLink1.xml", "<a/>")),
        "active_external",
    ),
    "connections": ("scheme.xlsx", packed(("xl/connections.xml", "<a/>")), "active_external"),
    "a picture from elsewhere": (
        "scheme.xlsx",
        packed(("xl/drawings/_rels/drawing1.xml.rels", RELATION.format("image", "http://x.y/z.png"))),
        "active_external",
    ),
    "a command in a table": ("scheme.csv", b"a,=cmd|'/C calc'!A0,b", "active_dde"),
    "a command in a table in UTF-16": ("scheme.csv", "a,@x|'y'!A0".encode("utf-16"), "active_dde"),
    "a document type": ("scheme.xlsx", packed(("xl/x.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')), "xml_doctype"),
    "a document type in UTF-16": (
        "scheme.xlsx",
        packed(("xl/x.xml", "<!DOCTYPE a><a/>".encode("utf-16"))),
        "xml_doctype",
    ),
    "a document type in a part of another name": (
        "scheme.xlsx",
        packed(("xl/x.bin", '<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>')),
        "xml_doctype",
    ),
    "broken XML": ("scheme.xlsx", packed(("xl/x.xml", "<a><b></a>")), "xml_malformed"),
}


@pytest.mark.parametrize("family", BAD)
def test_a_bad_file_is_refused_for_what_it_is(family):
    name, content, code = BAD[family]

    assert code in {fault.code for fault in faults_of_upload(content, name)}


def test_a_lie_about_sizes_is_found_without_unpacking_more_than_declared():
    [fault] = faults_of_upload(lying(), "scheme.xlsx")

    assert fault.code == "archive_damaged"


def test_dde_in_an_external_link_is_called_so():
    link = ("xl/externalLinks/externalLink1.bin.part", '<?xml version="1.0"?><externalLink><ddeLink/></externalLink>')

    assert [fault.code for fault in faults_of_upload(packed(link), "scheme.xlsx")] == ["active_dde"]


LINK = ("xl/externalLinks/externalLink1.xml", "<externalLink><externalBook/></externalLink>")


def test_an_upload_may_put_up_with_links_and_with_nothing_else():
    macro, command = ("xl/vbaProject.bin", "x"), (LINK[0], "<externalLink><ddeLink/></externalLink>")

    def codes(*parts):
        return [fault.code for fault in faults_of_upload(packed(*parts), "a.xlsx", tolerated=["active_external"])]

    assert (codes(LINK), codes(LINK, macro), codes(command)) == ([], ["active_macro"], ["active_dde"])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("scheme.xlsx", GOOD),
        ("SCHEME.XLSX", GOOD),
        ("备战 v1.2.xlsx", GOOD),
        ("scheme.xlsx", packed()),
        ("scheme.xlsx", packed(method=ZIP_STORED)),
        ("scheme.xlsx", packed(("xl/_rels/s.xml.rels", RELATION.format("hyperlink", "https://worldskills.org")))),
        ("scheme.xlsx", packed(("xl/drawings/vmlDrawing1.vml", "<xml><br></xml>"))),
        ("scheme.xlsx", packed(("xl/printerSettings/printerSettings1.bin", "x"))),
        ("small.xlsx", packed(("xl/x.xml", b"<a>" + b" " * 900_000 + b"</a>"))),
        ("scheme.csv", b"=SUM(L3:L78),,\nA1,Admin,1\n"),
        ("scheme.csv", "A1,管理,1".encode("utf-16")),
        ("scheme.csv", b"-a|b,x!"),
        ("scheme.xls", OLE),
    ],
)
def test_a_harmless_file_passes(name, content):
    assert faults_of_upload(content, name) == ()


def test_every_real_file_passes(shared_data):
    files = sorted((shared_data("cis-marking-schemes") / "original").iterdir())

    assert {file.name: faults_of_upload(file.read_bytes(), file.name) for file in files} == {
        file.name: () for file in files
    }


def test_another_upload_can_take_other_kinds():
    assert [fault.code for fault in faults_of_upload(GOOD, "scheme.xlsx", {".csv"})] == ["extension_not_allowed"]


def test_every_code_is_given_by_some_bad_file():
    given = {fault.code for name, content, _code in BAD.values() for fault in faults_of_upload(content, name)}

    assert given == set(GUARD_FAULTS) - set(PDF_FAULTS)
