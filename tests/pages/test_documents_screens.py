"""Screens of documents: who sees them, what they show, and what leaves through them."""

import re
from copy import copy
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import override_settings
from django.urls import reverse

import hall
import library
from beizhan.actions.documents.bringing import EditionFacts, add_edition
from beizhan.actions.documents.comparing import compared, take_up_changes
from beizhan.actions.documents.inbox import hand_over, set_aside
from beizhan.actions.documents.terms import keep_terms
from beizhan.core.access import ALLOWED, Deed
from beizhan.core.documents.taking_up import facts_of, keys_of
from beizhan.core.training.terms import Term
from beizhan.models.documents.changes import Change
from beizhan.models.documents.register import Edition
from beizhan.models.documents.watch import InboxItem, Source
from beizhan.queries.documents.sources import terms_of
from files.documents.unreadable import scan
from reader import reader, words_of
from wayward import wayward_server

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def prepared(django_db_setup, django_db_blocker):
    """Bring two editions in, once for this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = hall.hall()
        found.old = library.first(found)
        found.new = library.second(found, found.old)
        found.source, found.item = library.watched(found), library.forwarded(found)
        yield found
        transaction.set_rollback(True)


@pytest.fixture
def found(prepared):
    return copy(prepared)


def pair(found) -> str:
    return f"{reverse('compare')}?old={found.old.pk}&new={found.new.pk}"


def test_another_edition_supersedes_the_newest_unless_somebody_says_otherwise(found):
    page = reader(found, "expert").get(reverse("add_edition", args=[found.old.document_id]))

    assert page.context["form"]["supersedes"].value() == str(found.new.pk)


def screens(found) -> dict[str, frozenset[str]]:
    """Return every screen of documents, with the posts that may see it."""
    sees, brings = ALLOWED[Deed.SEE_DOCUMENTS], ALLOWED[Deed.BRING_IN_DOCUMENT]
    return {
        reverse("documents"): sees,
        f"{reverse('document_search')}?q=gloves": sees,
        reverse("document", args=[found.old.document_id]): sees,
        reverse("original", args=[found.old.pk]): sees,
        pair(found): sees,
        reverse("add_document"): brings,
        reverse("inbox"): sees,
        reverse("inbox_item", args=[found.item.pk]): sees,
        reverse("item_original", args=[found.item.pk]): sees,
        reverse("forward"): brings,
        reverse("file_item_anew", args=[found.item.pk]): brings,
        f"{reverse('file_item', args=[found.item.pk])}?document={found.old.document_id}": brings,
        reverse("sources"): sees,
        reverse("source", args=[found.source.pk]): sees,
        reverse("add_source"): ALLOWED[Deed.KEEP_SOURCES],
        reverse("source_terms", args=[found.source.pk]): ALLOWED[Deed.KEEP_SOURCES],
        reverse("add_edition", args=[found.old.document_id]): brings,
    }


@pytest.mark.parametrize("name", hall.POSTS)
def test_each_post_sees_its_own_screens_and_no_more(found, name):
    client = reader(found, name)

    answers = {address: client.get(address).status_code for address in screens(found)}

    assert answers == {address: 200 if hall.POSTS[name] in posts else 403 for address, posts in screens(found).items()}


def test_the_original_comes_back_byte_for_byte_as_a_file_to_keep(found):
    answer = reader(found, "coach").get(reverse("original", args=[found.old.pk]))

    assert answer.content == library.OLD.encode()
    assert answer.headers["Content-Disposition"] == 'attachment; filename="td17.md"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_document_is_brought_in_with_its_file(found):
    file = SimpleUploadedFile("规则.txt", "参赛年龄不得超过22周岁。".encode())
    said = {"kind": "rules", "title": "示例规则", "language": "zh", "label": "1.0", "found_in": "来函", "file": file}

    answer = reader(found, "officer").post(reverse("add_document"), said)

    edition = Edition.objects.get(document__title="示例规则")
    assert answer.headers["Location"] == reverse("document", args=[edition.document_id])
    page = words_of(reader(found, "officer").get(answer.headers["Location"]))
    assert "示例规则" in page
    assert edition.original_id in page


def test_the_same_file_again_is_refused_with_a_sentence(found):
    file = SimpleUploadedFile("td17.md", library.NEW.encode())
    said = {"label": "v3", "found_in": "来函", "file": file, "supersedes": found.new.pk}

    answer = reader(found, "expert").post(reverse("add_edition", args=[found.old.document_id]), said)

    assert answer.status_code == 422
    assert "in the register already, as edition v2" in words_of(answer)


def test_the_comparison_shows_both_sides_and_every_figure(found):
    page = words_of(reader(found, "expert").get(pair(found)))

    assert '<del class="figure">3 hours</del>' in page
    assert '<ins class="figure">4 hours</ins>' in page
    assert '<ins class="figure">±0.3毫米</ins>' in page
    assert "Tolerance ±0.5毫米 → ±0.3毫米" in " ".join(page.split())
    assert page.count('name="change"') == 3


@pytest.mark.parametrize(
    ("colour", "state", "words"),
    [
        ("red", "amber", {"en": "No difference in what could be read", "zh-hans": "能读到的部分没有差异"}),
        ("white", "green", {"en": "Both editions say the same", "zh-hans": "两版内容相同"}),
    ],
)
def test_two_scans_are_called_the_same_only_if_their_pictures_are(found, colour, state, words):
    facts = EditionFacts("s1", "https://example.org/s", "s.pdf", found.new)
    old = add_edition(found.new.document, facts, scan("white"), **found.who("expert"))
    facts = EditionFacts("s2", "https://example.org/s", "s.pdf", old)
    new = add_edition(found.new.document, facts, scan(colour, "again"), **found.who("expert"))

    for language, said in words.items():
        page = words_of(reader(found, "expert", language).get(f"{reverse('compare')}?old={old.pk}&new={new.pk}"))
        assert said in " ".join(re.findall(rf'state-{state}"[^>]*>(.*?)</span>', page, re.DOTALL))


def test_an_expert_takes_up_what_is_ticked_and_the_coach_does_not(found):
    keys = keys_of(facts_of(one) for one in compared(found.old, found.new).changes)
    said = {"old": found.old.pk, "new": found.new.pk, "change": keys[:2]}
    refused = reader(found, "coach").post(reverse("take_up_changes"), said)
    answer = reader(found, "expert").post(reverse("take_up_changes"), said)

    page = words_of(reader(found, "expert").get(answer.headers["Location"]))

    assert refused.status_code == 403
    assert Change.objects.count() == 2
    assert page.count('name="change"') == 1
    assert "Change 2" in page


def test_editions_in_reverse_are_shown_with_the_way_to_the_right_order_and_nothing_is_taken_up(found):
    keys = keys_of(facts_of(one) for one in compared(found.new, found.old).changes)
    client, turned = reader(found, "expert"), f"{reverse('compare')}?old={found.new.pk}&new={found.old.pk}"

    shown = client.get(turned)
    answer = client.post(
        reverse("take_up_changes"), {"old": found.new.pk, "new": found.old.pk, "change": keys}, follow=True
    )

    assert 'name="change"' not in words_of(shown)
    assert "The editions stand in reverse: v2 came after v1." in words_of(shown)
    assert pair(found).replace("&", "&amp;") in words_of(shown)
    assert "v2 came after v1" in "".join(map(str, answer.context["messages"]))
    assert Change.objects.count() == 0


def test_the_newest_edition_is_not_offered_as_the_older_one_nor_the_oldest_as_the_newer(found):
    page = reader(found, "expert").get(reverse("document", args=[found.old.document_id]))

    assert (page.context["older"], page.context["newer"]) == ([(found.old.pk, "v1")], [(found.new.pk, "v2")])


@pytest.mark.parametrize("pair_of", ["old=&new=", "old=x&new=1", "old=999999&new=999999"])
def test_a_pair_that_is_none_is_not_there(found, pair_of):
    assert reader(found, "expert").get(f"{reverse('compare')}?{pair_of}").status_code == 404


@pytest.mark.parametrize("name", ["documents", "changes"])
def test_a_skill_that_is_none_is_not_there_instead_of_being_told_as_empty(found, name):
    asked = {number: reader(found, "officer").get(reverse(name), {"skill": number}) for number in ("99", "17", "")}

    assert {number: answer.status_code for number, answer in asked.items()} == {"99": 404, "17": 200, "": 200}


def test_documents_of_another_skill_are_not_there_for_its_stranger(found):
    take_up_changes(found.old, found.new, **found.who("expert"))
    other = hall.hall()

    assert reader(other, "expert").get(reverse("document", args=[found.old.document_id])).status_code == 404
    assert "gloves" not in words_of(reader(other, "expert").get(f"{reverse('document_search')}?q=glove"))


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "检索文件"), ("en", "Search in documents")])
def test_the_screens_speak_both_languages(found, language, words):
    page = reader(found, "officer", language).get(f"{reverse('document_search')}?q=公差")

    assert page.context["title"] == words
    assert "<mark>公差</mark>" in words_of(page)


def test_an_item_of_the_inbox_becomes_an_edition(found):
    said = {"label": "v3", "found_in": "微信群", "supersedes": found.new.pk}
    address = f"{reverse('file_item', args=[found.item.pk])}?document={found.old.document_id}"

    answer = reader(found, "expert").post(address, said)

    assert answer.headers["Location"] == reverse("document", args=[found.old.document_id])
    assert Edition.objects.get(label="v3").original == found.item.original
    assert "In the register" in words_of(reader(found, "coach").get(reverse("inbox")))


def test_an_item_is_handed_over_and_set_aside(found):
    coach, expert = reader(found, "coach"), reader(found, "expert")
    coach.post(reverse("hand_item_over", args=[found.item.pk]), {"owner": found.people["officer"].login})
    assert found.people["officer"].name in words_of(expert.get(reverse("inbox")))

    expert.post(reverse("set_item_aside", args=[found.item.pk]), {"reason": "重复"})

    assert "重复" in words_of(coach.get(reverse("inbox_item", args=[found.item.pk])))


def test_a_reason_to_set_something_aside_has_an_end(found):
    expert, item = reader(found, "expert"), reverse("inbox_item", args=[found.item.pk])
    form = words_of(expert.get(item))

    answer = expert.post(reverse("set_item_aside", args=[found.item.pk]), {"reason": "重" * 501}, follow=True)
    kept = InboxItem.objects.filter(pk=found.item.pk, answer=None).exists()
    expert.post(reverse("set_item_aside", args=[found.item.pk]), {"reason": "重" * 500})

    assert ('maxlength="500"' in form, kept) == (True, True)
    assert "A reason has at most 500 characters; this one has 501." in words_of(answer)
    assert InboxItem.objects.get(pk=found.item.pk).answer.reason == "重" * 500


def test_a_source_is_added_and_looked_at_now(found):
    with wayward_server() as server:
        address = server.fails("/page", 500)
        said = {
            "kind": "page",
            "title": "示例",
            "address": address,
            "owner": found.people["expert"].login,
            "minutes": 60,
        }
        expert = reader(found, "expert")
        refused = expert.post(reverse("add_source"), said)
        with override_settings(OUTBOUND_HOSTS=server.named):
            added = expert.post(reverse("add_source"), said)
            source = Source.objects.get(address=address)
            expert.post(reverse("look_now", args=[source.pk]))

    assert (refused.status_code, added.headers["Location"]) == (422, reverse("source", args=[source.pk]))
    page = expert.get(reverse("source", args=[source.pk]))
    assert page.context["row"]["chip"]["state"] == "red"
    assert "The server answered 500." in words_of(page)


def test_terms_of_a_source_are_changed(found):
    said = {"owner": found.people["chief"].login, "minutes": 90, "ignore": "a+\n\nb", "wanted": ""}

    reader(found, "chief").post(reverse("source_terms", args=[found.source.pk]), said)

    now = terms_of(found.source)
    assert (now.owner, now.minutes, now.ignore, now.is_watched) == (found.people["chief"], 90, ["a+", "b"], False)


def test_terms_are_marked_where_editions_are_compared_and_other_words_lead_to_the_agreed_one(found):
    terms = [Term("公差", "tolerance"), Term("模块", "module"), Term("屏幕", "monitor", avoid=("screen",))]
    keep_terms(found.skill, terms, **found.who("expert"))

    page = reader(found, "expert").get(pair(found))

    parts = [part for clause in page.context["clauses"] for row in clause["rows"] for part in row["new"]]
    assert [(part["text"], part["stray"]) for part in parts if part["term"]] == [
        ("Module", False), ("公差", False), ("screen", True),
    ]  # fmt: skip
    assert page.context["strays"] == 1
    assert "屏幕 = monitor" in words_of(page)
    assert "1 word other than agreed" in words_of(page)


def lights(found, who: str, address: str) -> list[tuple[str, str]]:
    return [(one["state"], one["label"]) for one in reader(found, who).get(address).context["news"]]


def test_late_documents_are_red_on_the_first_screen_and_on_the_page_of_the_skill(found):
    addresses = (reverse("home"), reverse("skill", args=["17"]))

    with time_machine.travel(found.at + timedelta(hours=71), tick=False):
        early = [lights(found, "officer", one)[-1] for one in addresses]
    with time_machine.travel(found.at + timedelta(hours=74), tick=False):
        late = [lights(found, "officer", one)[-1] for one in addresses]
        others = [lights(found, "judge1", one) for one in addresses]

    assert early == [("amber", "1 waiting")] * 2
    assert late == [("red", "1 over 72 hours")] * 2
    assert others == [[], []]


def test_the_owner_of_a_document_has_it_on_the_to_do_list_until_it_is_answered(found):
    def owed(who: str) -> list[tuple[str, bool]]:
        page = reader(found, who).get(reverse("home"))
        return [(one["words"], one["is_overdue"]) for one in page.context["todo"] if one["icon"] == "inbox"]

    with time_machine.travel(found.at + timedelta(hours=74), tick=False):
        assert (owed("coach"), owed("officer")) == ([(f"Sort a new document: {found.item.title}", True)], [])
        hand_over(found.item, found.people["officer"], **found.who("coach"))
        assert (owed("coach"), len(owed("officer"))) == ([], 1)
        set_aside(found.item, reason="重复", **found.who("officer"))
        assert owed("officer") == []


def test_where_nothing_is_known_the_light_is_grey_and_an_empty_inbox_is_green(found):
    bare = hall.hall()
    page = reverse("skill", args=["17"])

    assert lights(bare, "officer", page) == [("grey", "Nothing known"), ("grey", "Nothing known")]
    library.watched(bare)
    assert lights(bare, "officer", page)[-1] == ("green", "Nothing waits")


def test_pasted_words_are_forwarded_as_a_file_would_be_and_the_same_again_is_told(found):
    client = reader(found, "coach")
    said = {"skill": "17", "title": "群通知/一", "found_in": "微信群", "owner": found.people["coach"].login}

    neither = client.post(reverse("forward"), said)
    answer = client.post(reverse("forward"), said | {"text": "模块 A 改为 4 小时。"})
    again = client.post(reverse("forward"), said | {"text": "模块 A 改为 4 小时。"})

    item = InboxItem.objects.order_by("pk").last()
    assert (neither.status_code, answer.status_code, again.status_code) == (422, 302, 422)
    assert (item.file_name, bytes(item.original.body).decode()) == ("群通知一.txt", "模块 A 改为 4 小时。")
    assert "The same file waits in the inbox already: 群通知/一." in words_of(again)
