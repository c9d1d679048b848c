"""Awards and all that is said about them; nothing here is ever changed or deleted."""

from django.db import models
from django.db.models import Q

from beizhan.core.marking.assessment import LockScope
from beizhan.core.marking.timekeeping import Signal
from beizhan.models.marking.assessments import Told


class Submission(models.Model):
    """One sending of awards: whoever sends the same key again gets the same answer and changes nothing."""

    by = models.ForeignKey("beizhan.Person", models.PROTECT, related_name="submissions")
    key = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    answer = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["by", "key"], name="one_submission_a_key"),)

    def __str__(self) -> str:
        return self.key


class Award(Told):
    """What was given for one aspect at one place from one seat: a score 0-3, or hundredths of a mark.

    Seat 0 is the team's agreed measurement, seats 1-3 are the judges. A later version replaces an earlier one;
    no value means that what was given is taken back.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="awards")
    scheme = models.ForeignKey("beizhan.Scheme", models.PROTECT, related_name="+")
    place = models.ForeignKey("beizhan.Place", models.PROTECT, related_name="awards")
    aspect_key = models.UUIDField()
    seat = models.PositiveSmallIntegerField()
    round = models.PositiveSmallIntegerField(default=1)
    version = models.PositiveIntegerField()
    value = models.IntegerField(null=True)
    out_of = models.PositiveIntegerField()
    is_alone = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["place", "aspect_key", "seat", "version"], name="one_award_a_version_of_a_cell"
            ),
            models.CheckConstraint(condition=Q(seat__lte=3), name="seat_0_is_agreed_1_to_3_judge"),
            models.CheckConstraint(condition=Q(version__gte=1), name="versions_begin_at_1"),
            models.CheckConstraint(condition=Q(value=None) | Q(value__gte=0), name="no_negative_award"),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__lte=models.F("out_of")), name="no_award_above_what_can_be_given"
            ),
            models.CheckConstraint(condition=Q(seat=0) | Q(out_of=3), name="a_judge_gives_at_most_3"),
        )
        indexes = (models.Index(fields=["assessment", "place"], name="award_by_place"),)


class Confirmation(Told):
    """A second person saw exactly these awards, and confirmed or rejected them."""

    place = models.ForeignKey("beizhan.Place", models.PROTECT, related_name="confirmations")
    aspect_key = models.UUIDField()
    confirmed = models.BooleanField()
    seen = models.CharField(max_length=64)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(confirmed=True) | ~Q(reason=""), name="a_rejection_has_a_reason"),
        )


class Discussion(Told):
    """Scores lay more than 1 apart; the supervisor signed why, and the team scores again."""

    place = models.ForeignKey("beizhan.Place", models.PROTECT, related_name="discussions")
    aspect_key = models.UUIDField()
    round = models.PositiveSmallIntegerField()
    reason = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["place", "aspect_key", "round"], name="one_discussion_a_round"),)


class Problem(Told):
    """A judge pressed the problem button on an aspect."""

    place = models.ForeignKey("beizhan.Place", models.PROTECT, related_name="problems")
    aspect_key = models.UUIDField()
    text = models.TextField()


class ProblemAnswer(Told):
    """What was decided about a problem."""

    problem = models.OneToOneField(Problem, models.PROTECT, related_name="answer")
    text = models.TextField()


class Lock(Told):
    """A sub-criterion, a day or the whole assessment is signed off; no award is taken there any more."""

    scope = models.CharField(max_length=16, choices=[(scope.value, scope.value) for scope in LockScope])
    ref = models.CharField(max_length=16, blank=True)
    proposal = models.OneToOneField("beizhan.Proposal", models.PROTECT, related_name="+")


class Reopening(Told):
    """Two people opened a lock again, for a reason."""

    lock = models.OneToOneField(Lock, models.PROTECT, related_name="reopening")
    reason = models.TextField()
    proposal = models.ForeignKey("beizhan.Proposal", models.PROTECT, related_name="+")


class TimeMark(Told):
    """The clock of a place in a module started, paused, went on, stopped, or was given time back."""

    place = models.ForeignKey("beizhan.Place", models.PROTECT, related_name="time_marks")
    module = models.CharField(max_length=8)
    signal = models.CharField(max_length=16, choices=[(signal.value, signal.value) for signal in Signal])
    seconds = models.PositiveIntegerField(default=0)
    reason = models.TextField(blank=True)
