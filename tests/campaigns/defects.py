"""Seeded defects: what the award path would be without one of its protections, each to be caught by a campaign.

A defect that opens a window between two writes holds it open for a moment, as a slow disk would.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from time import sleep
from uuid import uuid4

from django.db import transaction

from beizhan.actions import door
from beizhan.actions.marking import awards
from beizhan.core.marking.cells import version_of
from beizhan.management import durability
from beizhan.queries.marking import targets

WINDOW = 0.02
HONEST_FAULTS, HONEST_RECORD, HONEST_WRITE = awards.faults_of_awards, awards.record_awards, awards.write_awards


def _late_key() -> None:
    """The key is kept in a transaction of its own, after that of the awards."""

    def write(assessment, rows, aims, submission):
        kept = awards.Submission(by=submission.by, key=_tagged(submission.key), fingerprint="", at=submission.at)
        receipt = HONEST_WRITE(assessment, rows, aims, kept)
        submission.answer = kept.answer
        transaction.on_commit(lambda: (sleep(WINDOW), submission.save(force_insert=True)))
        return receipt

    awards.write_awards = write


def _early_key() -> None:
    """The key is kept before the awards are: whoever comes again is told that all is well."""

    def record(assessment, rows, *, key, by, at):
        if awards.Submission.objects.filter(by=by, key=key).exists():
            return awards.Receipt(0, "", (0,) * len(rows))
        awards.Submission.objects.create(by=by, key=key, fingerprint="", answer="", at=at)
        sleep(WINDOW)
        return HONEST_RECORD(assessment, rows, key=_tagged(key), by=by, at=at)

    awards.record_awards = record


def _no_key() -> None:
    """Keys are not looked at: whatever comes is new."""

    def write(assessment, rows, aims, submission):
        submission.key = _tagged(submission.key)
        return HONEST_WRITE(assessment, rows, aims, submission)

    awards.write_awards = write


def _tagged(key: str) -> str:
    return f"{key[:36]}-{uuid4().hex[:8]}"


def _no_version() -> None:
    """The last to write wins, whatever version was seen."""

    def faults(rows, aimed_at, **more):
        return tuple(one for one in HONEST_FAULTS(rows, aimed_at, **more) if one.code != "stale")

    def write(assessment, rows, aims, submission):
        based = [replace(one, based_on=version_of(aims.targets[one.place, one.aspect].cell, one.seat)) for one in rows]
        return HONEST_WRITE(assessment, based, aims, submission)

    awards.faults_of_awards, awards.write_awards = faults, write


def _no_lock_check() -> None:
    """A signature closes nothing."""
    targets.is_locked = lambda *_args, **_more: False


def _audit_after_commit() -> None:
    """The log row is written when the deed is done already."""

    @contextmanager
    def deed(name, *, by, campaign, on, at, skill=None):  # noqa: PLR0913 - as the door's own
        door.demand(name, by=by, campaign=campaign, skill=skill)
        row = door.LogRow(campaign=campaign, by=by, deed=name, on=str(on)[:120], at=at)
        with transaction.atomic():
            yield
            transaction.on_commit(lambda: (sleep(WINDOW), row.save(force_insert=True)))

    awards.deed = deed


def _not_durable() -> None:
    """The database is told not to wait for the disk (see ``settings``), and nobody looks at it."""
    durability.faults_of_durability = lambda _connection: []


DEFECTS = {
    "late-key": _late_key,
    "early-key": _early_key,
    "no-key": _no_key,
    "no-version": _no_version,
    "no-lock-check": _no_lock_check,
    "audit-after-commit": _audit_after_commit,
    "synchronous-normal": _not_durable,
    "synchronous-commit-off": _not_durable,
}
