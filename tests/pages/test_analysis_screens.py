"""Screens of the analysis: each post sees its own and no more, in both languages, and empty rooms say what to do."""

from copy import copy

import pytest
from django.urls import reverse

import hall
import knowledge
from beizhan.actions.analysis.rivals import record_observation
from beizhan.actions.analysis.targets import TargetFacts, set_target
from beizhan.core.access import ALLOWED, Deed
from beizhan.core.analysis.targets import Share, Target, TargetScope
from beizhan.models.analysis.rivals import Observation
from beizhan.models.analysis.targets import TargetLine
from reader import reader, words_of

pytestmark = pytest.mark.django_db
SECRET = "绝密原话一二三"
RIVAL = "示例省乙"
ONE_OF_EACH = [*{post: name for name, post in reversed(hall.POSTS.items())}.values(), "self1"]


@pytest.fixture(scope="module")
def prepared(known_hall):
    """Record one of everything, once for this module."""
    found = known_hall
    rival = knowledge.rival(found, RIVAL)
    record_observation(rival, knowledge.observation(), **found.who("expert"))
    target = Target(TargetScope.TOTAL, "", Share(9000, 10_000), 300, 2024)
    set_target(found.skill, TargetFacts(target, "示例大赛", "成绩册"), **found.who("expert"))
    found.rows = {
        "rival": rival.pk,
        "gap": knowledge.gap(found).pk,
        "view": knowledge.view(found, "expert", ("chief",), words=SECRET).pk,
        "contact": knowledge.contact(found).pk,
        "mission": knowledge.mission(found, "coach").pk,
        "meeting": knowledge.meeting(found).pk,
    }
    return found


@pytest.fixture
def found(prepared):
    return copy(prepared)


def addresses(found) -> dict[str, frozenset[str]]:
    """Return every screen of the analysis that can be read, with the posts that may."""
    rows, skill = found.rows, "17"
    gaps = ALLOWED[Deed.SEE_ALL_GAPS] | ALLOWED[Deed.SEE_OWN_GAPS]
    offices = ALLOWED[Deed.DECLARE_MISSION]
    screens = {
        ("skill_analysis", skill): ALLOWED[Deed.SEE_ANALYSIS],
        ("gaps", skill): gaps,
        ("gap", skill, rows["gap"]): gaps,
        ("add_gap", skill): ALLOWED[Deed.RECORD_GAP],
        ("rivals", skill): ALLOWED[Deed.SEE_RIVALS],
        ("rival", skill, rows["rival"]): ALLOWED[Deed.SEE_RIVALS],
        ("add_rival", skill): ALLOWED[Deed.RECORD_RIVAL],
        ("rename_rival", skill, rows["rival"]): ALLOWED[Deed.RECORD_RIVAL],
        ("add_observation", skill, rows["rival"]): ALLOWED[Deed.RECORD_RIVAL],
        ("correct_observation", skill, Observation.objects.get().pk): ALLOWED[Deed.RECORD_RIVAL],
        ("targets", skill): ALLOWED[Deed.SEE_RIVALS],
        ("add_target", skill): ALLOWED[Deed.SET_TARGET],
        ("correct_target", skill, TargetLine.objects.get().pk): ALLOWED[Deed.SET_TARGET],
        ("views", skill): ALLOWED[Deed.SEE_VIEWS],
        ("add_view", skill): ALLOWED[Deed.RECORD_VIEW],
        ("contacts", skill): ALLOWED[Deed.SEE_CONTACTS],
        ("contact", skill, rows["contact"]): ALLOWED[Deed.SEE_CONTACTS],
        ("add_contact", skill): ALLOWED[Deed.PLAN_CONTACT],
        ("missions", skill): ALLOWED[Deed.SEE_MISSIONS],
        ("mission", skill, rows["mission"]): ALLOWED[Deed.SEE_MISSIONS],
        ("add_mission", skill): offices,
        ("move_mission", skill, rows["mission"]): offices,
        ("report_mission", skill, rows["mission"]): ALLOWED[Deed.REPORT_MISSION],
        ("meetings",): ALLOWED[Deed.SEE_MEETINGS],
        ("meeting", rows["meeting"]): ALLOWED[Deed.SEE_MEETINGS],
        ("call_meeting",): ALLOWED[Deed.CALL_MEETING],
        ("bring_up_item", rows["meeting"]): ALLOWED[Deed.DECIDE_ITEM],
        ("meeting_item", rows["meeting"], "gap", rows["gap"]): ALLOWED[Deed.DECIDE_ITEM],
    }
    return {reverse(name, args=args): frozenset(map(str, posts)) for (name, *args), posts in screens.items()}


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_each_post_sees_its_own_screens_and_no_more_and_on_none_of_them_what_is_not_for_it(found, name):
    client, post = reader(found, name, "zh-hans"), str(hall.POSTS.get(name, "competitor"))
    beside = [reverse("home"), reverse("analysis"), reverse("log")]

    pages = {address: client.get(address) for address in addresses(found)}
    text = "".join(words_of(page) for page in (*pages.values(), *map(client.get, beside)) if page.status_code == 200)

    assert {address: page.status_code for address, page in pages.items()} == {
        address: 200 if post in posts else 403 for address, posts in addresses(found).items()
    }
    assert SECRET not in text  # a view shows its words on opening it, and on no other screen
    assert (RIVAL in text) == (post in ALLOWED[Deed.SEE_RIVALS])


def test_a_view_is_not_there_for_whoever_is_not_named_even_for_the_director(found):
    address = reverse("view", args=["17", found.rows["view"]])

    status = {name: reader(found, name).get(address).status_code for name in (*hall.POSTS, "self1")}

    analysts = {name for name, post in hall.POSTS.items() if post in ALLOWED[Deed.SEE_VIEWS]}
    assert {name for name, code in status.items() if code == 200} == {"expert", "chief"}
    assert {name for name, code in status.items() if code == 404} == analysts - {"expert", "chief"}
    assert {code for name, code in status.items() if name not in analysts} == {403}


def test_the_words_of_a_view_are_shown_only_on_opening_it_and_the_opening_is_logged(found):
    client = reader(found, "chief", "zh-hans")
    listed = words_of(client.get(reverse("views", args=["17"])))

    opened = words_of(client.get(reverse("view", args=["17", found.rows["view"]])))
    log = words_of(client.get(reverse("log")))

    assert (SECRET in listed, SECRET in opened) == (False, True)
    assert f"#{found.rows['view']}" in log


def test_the_menu_leads_to_the_analysis_only_where_it_opens(found):
    def has_way(name):
        menu = reader(found, name).get(reverse("home")).context["navigation"]
        return reverse("analysis") in [item.get("url") for item in menu]

    allowed = {name for name, post in hall.POSTS.items() if post in ALLOWED[Deed.SEE_ANALYSIS]}
    assert {name for name in (*hall.POSTS, "self1") if has_way(name)} == allowed


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "差距台账"), ("en", "Gap ledger")])
def test_the_screens_speak_both_languages(found, language, words):
    page = reader(found, "officer", language).get(reverse("gaps", args=["17"]))

    assert f'<html lang="{language}"' in words_of(page)
    assert page.context["title"] == words


def test_whoever_sees_one_skill_only_goes_there_at_once(found):
    answer = reader(found, "coach").get(reverse("analysis"))

    assert answer["Location"] == reverse("skill_analysis", args=["17"])


def test_the_cards_show_a_leader_everything_and_a_liaison_only_gaps(found):
    def cards(name):
        return [card.label for card in reader(found, name).get(reverse("skill_analysis", args=["17"])).context["cards"]]

    assert cards("officer") == ["Gaps", "Rivals", "Views", "Contact plan", "Missions", "Review meetings"]
    assert cards("coach") == ["Gaps", "Rivals", "Views", "Contact plan", "Missions"]
    assert cards("liaison") == ["Gaps"]


def test_where_nothing_is_recorded_the_card_is_grey_and_the_room_says_what_to_do(found):
    found.campaign.skills.create(number="39", name_zh="网络", name_en="Networks")
    client = reader(found, "officer")

    page = client.get(reverse("skill_analysis", args=["39"]))
    rooms = [client.get(reverse(name, args=["39"])) for name in ("gaps", "rivals", "targets", "views", "contacts")]

    assert {card.colour for card in page.context["cards"]} == {"grey"}
    assert {card.figure for card in page.context["cards"]} == {"Nothing recorded yet"}
    assert all("empty-room" in words_of(room) for room in rooms)
    assert [row["number"] for row in client.get(reverse("analysis")).context["rows"]] == ["17", "39"]


def test_a_section_whose_gap_is_no_longer_pursued_says_so_and_does_not_speak_of_evidence(found):
    code = found.entries[1].code
    address = f"{reverse('gaps', args=['17'])}?entry={code}"
    knowledge.gap(found, "expert", number=2, section="1", is_dropped=True)

    lines = reader(found, "officer").get(address).context["lines"]

    light = next(one["light"] for one in lines if one["gaps"])
    assert light == {"state": "grey", "label": "Not pursued"}


def test_a_row_of_another_skill_is_not_there(found):
    found.campaign.skills.create(number="39", name_zh="网络", name_en="Networks")
    client = reader(found, "officer")
    ways = [("gap", "gap"), ("rival", "rival"), ("contact", "contact"), ("mission", "mission"), ("view", "view")]

    status = [client.get(reverse(name, args=["39", found.rows[row]])).status_code for name, row in ways]

    assert status == [404] * len(ways)


def test_a_skill_of_another_campaign_is_not_there(found):
    assert reader(found, "officer").get(reverse("gaps", args=["98"])).status_code == 404


def test_no_page_of_the_analysis_is_kept_by_the_browser(found):
    answer = reader(found, "officer").get(reverse("gaps", args=["17"]))

    assert answer["Cache-Control"] == "no-store"
