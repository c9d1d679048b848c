"""Awards by Excel: a workbook with the sheets of the assessment, taken in whole or handed back with its errors."""

import base64
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from beizhan.actions.marking.awards import record_awards
from beizhan.core.access import Deed
from beizhan.core.faults import Fault, error
from beizhan.core.marking.awarding import AwardRow
from beizhan.files.award_workbook.reading import read_uploaded_awards
from beizhan.files.award_workbook.rows import AwardReading
from beizhan.files.award_workbook.writing import write_award_workbook
from beizhan.files.guard import Unreadable
from beizhan.models.marking.assessments import Assessment
from beizhan.pages.kit import attachment, lines_of, now, tried
from beizhan.pages.marking.entering.frame import SAVED, frame_of, status_of
from beizhan.pages.marking.frame import Desk, desk_for
from beizhan.pages.words import sentence_of
from beizhan.queries.marking.entering.books import award_book_of, bases_of
from beizhan.queries.marking.entering.desks import head_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN = 100


@require_http_methods(["GET", "POST"])
def award_workbook(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Offer the workbook, and take a filled-in one: all of its awards are recorded, or none."""
    desk = desk_for(request, assessment, Deed.RECORD_AWARDS)
    upload = request.FILES.get("file")
    if request.method == "GET":
        return _desk(request, desk)
    if upload is None:
        return _desk(request, desk, (error("no_file_given"),))
    content = upload.read()
    reading, faults = _read(content, upload)
    receipt = None
    if reading is not None and not faults:
        rows, cells, faults = _rows_in(desk.assessment, reading)
        if not faults:
            key = f"xlsx-{sha256(assessment.bytes + content).hexdigest()[:58]}"
            receipt, found = tried(lambda: record_awards(desk.assessment, rows, key=key, by=request.user, at=now()))
            faults = _at_cells(found, cells)
    if receipt is None:
        return _desk(request, desk, faults, reading)
    messages.success(request, gettext(SAVED) % {"seq": receipt.seq})
    return redirect("award_workbook", assessment)


@require_GET
def award_workbook_file(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Give the workbook, with all that was given so far."""
    desk = desk_for(request, assessment, Deed.RECORD_AWARDS)
    sub = request.GET.get("sub", "")
    book = award_book_of(desk.assessment, sub=sub)
    bases = bases_of(desk.assessment, seq=head_of(desk.assessment))
    given = {where: base.value for where, base in bases.items() if base.value is not None}
    name = gettext("awards-%(code)s.xlsx") % {"code": f"{desk.assessment.code}-{sub}" if sub else desk.assessment.code}
    return attachment(write_award_workbook(book, given, sentence=sentence_of), name=name, kind=XLSX)


def _read(content: bytes, upload: UploadedFile) -> tuple[AwardReading | None, tuple[Fault, ...]]:
    try:
        reading = read_uploaded_awards(content, name=upload.name or "")
    except Unreadable as refused:
        return None, (refused.fault,)
    return reading, reading.faults


def _rows_in(assessment: Assessment, reading: AwardReading) -> tuple[list[AwardRow], list[str], tuple[Fault, ...]]:
    """Return the awards that differ from what stood in the workbook when it was taken away, and their cells."""
    seqs = {_seq_in(row.version) for row in reading.rows}
    if len(seqs) != 1 or None in seqs:
        return [], [], (error("workbook_of_mixed_versions"),)
    bases = bases_of(assessment, seq=max(seq for seq in seqs if seq is not None))
    rows, cells = [], []
    for row in reading.rows:
        base = bases.get((row.aspect_key, row.code, row.seat))
        if base is None or base.value != row.value:
            rows.append(AwardRow(row.code, row.aspect_key, row.seat, row.value, base.version if base else 0))
            cells.append(row.cell)
    return rows, cells, () if rows else (error("nothing_new_in_workbook"),)


def _seq_in(version: str) -> int | None:
    scheme, _dot, seq = version.partition(".")
    return int(seq) if scheme.isdecimal() and seq.isdecimal() else None


def _at_cells(faults: Sequence[Fault], cells: Sequence[str]) -> tuple[Fault, ...]:
    """Return the faults with the cell of the workbook in the place of the number of the award."""
    found = []
    for fault in faults:
        cell = cells[fault.row - 1] if fault.row and fault.row <= len(cells) else fault.cell
        row = "".join(sign for sign in cell.rpartition("!")[2] if sign.isdigit())
        found.append(replace(fault, cell=cell, row=int(row) if row else None))
    return tuple(found)


def _desk(
    request: HttpRequest, desk: Desk, faults: tuple[Fault, ...] = (), reading: AwardReading | None = None
) -> HttpResponse:
    book = award_book_of(desk.assessment)
    shown = frame_of(
        desk,
        "award_workbook",
        _("Awards by Excel"),
        subs=[(sheet.code, sheet.name) for sheet in book.sheets if sheet.codes],
        faults=lines_of(faults[:_SHOWN]),
        more=max(0, len(faults) - _SHOWN),
        marked=_marked(desk, reading, faults) if reading and faults else "",
    )
    refused = status_of(faults) if faults else HTTPStatus.OK
    return render(request, "marking/entering/award_workbook.html", shown, status=refused)


def _marked(desk: Desk, reading: AwardReading, faults: tuple[Fault, ...]) -> str:
    """Return the workbook with its errors beside the cells, in the page itself: marks are kept nowhere else."""
    book = award_book_of(desk.assessment)
    content = write_award_workbook(book, typed=reading.typed, faults=faults, sentence=sentence_of)
    return f"data:{XLSX};base64,{base64.b64encode(content).decode()}"
