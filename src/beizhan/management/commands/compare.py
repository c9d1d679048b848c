"""``./beizhan compare OLD NEW``: what differs between two editions of a document."""

import json
import re
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from beizhan.core.faults import Fault, error
from beizhan.core.scheme.tree import Scheme
from beizhan.core.textdiff.changes import changes_of
from beizhan.core.textdiff.scheme_changes import scheme_changes_of
from beizhan.core.textdiff.uncompared import uncompared_in, unread_in
from beizhan.core.textdiff.wording.volatile import USUAL, Rules
from beizhan.files.cis_workbook.upload import read_uploaded_scheme
from beizhan.files.documents.reading import read_uploaded_document
from beizhan.files.guard import Unreadable
from beizhan.management.comparison_report import Finding, lines_of, report_of
from beizhan.pages.words import sentence_of

UNREADABLE = 2
"""Exit code when one of the two files cannot be read."""

_NO_SCHEME = "no_aspects"


class Command(BaseCommand):
    help = (
        "Compares two editions of a document by clause, list and table, and tells what was added, removed, changed, "
        "moved or renumbered, with every number that changed; two marking schemes in CIS workbooks are compared aspect "
        "by aspect. OLD and NEW are .docx, .pdf, .xlsx, .html, .txt or .md, each of its own kind if need be, read as "
        "uploads are read. Layout, line breaks, page numbers, running heads and dates of print do not count. Ends with "
        '0 if the two were compared, the same or not, with 2 if not. With --json: {"same","added":[{"text","where"}],'
        '"removed":[{"text","where"}],"changed":[{"old","new","numbers":[{"old","new","kind"}],"where","moved"}],'
        '"moved":[{"text","from","where","numbers"}],"renumbered":[{"old","new","where"}],"not_compared":[{"file","what",'
        '"where"}]}.'
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("old", metavar="OLD")
        parser.add_argument("new", metavar="NEW")
        parser.add_argument(
            "--ignore",
            metavar="PATTERN",
            action="append",
            default=[],
            help="A regular expression of text that counts for nothing, beside dates of print and page numbers. May be "
            "given several times.",
        )
        parser.add_argument("--count-all", action="store_true", help="Count dates of print and page numbers too.")
        parser.add_argument("--json", action="store_true", dest="as_json", help="Print one JSON object.")

    def handle(self, *, old: str, new: str, ignore: list[str], count_all: bool, as_json: bool, **_: object) -> None:
        try:
            rules = rules_of([*(() if count_all else USUAL), *ignore])
            report = report_of(found_in(Path(old), Path(new), rules))
        except FileRefused as refusal:
            detail = f"{refusal.file}: {_english(refusal.fault)}"
            if as_json:
                self.stdout.write(json.dumps({"error": refusal.fault.code, "detail": detail}, ensure_ascii=False))
            raise CommandError(detail, returncode=UNREADABLE) from None
        self.stdout.write(json.dumps(report, ensure_ascii=False) if as_json else "\n".join(lines_of(report)))


class FileRefused(Exception):  # noqa: N818 - a refusal of the file, not an error of ours
    """One of the two files cannot be compared; ``fault`` says why."""

    def __init__(self, file: str, fault: Fault) -> None:
        super().__init__(file, fault.code)
        self.file = file
        self.fault = fault


def rules_of(patterns: Sequence[str]) -> Rules:
    """Return the rules with these patterns.

    Raises
    ------
    FileRefused
        If one is no regular expression.
    """
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as refusal:
            raise FileRefused("--ignore", error("rule_not_understood", pattern=pattern)) from refusal
    return Rules(tuple(patterns))


def found_in(old: Path, new: Path, rules: Rules) -> Finding:
    """Return what differs between two files, which are trusted no more than uploads.

    Raises
    ------
    FileRefused
        If one of them cannot or may not be read.
    """
    contents = _content_of(old), _content_of(new)
    schemes: list[Scheme | None] = [None, None]
    if old.suffix.casefold() == new.suffix.casefold() == ".xlsx":
        schemes = [_scheme_in(content, path) for content, path in zip(contents, (old, new), strict=True)]
    documents = []
    for path, content in zip((old, new), contents, strict=True):
        with _named(path):
            documents.append(read_uploaded_document(content, name=path.name))
    if schemes[0] and schemes[1]:
        return Finding(scheme_changes_of(schemes[0], schemes[1]), unread_in(*documents))
    return Finding(changes_of(*documents, rules), uncompared_in(*documents, rules))


def _content_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as refusal:
        raise FileRefused(path.name, error("file_missing", file=path.name)) from refusal


def _scheme_in(content: bytes, path: Path) -> Scheme | None:
    """Return the marking scheme in a workbook, nothing if it holds none."""
    try:
        return read_uploaded_scheme(content, name=path.name).scheme
    except Unreadable as refusal:
        if refusal.fault.code == _NO_SCHEME:
            return None
        raise FileRefused(path.name, refusal.fault) from refusal


@contextmanager
def _named(path: Path) -> Iterator[None]:
    try:
        yield
    except Unreadable as refusal:
        raise FileRefused(path.name, refusal.fault) from refusal


def _english(fault: Fault) -> str:
    """Return the sentence of a fault in the one language that scripts read."""
    with override("en"):
        return sentence_of(fault)
