"""Screens of documents: who sees them, what they show, and what leaves through them."""

from copy import copy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

import hall
import library
from beizhan.actions.documents.comparing import compared, take_up_changes
from beizhan.core.access import ALLOWED, Deed
from beizhan.core.documents.taking_up import facts_of, keys_of
from beizhan.models.documents.changes import Change
from beizhan.models.documents.register import Edition
from reader import reader, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def prepared(django_db_setup, django_db_blocker):
    """Bring two editions in, once for this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = hall.hall()
        found.old = library.first(found)
        found.new = library.second(found, found.old)
        yield found
        transaction.set_rollback(True)


@pytest.fixture
def found(prepared):
    return copy(prepared)


def pair(found) -> str:
    return f"{reverse('compare')}?old={found.old.pk}&new={found.new.pk}"


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


@pytest.mark.parametrize("pair_of", ["old=&new=", "old=x&new=1", "old=999999&new=999999"])
def test_a_pair_that_is_none_is_not_there(found, pair_of):
    assert reader(found, "expert").get(f"{reverse('compare')}?{pair_of}").status_code == 404


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
