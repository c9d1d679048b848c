"""The watch over files of which not everything can be read: what was replaced lands, what was saved again does not."""

import pytest

import hall
from beizhan.actions.documents.looking import look_at
from beizhan.actions.documents.manners import Manners
from beizhan.actions.documents.sources import SourceFacts, TermsFacts, add_source
from beizhan.core.documents.watching import SourceKind
from beizhan.models.documents.watch import InboxItem
from files.documents.unreadable import scan, workbook
from wayward import wayward_server

pytestmark = pytest.mark.django_db

SCANS = scan("white"), scan("white", "saved again"), scan("red")
BOOKS = workbook(), workbook(colour="red"), workbook(colour="red", remark="listen")


@pytest.mark.parametrize(
    ("name", "kind", "bodies", "outcomes"),
    [
        ("/plan.pdf", "application/pdf", SCANS, ["first", "no_difference", "new"]),
        (
            "/list.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            BOOKS,
            ["first", "new", "new"],
        ),
    ],
)
def test_a_file_whose_pictures_were_replaced_lands_in_the_inbox(name, kind, bodies, outcomes):
    found, told = hall.hall(), []
    with wayward_server() as server:
        facts = SourceFacts(SourceKind.FILE, "示例来源", server.at(name), found.skill)
        terms = TermsFacts(owner=found.people["expert"], minutes=60)
        source = add_source(found.campaign, facts, terms, named=server.named, **found.who("expert"))
        for body in bodies:
            server.says(name, body, kind)
            looks = look_at(source, Manners(server.named, rest=0.0, seconds=5.0), at=found.later())
            told += [look.outcome for look in looks]

    landed = [body for body, outcome in zip(bodies, outcomes, strict=True) if outcome != "no_difference"]
    assert told == outcomes
    assert [bytes(item.original.body) for item in InboxItem.objects.order_by("pk")] == landed
