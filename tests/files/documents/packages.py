"""Word documents and PDFs built by hand, good and bad, small enough to be read in a test."""

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def word(body, *, parts=(), relations="", types=_MAIN):
    """Return a Word document: the XML of its body, further parts as (name, content), relations of the main part."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml", f'<Types><Override PartName="/word/document.xml" ContentType="{types}"/></Types>'
        )
        main = f'<Relationship Id="m" Type="{R}/officeDocument" Target="word/document.xml"/>'
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{_PACKAGE}">{main}</Relationships>')
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>'
        )
        archive.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>'
        )
        for name, content in parts:
            archive.writestr(name, content)
    return stream.getvalue()


def relation(key, kind, target, *, outside=False):
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"{mode}/>'


def part(name, inner):
    """Return a part of WordprocessingML with this root."""
    return f'<w:{name} xmlns:w="{W}" xmlns:r="{R}">{inner}</w:{name}>'


def p(*runs, style="", properties=""):
    """Return a paragraph of runs, each a text or XML of its own."""
    said = "".join(run if run.startswith("<") else f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{said}</w:p>"


def pdf(*objects, stream=b""):
    """Return the bytes of something that begins as a PDF does and holds these objects."""
    held = b"\n".join(b"%d 0 obj\n%s\nendobj" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.7\n" + held + stream + b"\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def object_stream(inside, about=b"/Type /ObjStm /Filter /FlateDecode"):
    """Return a deflated object stream with something inside."""
    return b"\n9 0 obj\n<< %s /N 1 /First 4 >>\nstream\n%s\nendstream\nendobj" % (
        about,
        zlib.compress(b"7 0 " + inside),
    )
