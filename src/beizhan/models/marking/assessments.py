"""Assessments: what is held, by which rule, who judges, who may not, and which code is whose."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from beizhan.core.marking.assessment import Kin, Step


class Assessment(models.Model):
    """One marked event in one skill: a drill, a mock, or an official round of a stage."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    campaign = models.ForeignKey("beizhan.Campaign", models.PROTECT, related_name="assessments")
    skill = models.ForeignKey("beizhan.Skill", models.PROTECT, related_name="assessments")
    stage = models.ForeignKey("beizhan.Stage", models.PROTECT, null=True, related_name="assessments")
    code = models.CharField(max_length=32)
    round = models.CharField(max_length=16)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    first_day = models.DateField()
    objection_minutes = models.PositiveIntegerField()
    by = models.ForeignKey("beizhan.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["campaign", "code"], name="one_assessment_a_code"),)

    def __str__(self) -> str:
        return self.name_zh


class Event(models.Model):
    """One link of an assessment's hash chain; its text is what was said, word for word."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=24)
    body = models.TextField()
    by = models.ForeignKey("beizhan.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["assessment", "seq"], name="one_event_a_number"),
            models.UniqueConstraint(fields=["assessment", "previous"], name="a_chain_has_no_branches"),
        )

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"


class Told(models.Model):
    """What every fact of an assessment has: its event in the chain."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="%(class)ss")
    by = models.ForeignKey("beizhan.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.event_id}"


class StepTaken(Told):
    """The assessment reached a step; the latest row says where it stands."""

    step = models.CharField(max_length=16, choices=[(step.value, step.value) for step in Step])
    reason = models.TextField(blank=True)


class SchemeChoice(Told):
    """From here on the marks are counted by this version of the scheme."""

    scheme = models.ForeignKey("beizhan.Scheme", models.PROTECT, related_name="choices")


class Call(Told):
    """An entry is called to the assessment; the entries of the latest call count, and without one everybody's."""

    entry = models.ForeignKey("beizhan.Entry", models.PROTECT, related_name="calls")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["event", "entry"], name="called_once_at_a_time"),)


class PanelSeat(Told):
    """Who sits in a seat of a sub-criterion's marking team (1-3 judge, 4 supervises), as last said."""

    sub_criterion = models.CharField(max_length=16)
    seat = models.PositiveSmallIntegerField()
    judge = models.ForeignKey("beizhan.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(seat__gte=1) & Q(seat__lte=4), name="four_seats_in_a_team"),)


class Declaration(Told):
    """A judge declared every conflict of interest there is, or that there is none."""


class Conflict(models.Model):
    """One conflict that a judge declared, or that follows from what is known."""

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="conflicts")
    entry = models.ForeignKey("beizhan.Entry", models.PROTECT, related_name="conflicts")
    kin = models.CharField(max_length=16, choices=[(kin.value, kin.value) for kin in Kin])
    note = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["declaration", "entry", "kin"], name="one_conflict_a_kind"),)

    def __str__(self) -> str:
        return f"{self.kin} {self.entry_id}"


class StandDown(Told):
    """A judge declared a conflict after the draw, and judges nobody in this assessment any more."""

    reason = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["assessment", "by"], name="stood_down_once"),)


class Draw(Told):
    """One of the two sealed halves of the draw; each opens with its holder's key only."""

    half = models.PositiveSmallIntegerField()
    sealed = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["assessment", "half"], name="each_half_is_drawn_once"),
            models.CheckConstraint(condition=Q(half__in=(1, 2)), name="two_halves"),
        )


class Place(Told):
    """A blind code at a station: what judges see instead of a name."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    code = models.CharField(max_length=8)
    station = models.CharField(max_length=8)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["assessment", "code"], name="one_place_a_code"),
            models.UniqueConstraint(fields=["assessment", "station"], name="one_place_a_station"),
        )


class Bar(models.Model):
    """A keyed token which bars one judge from one blind code without saying which."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="bars")
    token = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["assessment", "token"], name="one_bar_a_token"),)

    def __str__(self) -> str:
        return self.token[:8]


class Link(Told):
    """Whose code it was, known when both keys were turned."""

    place = models.OneToOneField(Place, models.PROTECT, related_name="link")
    entry = models.ForeignKey("beizhan.Entry", models.PROTECT, related_name="links")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["assessment", "entry"], name="one_code_an_entry"),)
