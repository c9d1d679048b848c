"""The first person of an installation that has no demo."""

import pytest
from django.core.management import CommandError, call_command

from beizhan.models.people import Person

pytestmark = pytest.mark.django_db


def test_the_first_person_can_sign_in_with_the_printed_password(capsys):
    call_command("open", "zhang", "张主任")

    login, password = capsys.readouterr().out.split()
    person = Person.objects.get()
    assert (login, person.name, person.check_password(password)) == ("zhang", "张主任", True)


def test_a_second_first_person_is_refused():
    call_command("open", "zhang", "张主任")

    with pytest.raises(CommandError) as refusal:
        call_command("open", "li", "李主任")

    assert (refusal.value.returncode, Person.objects.count()) == (2, 1)
