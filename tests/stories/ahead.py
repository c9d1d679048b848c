"""The product's settings, with a clock that a story moves on: the server's days are those of the file ``ahead``."""

from datetime import datetime, timedelta

from django.utils import timezone

from beizhan.settings import *  # noqa: F403 - the same settings are the point
from beizhan.settings import VAR

_DAYS, _now = VAR / "ahead", timezone.now


def _ahead() -> datetime:
    days = int(_DAYS.read_text()) if _DAYS.exists() else 0
    return _now() + timedelta(days=days)


timezone.now = _ahead
