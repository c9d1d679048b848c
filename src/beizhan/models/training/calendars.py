"""The secret addresses under which a telephone reads somebody's sessions."""

from django.db import models

from beizhan.models.said import Said


class CalendarAddress(Said):
    """An address that ``by`` opened for their own sessions; only the SHA-256 of its secret is kept."""

    campaign = models.ForeignKey("beizhan.Campaign", models.PROTECT, related_name="calendar_addresses")
    fingerprint = models.CharField(max_length=64, unique=True)


class CalendarClosing(Said):
    """An address is closed: whoever has it reads nothing any more."""

    address = models.OneToOneField(CalendarAddress, models.PROTECT, related_name="closing")
