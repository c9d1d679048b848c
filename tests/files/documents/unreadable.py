"""Files that hold what no reader can tell: scans, drawings, forms, pictures of workbooks and pages."""

from io import BytesIO

import xlsxwriter
from PIL import Image


def scan(colour, title="scan"):
    """Return a PDF that is the picture of a page."""
    stream = BytesIO()
    Image.new("RGB", (300, 400), colour).save(stream, "PDF", title=title)
    return stream.getvalue()


def form(value):
    """Return a PDF with one field and what was written into it."""
    return _annotated(b"/Subtype /Widget /FT /Tx /T (hours) /V (%s)" % value, b"/AcroForm << /Fields [4 0 R] >>")


def remarked_page(kind, value):
    """Return a PDF with one remark of a kind."""
    return _annotated(b"/Subtype /%s /Contents (%s)" % (kind, value))


def linked_page(address):
    """Return a PDF with one link."""
    return _annotated(b"/Subtype /Link /A << /S /URI /URI (%s) >>" % address)


def _annotated(inside, more=b""):
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % more,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Annots [4 0 R] >>",
        b"<< /Type /Annot %s /Rect [10 10 90 30] /P 3 0 R >>" % inside,
    ]
    held, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(held))
        held += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    ending = b"trailer\n<< /Root 1 0 R /Size 5 >>\nstartxref\n%d\n%%%%EOF\n" % len(held)
    return held + b"xref\n0 5\n0000000000 65535 f \n" + table + ending


def workbook(*, colour="white", remark="look", charted="=Sheet1!$B$1:$B$2"):
    """Return a workbook with two rows, a picture, a comment and a chart."""
    stream, picture = BytesIO(), BytesIO()
    Image.new("RGB", (30, 30), colour).save(picture, "PNG")
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["a", 1])
        sheet.write_row(1, 0, ["b", 2])
        sheet.write_comment("A1", remark)
        sheet.insert_image("D1", "plan.png", {"image_data": picture})
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": charted})
        sheet.insert_chart("D9", chart)
    return stream.getvalue()
