"""Addresses of the screens while marks are being made."""

from django.urls import path

from beizhan.pages.marking.entering import (
    award_workbook,
    board,
    clock,
    confirm,
    entry,
    judge,
    locks,
    problems,
    sheets,
    spreads,
)

_AT = "assessment/<uuid:assessment>"
_SHEET = "<str:sub>/<str:place>"

urlpatterns = [
    path(f"{_AT}/board/", board.board, name="board"),
    path(f"{_AT}/sheets/", sheets.sheets, name="sheets"),
    path(f"{_AT}/sheets/paper/", sheets.sheets_paper, name="sheets_paper"),
    path(f"{_AT}/entry/", entry.entry, name="enter_awards"),
    path(f"{_AT}/entry/scan/", entry.scan, name="scan"),
    path(f"{_AT}/entry/<str:sub>/", entry.entry_sheet, name="entry_sheet"),
    path(f"{_AT}/awards/", award_workbook.award_workbook, name="award_workbook"),
    path(f"{_AT}/awards/workbook/", award_workbook.award_workbook_file, name="award_workbook_file"),
    path(f"{_AT}/confirm/", confirm.confirm, name="confirm"),
    path(f"{_AT}/confirm/{_SHEET}/", confirm.confirm_sheet, name="confirm_sheet"),
    path(f"{_AT}/judge/", judge.judge, name="judge"),
    path(f"{_AT}/judge/{_SHEET}/", judge.judge_sheet, name="judge_sheet"),
    path(f"{_AT}/problems/", problems.problems, name="problems"),
    path(f"{_AT}/problems/{_SHEET}/", problems.raised, name="raise_problem"),
    path(f"{_AT}/spreads/", spreads.spreads, name="spreads"),
    path(f"{_AT}/clock/", clock.clock, name="clock"),
    path(f"{_AT}/clock/<str:module>/<str:place>/", clock.clock_sheet, name="clock_sheet"),
    path(f"{_AT}/locks/", locks.locks, name="locks"),
    path(f"{_AT}/locks/summary/", locks.summary_paper, name="summary_paper"),
]
