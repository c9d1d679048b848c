"""Bringing documents in, finding words in them, comparing them and taking up what differs."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

import hall
import library
from beizhan.actions.documents.bringing import add_document, add_edition, original_of
from beizhan.actions.documents.comparing import compared, take_up_changes
from beizhan.actions.documents.extracts import extract_of, rebuild_extracts
from beizhan.actions.door import Refused
from beizhan.core.documents.taking_up import facts_of, keys_of
from beizhan.core.faults import error
from beizhan.core.scheme.tree import numbered
from beizhan.files.cis_workbook.writer import write_scheme
from beizhan.files.guard import Unreadable
from beizhan.models.documents.changes import Change
from beizhan.models.documents.extracts import Extract
from beizhan.models.documents.register import Document, Edition, Original
from beizhan.models.log import LogRow
from beizhan.queries.documents.register import documents_of, hits_for, stands_in_reverse
from library import OLD, SAID, WHAT
from matrix import who_may

pytestmark = pytest.mark.django_db


@pytest.fixture
def found():
    return hall.hall()


def refused(act) -> list[str]:
    with pytest.raises(Refused) as refusal:
        act()
    return [fault.code for fault in refusal.value.faults]


def test_an_edition_keeps_its_bytes_and_who_found_it_where(found):
    edition = library.first(found)

    assert bytes(edition.original.body) == OLD.encode()
    assert edition.original.fingerprint == sha256(OLD.encode()).hexdigest()
    assert (edition.by, edition.found_in, edition.document.skill) == (found.people["expert"], "示例论坛", found.skill)
    assert LogRow.objects.filter(deed="bring_in_document").count() == 1


def test_the_same_bytes_are_kept_once_and_are_no_other_edition(found):
    edition = library.first(found)

    assert refused(lambda: library.second(found, edition, text=OLD)) == ["edition_known"]
    assert refused(lambda: library.first(found, facts=replace(SAID, label=" "))) == ["edition_without_label"]
    library.first(found, skill=None)
    assert (Original.objects.count(), Document.objects.count()) == (1, 2)


def test_what_is_said_of_an_edition_must_make_sense(found):
    one, other = library.first(found), library.first(found, skill=None)

    again = replace(SAID, found_in="")
    assert refused(lambda: add_edition(one.document, again, b"x", **found.who("expert"))) == [
        "edition_label_taken",
        "edition_without_source",
    ]
    stranger = replace(SAID, label="v9", supersedes=other)
    assert refused(lambda: add_edition(one.document, stranger, b"x", **found.who("expert"))) == [
        "supersedes_another_document"
    ]
    assert refused(lambda: library.first(found, text="")) == ["file_empty"]
    untitled = replace(WHAT, title=" ")
    assert refused(lambda: add_document(found.campaign, untitled, SAID, b"x", **found.who("expert"))) == [
        "document_without_title"
    ]
    assert Edition.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("plan.pdf", b"<html>please sign in</html>", "content_differs"),
        ("plan.docx", b"PK\x03\x04 broken", "archive_damaged"),
        ("plan.dwg", b"AC1032", "extension_not_allowed"),
    ],
)
def test_what_cannot_be_read_is_told_and_still_kept(found, name, content, code):
    facts = replace(SAID, file_name=name)
    edition = add_document(found.campaign, WHAT, facts, content, **found.who("expert"))

    (line,) = documents_of(found.campaign, [])
    assert [fault.code for fault in line.editions[0].faults] == [code]
    assert line.editions[0].is_read is False
    assert bytes(edition.original.body) == content


def test_the_office_the_experts_and_the_coach_bring_documents_in(found):
    def bring(name):
        return library.first(found, name)

    assert who_may(bring) == {"director", "officer", "chief", "expert", "coach"}


@pytest.mark.parametrize("question", ["gloves", "公差", "GLOVES 毫米", "own  gloves", "４ HOURS"])
def test_words_are_found_in_chinese_and_english_and_shown(found, question):
    library.second(found, library.first(found))

    hits = hits_for(found.campaign, [found.skill.pk], question)

    assert hits[0].is_newest
    assert any(sought for excerpt in hits[0].excerpts for _text, sought in excerpt.parts)
    assert len(hits) == (1 if "４" in question else 2)


def test_words_of_a_skill_are_not_found_by_whoever_may_not_see_it(found):
    library.first(found)

    assert hits_for(found.campaign, [], "gloves") == []
    assert hits_for(found.campaign, [found.skill.pk], " ") == []
    assert hits_for(found.campaign, [found.skill.pk], "100%_") == []


def test_the_register_asks_the_database_as_often_for_three_as_for_one(found, django_assert_num_queries):
    library.second(found, library.first(found))
    with django_assert_num_queries(3):
        documents_of(found.campaign, [found.skill.pk])
    library.first(found, skill=None)
    with django_assert_num_queries(3):
        assert [len(one.editions) for one in documents_of(found.campaign, [found.skill.pk])] == [1, 2]


def test_what_was_read_can_be_read_again_at_any_time(found):
    edition = library.first(found)
    before = Extract.objects.get(original=edition.original).text
    Extract.objects.all().delete()

    assert rebuild_extracts() == 1
    assert extract_of(edition.original, edition.file_name).text == before
    assert rebuild_extracts() == 0


def test_two_editions_are_compared_and_all_is_taken_up_once(found):
    old = library.first(found)
    new = library.second(found, old)

    rows = take_up_changes(old, new, **found.who("expert"))
    again = take_up_changes(old, new, **found.who("expert"))

    assert [(row.number, row.kind, row.new_text) for row in rows] == [
        (1, "changed", "Module A takes 4 hours."),
        (2, "changed", "公差为±0.3毫米。"),
        (3, "added", "A second screen is provided."),
    ]
    assert {row.where for row in rows} == {"5.1 Times"}
    assert (again, Change.objects.count()) == ((), 3)


def test_what_was_ticked_is_taken_up_and_the_rest_later_under_the_next_numbers(found):
    old = library.first(found)
    new = library.second(found, old)
    keys = keys_of(facts_of(one) for one in compared(old, new).changes)

    take_up_changes(old, new, [keys[1]], **found.who("expert"))
    take_up_changes(old, new, **found.who("officer"))

    assert list(Change.objects.order_by("number").values_list("number", "new_text")) == [
        (1, "公差为±0.3毫米。"),
        (2, "Module A takes 4 hours."),
        (3, "A second screen is provided."),
    ]
    assert refused(lambda: take_up_changes(old, new, ["0" * 16], **found.who("expert"))) == ["change_not_found"]


def test_what_cannot_be_read_is_not_compared_but_said(found):
    old = library.first(found)
    facts = replace(SAID, label="v2", file_name="v2.pdf")
    new = add_edition(old.document, facts, b"no pdf at all", **found.who("expert"))

    result = compared(old, new)

    assert [(label, fault.code) for label, fault in result.refused] == [("v2", "content_differs")]
    assert refused(lambda: take_up_changes(old, new, **found.who("expert"))) == ["content_differs"]


def test_editions_in_reverse_are_not_taken_up_over_any_number_of_editions(found):
    old = library.first(found)
    new = library.second(found, old)
    facts = replace(SAID, label="v3", supersedes=new)
    third = add_edition(old.document, facts, b"# 5.1 Times\n\nModule A takes 5 hours.\n", **found.who("expert"))

    for later, earlier in ((new, old), (third, old), (third, new)):
        assert refused(lambda: take_up_changes(later, earlier, **found.who("expert"))) == ["editions_in_reverse"]  # noqa: B023 - called at once

    assert Change.objects.count() == 0
    assert take_up_changes(old, third, **found.who("expert"))


def test_what_supersedes_what_decides_the_order_although_the_older_edition_was_brought_in_later(found):
    new = library.first(found)
    who = found.who("expert")
    at = who["at"] + timedelta(days=1)
    late = add_edition(new.document, replace(SAID, label="v0"), library.NEW.encode(), by=who["by"], at=at)
    facts = replace(SAID, label="v9", supersedes=late)
    last = add_edition(new.document, facts, b"# 5.1 Times\n\nModule A takes 9 hours.\n", **found.who("expert"))

    pairs = {"last, late": (last, late), "late, last": (late, last), "last, new": (last, new), "new, last": (new, last)}

    assert {name for name, pair in pairs.items() if stands_in_reverse(*pair)} == {"last, late", "last, new"}


def test_the_office_and_the_experts_take_changes_up(found):
    old = library.first(found)
    new = library.second(found, old)

    assert who_may(lambda name: take_up_changes(old, new, **found.who(name))) == {
        "director",
        "officer",
        "chief",
        "expert",
    }


def test_two_marking_schemes_are_compared_aspect_by_aspect_with_the_marks_at_stake(found):
    one = hall.small_scheme()
    first, second = one.criteria
    (sub,) = first.sub_criteria
    best = (replace(sub.aspects[0], max_mark=4500), replace(sub.aspects[1], max_mark=500))
    other = replace(one, criteria=(replace(first, sub_criteria=(replace(sub, aspects=best),)), second))
    facts = replace(SAID, file_name="scheme.xlsx")
    old = add_document(found.campaign, WHAT, facts, write_scheme(numbered(one)), **found.who("expert"))
    again = replace(facts, label="v2")
    new = add_edition(old.document, again, write_scheme(numbered(other)), **found.who("expert"))

    rows = take_up_changes(old, new, **found.who("officer"))

    assert compared(old, new).are_schemes
    assert [row.at_stake for row in rows if row.at_stake] == [4500, 1000]


def test_what_cannot_be_read_is_not_tried_again_unless_its_name_tells_another_kind():
    original, tried = original_of(b"no document", "a.pdf"), []

    def read(_content, name):
        tried.append(name)
        raise Unreadable(error("document_damaged", where="1", reason="x"))

    found = [extract_of(original, name, read=read) for name in ("a.pdf", "a.pdf", "b.PDF", "a.txt", "a.txt")]

    assert [[fault["code"] for fault in one.faults] for one in found] == [["document_damaged"]] * 5
    assert tried == ["a.pdf", "a.txt"]
