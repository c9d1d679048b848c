"""People, the bodies of the five parties, and who holds which post."""

from typing import ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from beizhan.core.access import Party, Post


class PersonManager(BaseUserManager["Person"]):
    """Finds a person by login, as Django's sign-in asks."""


class Person(AbstractBaseUser):
    """Somebody with a name, and perhaps a way to sign in; nobody is a superuser."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    login = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=64)
    sort_key = models.CharField(max_length=128, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.name


class Body(models.Model):
    """An organisation of one of the five parties."""

    campaign = models.ForeignKey("beizhan.Campaign", models.PROTECT, related_name="bodies")
    code = models.CharField(max_length=32)
    party = models.CharField(max_length=16, choices=[(party.value, party.value) for party in Party])
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    superior = models.ForeignKey("self", models.PROTECT, null=True, related_name="inferiors")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["campaign", "code"], name="one_body_a_code"),)

    def __str__(self) -> str:
        return self.name_zh


class Membership(models.Model):
    """Where somebody works, studies or trains, whatever posts they hold elsewhere."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    body = models.ForeignKey(Body, models.PROTECT, related_name="memberships")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "body"], name="once_in_a_body"),)

    def __str__(self) -> str:
        return f"{self.person} {self.body}"


class Appointment(models.Model):
    """A person holds a post at a body, for one skill or for all, with a deputy perhaps."""

    campaign = models.ForeignKey("beizhan.Campaign", models.PROTECT, related_name="appointments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    post = models.CharField(max_length=20, choices=[(post.value, post.value) for post in Post])
    body = models.ForeignKey(Body, models.PROTECT, related_name="appointments")
    skill = models.ForeignKey("beizhan.Skill", models.PROTECT, null=True, related_name="appointments")
    deputy = models.ForeignKey(Person, models.PROTECT, null=True, related_name="deputyships")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(deputy=None) | ~models.Q(deputy=models.F("person")),
                name="nobody_is_their_own_deputy",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.post}"


class AppointmentEnd(models.Model):
    """An appointment is over; the appointment itself stays as it was said."""

    appointment = models.OneToOneField(Appointment, models.PROTECT, related_name="end")
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.appointment} ended"
