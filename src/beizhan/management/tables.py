"""The database as this version wants it."""

from django.core.management import call_command


def bring_up_to_date() -> None:
    """Make every table that is missing, those of the cache too; without effect where all is there."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
