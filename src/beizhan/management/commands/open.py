"""``./beizhan open LOGIN NAME``: a fresh installation without the demo, and the first person who may sign in."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import override

from beizhan.actions.door import Refused
from beizhan.actions.people.persons import PersonFacts, enrol_first
from beizhan.management.tables import bring_up_to_date
from beizhan.pages.words import sentence_of


class Command(BaseCommand):
    help = (
        "Prepares the database, writes down the very first person and prints the password to sign in with, once. That "
        "person opens the first campaign and becomes its director. Refuses where there is anybody already."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("login", metavar="LOGIN")
        parser.add_argument("name", metavar="NAME")

    def handle(self, *, login: str, name: str, **_: object) -> None:
        bring_up_to_date()
        try:
            password = enrol_first(PersonFacts(login, name), at=timezone.now())
        except Refused as refused:
            with override("en"):
                raise CommandError(" ".join(map(sentence_of, refused.faults)), returncode=2) from None
        self.stdout.write(f"{login} {password}")
