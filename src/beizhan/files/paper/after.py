"""Sheets printed after an assessment: the result, the notices of outcome, the lost marks."""

from collections.abc import Sequence
from datetime import datetime

from beizhan.files.paper.outcomes import LossPack, OutcomeNotice, ResultSheet
from beizhan.files.paper.press import plain, press, qr_svg, qr_text


def result_sheet(result: ResultSheet, *, language: str, at: datetime) -> bytes:
    """Return the standing, the outcomes with the rule applied, and the fingerprint, ready to be signed."""
    return press("result", {**plain(result), "qr": qr_svg(result.verification)}, language=language, at=at, tagged=True)


def outcome_notices(notices: Sequence[OutcomeNotice], *, language: str, at: datetime) -> bytes:
    """Return one notice for each competitor."""
    forms = [{**plain(notice), "qr": qr_svg(notice.verification)} for notice in notices]
    return press("notice", {"forms": forms}, language=language, at=at, tagged=True)


def loss_packs(packs: Sequence[LossPack], *, language: str, at: datetime) -> bytes:
    """Return one pack for each competitor: bars by section and criterion, then the aspects in the order given."""
    forms = [{**plain(pack), "qr": _qr_of(pack)} for pack in packs]
    return press("losses", {"forms": forms}, language=language, at=at, tagged=True)


def _qr_of(pack: LossPack) -> str:
    return qr_svg(qr_text(pack.masthead.assessment_key, pack.sheet, pack.masthead.version))
