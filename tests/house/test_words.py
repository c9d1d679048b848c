"""Every code has its words, in both languages."""

from enum import StrEnum

import pytest
from django.utils import translation

from beizhan.core import access
from beizhan.core.analysis import agenda, channels, clocks, contacts, sources, targets
from beizhan.core.documents import inbox, register, watching
from beizhan.core.faults import Fault
from beizhan.core.follow_through import evidence, facts, links, touching
from beizhan.core.judging import results
from beizhan.core.judging.reports import enough, judges_map
from beizhan.core.marking import assessment, cells
from beizhan.core.scheme import tree as scheme
from beizhan.core.textdiff import blocks, changes
from beizhan.core.textdiff.wording import measures
from beizhan.pages import words
from beizhan.pages.analysis import words as analysis
from beizhan.pages.documents import words as documents
from beizhan.pages.home import words as home
from beizhan.pages.judging import words as judging
from beizhan.pages.sentences import SENTENCES
from beizhan.pages.training import words as training
from beizhan.queries.analysis import owed

TABLES = (
    (access.Party, words.PARTIES),
    (access.Post, words.POSTS),
    (assessment.Step, words.STEPS),
    (assessment.Banner, words.BANNERS),
    (assessment.Kin, words.KIN),
    (assessment.LockScope, words.SCOPES),
    (assessment.Ground, words.GROUNDS),
    (assessment.NextRole, words.NEXT_ROLES),
    (assessment.SnapshotKind, words.SNAPSHOTS),
    (cells.CellState, words.CELL_STATES),
    (scheme.Kind, words.KINDS),
    (blocks.Unread, words.UNREAD),
    (links.Stand, training.STANDS),
    (links.Lamp, training.LAMPS),
    (facts.Answer, training.ANSWERS),
    (facts.Severity, training.SEVERITIES),
    (facts.ReasonKind, training.PLAN_REASONS),
    (evidence.Verdict, training.VERDICTS),
    (touching.TouchKind, training.TOUCHES),
    (changes.ChangeKind, words.CHANGE_KINDS),
    (measures.FigureKind, words.FIGURE_KINDS),
    (judges_map.Flag, judging.FLAGS),
    (judges_map.Kind, judging.GROUPS),
    (enough.Lack, judging.LACKS),
    (results.RemarkCode, judging.REMARKS),
    (access.Deed, words.DEEDS),
    (register.DocumentKind, documents.DOCUMENT_KINDS),
    (register.Tongue, documents.TONGUES),
    (watching.SourceKind, documents.SOURCE_KINDS),
    (watching.Outcome, documents.OUTCOMES),
    (watching.SourceState, documents.SOURCE_STATES),
    (inbox.ItemState, documents.ITEM_STATES),
    (sources.Freshness, analysis.AGES),
    (sources.Freshness, analysis.VIEW_AGES),
    (sources.Weight, analysis.WEIGHTS),
    (sources.Reliability, analysis.RELIABILITIES),
    (sources.Credibility, analysis.CREDIBILITIES),
    (sources.RivalKind, analysis.RIVAL_KINDS),
    (targets.TargetScope, analysis.TARGET_SCOPES),
    (channels.Channel, analysis.CHANNELS),
    (channels.Manner, analysis.MANNERS),
    (channels.SpeakerRole, analysis.SPEAKERS),
    (contacts.ContactKind, analysis.CONTACT_KINDS),
    (contacts.ContactState, analysis.CONTACT_STATES),
    (clocks.MissionState, analysis.MISSION_STATES),
    (agenda.ItemKind, analysis.ITEM_KINDS),
    (agenda.Verdict, analysis.VERDICTS),
    (owed.OwedKind, home.OWED),
)


@pytest.mark.parametrize(("codes", "table"), TABLES, ids=lambda one: getattr(one, "__name__", ""))
def test_every_code_has_words(codes: type[StrEnum], table):
    assert set(table) == set(codes)


@pytest.mark.parametrize("code", SENTENCES)
def test_every_sentence_is_there_in_chinese(code):
    with translation.override("en"):
        english = str(SENTENCES[code])
    with translation.override("zh-hans"):
        chinese = str(SENTENCES[code])

    assert chinese != english
    assert any("一" <= letter <= "鿿" for letter in chinese)


def test_a_fault_without_a_sentence_still_says_its_code():
    with translation.override("en"):
        assert words.sentence_of(Fault("no_such_code")) == "Refused: no_such_code"
