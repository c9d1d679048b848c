"""The standing and the way to the seal on the screen: blind before, by name after, every revision kept."""

import io

import openpyxl
import pytest
from django.urls import reverse

import hall
from beizhan.actions.marking.corrections import approve_correction, propose_correction
from beizhan.actions.marking.results import lodge_objection
from beizhan.core.marking.assessment import Ground
from beizhan.core.marking.awarding import AwardRow
from beizhan.core.marking.cells import AGREED
from beizhan.core.scale import STRATEGIES
from beizhan.models.log import Proposal
from beizhan.pages.words import STRATEGY_FORMULAS, STRATEGY_NAMES
from beizhan.queries.marking.grids import grid_of
from desk import measured
from files.paper_samples import squeezed, texts_of
from podium import WHY, order_of, ranked, reopened, withdrawn
from reader import reader, welcome, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def opened(open_hall):
    """Everything is marked, the codes are open; made once for this file."""
    return ranked(open_hall)


def at(found, name="standing", *more):
    return reverse(name, args=[found.assessment.pk, *more])


def rows(answer):
    return [(row["line"].rank, row["who"], row["line"].total) for row in answer.context["lines"]]


def test_while_a_mark_is_missing_the_hall_sees_codes_sums_and_no_rank():
    found = hall.marking()
    hall.marked(found, [row for row in hall.rows_of(found) if row.seat == AGREED])

    page = reader(found, "chief").get(at(found))

    assert [(row["line"].rank, row["line"].criteria) for row in page.context["lines"]] == [(None, (1000, 2000))] * 4
    assert [row["who"] for row in page.context["lines"]] == [place.code for place in grid_of(found.assessment).places]
    assert page.context["page"].missing == 8
    assert "8 cells are not confirmed yet" in words_of(page)
    assert reverse("board", args=[found.assessment.pk]) in words_of(page)


def test_before_the_publication_others_read_only_that_there_is_no_result_yet(opened):
    page = reader(opened, "leader").get(at(opened))

    assert page.status_code == 200
    assert page.context.get("lines") is None
    assert "No result yet" in words_of(page)


def test_open_codes_name_nobody_before_the_publication_but_rank_without_who_has_withdrawn(opened):
    order = order_of(opened)
    withdrawn(opened, order[0])

    page = reader(opened, "chief").get(at(opened))

    assert [row["line"].rank for row in page.context["lines"]] == [1, 2, 3, None]
    assert opened.people["self1"].name not in words_of(page)


def test_once_published_everybody_sees_everybody_by_name_rank_and_outcome(opened):
    hall.published(opened)
    order = order_of(opened)

    pages = {name: reader(opened, name).get(at(opened)) for name in ("leader", "judge1", "self1", "director")}

    for page in pages.values():
        assert [(row["line"].rank, row["line"].entry) for row in page.context["lines"]] == list(enumerate(order, 1))
        assert [row["line"].status for row in page.context["lines"]] == ["through", "reserve", "out", "out"]
        assert opened.people["self3"].name in words_of(page)
    assert [row["is_own"] for row in pages["self1"].context["lines"]].count(True) == 1
    assert [row["is_own"] for row in pages["judge1"].context["lines"]].count(True) == 0


def test_whoever_has_withdrawn_stands_last_without_a_rank(opened):
    order = order_of(opened)
    withdrawn(opened, order[1])
    hall.published(opened)

    page = reader(opened, "leader").get(at(opened))

    assert rows(page)[-1][0] is None
    assert [row["line"].entry for row in page.context["lines"]] == [order[0], order[2], order[3], order[1]]
    assert "Withdrawn" in words_of(page)


def test_the_scale_is_named_marked_as_comparison_and_says_why_it_means_nothing_for_four(opened):
    hall.published(opened)

    page = words_of(reader(opened, "leader").get(at(opened) + "?scale=mean-sd-500"))

    assert "For comparison only, never for choosing" in page
    assert "500 + 30 × (x − mean) ÷ standard deviation" in page
    assert "mean-sd-500" in page
    assert "Not meaningful here: fewer than five competitors." in page


def test_seven_competitors_have_scores_around_the_centre_and_medals():
    found = hall.published(ranked(hall.marking(entries=7)))

    page = reader(found, "leader").get(at(found))

    compared = [row["line"].compared for row in page.context["lines"]]
    assert compared[3].score == 700
    assert [one.medal for one in compared[:3]] == ["gold", "silver", "bronze"]


def test_the_workbook_holds_what_the_screen_shows(opened):
    hall.published(opened)

    answer = reader(opened, "leader").get(at(opened) + "?as=xlsx")

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    found = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    page = reader(opened, "leader").get(at(opened))
    assert [(row[0], row[2], row[-2]) for row in found] == [(rank, who, total / 100) for rank, who, total in rows(page)]
    assert [row[-1] for row in found] == ["Through", "Reserve", "Out", "Out"]
    assert sheet["A2"].value.startswith("Provisional · Revision 1 · ")


def test_the_sheet_to_be_signed_holds_names_fingerprint_rule_and_both_people(opened):
    hall.published(opened)

    answer = reader(opened, "leader").get(at(opened, "result_paper"))

    (text,) = map(squeezed, texts_of(answer.content))
    page = reader(opened, "leader").get(at(opened)).context["page"]
    wanted = [opened.people[name].name for name in ("self1", "self4", "secretary", "chief")]
    wanted += [page.revision.fingerprint, "Provisional", "Of4,1gothrough."]
    assert [word for word in wanted if squeezed(word) not in text] == []


def test_a_revision_that_does_not_exist_is_not_found(opened):
    hall.published(opened)

    assert reader(opened, "leader").get(at(opened) + "?revision=7").status_code == 404


def corrected(found):
    place = grid_of(found.assessment).places[0].code
    row = AwardRow(place, measured(found).key, AGREED, 0, 1, note="taken back")
    proposal = propose_correction(found.assessment, [row], reason=WHY, **found.who("arbiter"))
    approve_correction(found.assessment, proposal, seen=proposal.fingerprint, **found.who("director"))


def test_every_revision_stays_to_be_seen_with_its_reason(opened):
    hall.sealed(hall.published(opened))
    corrected(opened)
    client = reader(opened, "leader")

    newest, oldest = client.get(at(opened)), client.get(at(opened) + "?revision=1")

    assert [row["one"].number for row in newest.context["revisions"]] == [3, 2, 1]
    assert (newest.context["page"].revision.number, oldest.context["page"].revision.number) == (3, 1)
    assert sum(total for _, _, total in rows(oldest)) == sum(total for _, _, total in rows(newest)) + 1000
    assert f"Reason of this revision: {WHY}" in words_of(newest)
    assert "This is revision 1, kept as it was. A newer one is in force." in words_of(oldest)


def test_while_marks_are_open_again_everybody_is_told_that_the_result_does_not_stand(opened):
    hall.published(opened)
    reopened(opened)

    page = words_of(reader(opened, "leader").get(at(opened)))

    assert "What was published before does not stand until it is published anew." in page


def test_only_those_who_propose_or_approve_it_see_the_way_to_publication(opened):
    assert welcome(opened, at(opened, "publish")) == {"director", "chief", "secretary", "second"}


def test_publishing_is_proposed_by_one_and_waits_for_another(opened):
    answer = reader(opened, "secretary", fresh=True).post(at(opened, "publish"), {"what": "publish"})

    proposal = Proposal.objects.get(kind="publish_result")
    assert answer.headers["Location"] == reverse("proposal", args=[proposal.pk])
    page = reader(opened, "chief").get(at(opened, "publish"))
    assert page.context["proposable"] == ""
    assert reverse("proposal", args=[proposal.pk]) in words_of(page)


def test_proposing_asks_for_the_password_again(opened):
    answer = reader(opened, "secretary").post(at(opened, "publish"), {"what": "publish"})

    assert answer.status_code == 302
    assert "reauthenticate" in answer.headers["Location"]
    assert not Proposal.objects.filter(kind="publish_result").exists()


def test_the_director_may_approve_and_not_propose(opened):
    answer = reader(opened, "director", fresh=True).post(at(opened, "publish"), {"what": "publish"})

    assert answer.status_code == 403


def test_the_way_says_what_is_missing_until_the_seal(opened):
    before = words_of(reader(opened, "secretary").get(at(opened, "publish")))
    hall.published(opened)
    lodge_objection(opened.assessment, opened.entries[0], Ground.MARK, "look again", **opened.who("leader"))
    during = reader(opened, "secretary", fresh=True).post(at(opened, "publish"), {"what": "seal"})

    assert "Propose to publish" in before
    assert "1 objection waits for its ruling" in words_of(during)
    assert during.status_code == 409
    assert during.context["proposable"] == ""


def test_each_strategy_of_the_scale_has_a_name_and_a_formula_to_be_read():
    assert set(STRATEGY_NAMES) == set(STRATEGY_FORMULAS) == set(STRATEGIES)
