"""What the demo's watch found, told as facts: one source that answers and one that has stopped answering.

Both lie at addresses kept for examples (RFC 5737), which the watch refuses before anything leaves the machine.
"""

from datetime import datetime, timedelta

from beizhan.actions.documents.bringing import original_of
from beizhan.actions.documents.sources import SourceFacts, TermsFacts, add_source
from beizhan.core.documents.watching import LONGEST, Outcome, SourceKind
from beizhan.core.faults import error
from beizhan.files.wire import fault_document
from beizhan.management.demo.descriptions import content_of
from beizhan.management.demo.teller import Teller
from beizhan.models.documents.watch import Look, Source
from beizhan.models.people import Person
from beizhan.models.skills import Skill

_LIST = "https://192.0.2.17/skills/17/documents/"
_NOTICES = "https://192.0.2.48/notices/"
_FILE = "web-edition-3.md"
_PAGE = "示例通知：赛场开放时间为 8 时至 20 时。"
_REFUSED = fault_document(error("answer_refused", status=503))


def watch(teller: Teller, skill: Skill, now: datetime) -> None:
    """Tell of two sources that are looked at once a week, and of the looks of three weeks."""
    weeks = [now - timedelta(days=days) for days in (22, 15, 8, 1)]
    listing = _source(teller, SourceFacts(SourceKind.LIST, "示例组委会：技术文件列表", _LIST, skill), r"\.md$")
    file = original_of(content_of(_FILE), _FILE)
    for at, outcome in zip(weeks, (Outcome.FIRST, *[Outcome.SAME] * 3), strict=True):
        _look(listing, at, outcome, links=[[f"{_LIST}{_FILE}", "技术说明"]])
        _look(listing, at, outcome, address=f"{_LIST}{_FILE}", original=file)
    notices = _source(teller, SourceFacts(SourceKind.PAGE, "示例组委会：通知", _NOTICES, skill))
    page = original_of(_PAGE.encode(), "notices.txt")
    _look(notices, weeks[0], Outcome.FIRST, original=page)
    _look(notices, weeks[1], Outcome.SAME, original=page)
    for at in weeks[2:]:
        _look(notices, at, Outcome.FAILED, fault=_REFUSED)


def _source(teller: Teller, facts: SourceFacts, wanted: str = "") -> Source:
    assert teller.campaign is not None
    terms = TermsFacts(Person.objects.get(login="expert"), LONGEST, wanted=wanted)
    return add_source(teller.campaign, facts, terms, **teller.who("expert"))


def _look(source: Source, at: datetime, outcome: Outcome, **found: object) -> None:
    Look.objects.create(source=source, at=at, outcome=str(outcome), **({"address": source.address} | found))
