"""Screens of marking schemes: uploaded, looked at, kept, searched, compared, handed out, proposed."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import hall
from beizhan.actions.marking.schemes import import_scheme
from beizhan.core.scheme.tree import Section
from beizhan.files.cis_workbook.reader import read_scheme
from beizhan.files.cis_workbook.writer import write_scheme
from beizhan.models.log import Proposal
from beizhan.models.marking.schemes import Scheme
from beizhan.queries.marking.schemes import scheme_of
from reader import reader, welcome, words_of

pytestmark = pytest.mark.django_db
READERS = set(hall.POSTS) - {"leader"}


@pytest.fixture
def found(planned_hall):
    return planned_hall


def frozen(found) -> Scheme:
    return Scheme.objects.get(skill=found.skill, version=1)


def faulty():
    return replace(hall.small_scheme(), sections=(Section("1", "Planning", 10_000),))


def workbook(scheme=None, name="draft.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, write_scheme(scheme or hall.small_scheme()))


def upload(client, file):
    return client.post(reverse("scheme_import", args=["17"]), {"file": file})


def test_all_but_competitors_and_their_leaders_see_schemes(found):
    assert welcome(found, reverse("schemes")) == READERS
    assert welcome(found, reverse("skill_schemes", args=["17"])) == READERS
    assert welcome(found, reverse("scheme", args=[frozen(found).pk])) == READERS


def test_office_chief_expert_and_experts_import(found):
    assert welcome(found, reverse("scheme_import", args=["17"])) == {"director", "officer", "chief", "expert"}


def test_a_skill_without_a_scheme_asks_for_one():
    found = hall.hall()

    page = words_of(reader(found, "officer").get(reverse("skill_schemes", args=["17"])))

    assert "No scheme yet" in page
    assert reverse("scheme_import", args=["17"]) in page


def test_an_upload_is_shown_before_it_is_kept(found):
    client = reader(found, "officer")

    answer = upload(client, workbook())
    preview = client.get(answer.url)

    assert answer.status_code == 302
    assert Scheme.objects.filter(skill=found.skill).count() == 1
    assert [tile["value"] for tile in preview.context["tiles"][:4]] == ["100.00", 4, 2, 2]
    assert "Nothing differs" in words_of(preview)


def test_a_preview_tells_every_fault_with_its_cell(found):
    client = reader(found, "officer")

    preview = client.get(upload(client, workbook(faulty())).url)

    told = {line.where: line.sentence for line in preview.context["faults"] if line.severity == "error"}
    assert list(told.values()) == [
        "Aspect B1.01 names section 2, which is not declared.",
        "Aspect B1.02 names section 2, which is not declared.",
    ]
    assert all(where[0].isalpha() and where[1:].isdigit() for where in told)
    assert preview.context["errors"] == 2


def test_what_was_looked_at_is_kept_as_the_next_version_and_only_once(found):
    client = reader(found, "officer")
    preview = upload(client, workbook()).url

    answer = client.post(preview, {"reason": "第二稿"})
    again = client.post(preview, {"reason": "第二稿"}, follow=True)

    row = Scheme.objects.get(skill=found.skill, version=2)
    assert (answer.url, row.reason, row.source_name) == (reverse("scheme", args=[row.pk]), "第二稿", "draft.xlsx")
    assert Scheme.objects.filter(skill=found.skill).count() == 2
    assert "upload it again" in words_of(again)


def test_nobody_looks_at_what_another_uploaded(found):
    preview = upload(reader(found, "officer"), workbook()).url

    answer = reader(found, "expert").get(preview)

    assert (answer.status_code, answer.url) == (302, reverse("scheme_import", args=["17"]))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.xlsx", b"", "The submitted file is empty."),
        ("a.xlsx", b"not a workbook", "The content is not what the extension .xlsx says."),
        ("a.csv", b"a,b\n1,2\n", "No sheet of the file holds a single aspect."),
        ("a.exe", b"MZ", "The file a.exe is of a kind that is not read here"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(found, name, content, sentence):
    answer = upload(reader(found, "officer"), SimpleUploadedFile(name, content))

    assert answer.status_code == 422
    assert sentence in words_of(answer)


def test_a_search_shows_only_the_aspects_that_hold_the_words(found):
    address = reverse("scheme", args=[frozen(found).pk])

    page = reader(found, "chief").get(address, {"q": "FINISH"})

    leaves = [leaf["code"] for branch in page.context["tree"] for twig in branch["subs"] for leaf in twig["aspects"]]
    assert leaves == ["B1.01"]


def test_a_workbook_is_handed_out_that_reads_back_the_same(found):
    row = frozen(found)

    answer = reader(found, "expert").get(reverse("scheme_workbook", args=[row.pk]))

    back = read_scheme(BytesIO(answer.content).read(), name="back.xlsx").scheme
    assert [sub.name for criterion in back.criteria for sub in criterion.sub_criteria] == ["Plan", "Build"]
    assert back.sections == scheme_of(row).sections


def test_two_versions_are_compared_in_the_order_of_their_numbers(found):
    lighter = replace(hall.small_scheme(), criteria=hall.small_scheme().criteria[:1])
    row = import_scheme(found.skill, lighter, source="l.xlsx", **found.who("officer"))

    page = reader(found, "chief").get(reverse("scheme_comparison", args=[row.pk]), {"with": frozen(found).pk})

    assert page.context["title"] == "Version 1 → Version 2"
    assert [one["code"] for one in page.context["removed"]] == ["B1.01", "B1.02"]
    assert page.context["totals"] == (10_000, 5_000)


def test_a_freeze_is_proposed_by_one_press(found):
    row = import_scheme(found.skill, hall.small_scheme(), source="d.xlsx", **found.who("officer"))

    answer = reader(found, "expert").post(reverse("scheme_freeze", args=[row.pk]))

    proposal = Proposal.objects.get(subject=str(row.pk))
    assert answer.url == reverse("proposal", args=[proposal.pk])
    assert "Waits for approval" in words_of(reader(found, "expert").get(reverse("scheme", args=[row.pk])))


def test_a_draft_with_errors_offers_no_freeze_and_refuses_one(found):
    row = import_scheme(found.skill, faulty(), source="d.xlsx", **found.who("officer"))
    client = reader(found, "officer")

    page = client.get(reverse("scheme", args=[row.pk]))
    answer = client.post(reverse("scheme_freeze", args=[row.pk]), follow=True)

    assert page.context["freezes"] is False
    assert "names section 2, which is not declared" in words_of(answer)


def test_the_screens_speak_chinese(found):
    page = words_of(reader(found, "chief", "zh-hans").get(reverse("scheme", args=[frozen(found).pk])))

    assert "已冻结" in page
    assert "标准部分" in page
