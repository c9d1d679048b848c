"""The demo campaign."""

import json
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from beizhan.core.access import Post
from beizhan.management.demo.people import ACCOUNTS
from beizhan.management.demo.story import tell
from beizhan.management.tables import bring_up_to_date
from beizhan.models.people import Person


class Command(BaseCommand):
    help = (
        "Brings the database up to date, sets up the demo campaign where there is no campaign yet, and prints its "
        "accounts."
    )
    requires_system_checks = ()

    def handle(self, *_args: object, **_options: object) -> None:
        bring_up_to_date()
        kept = Path(settings.VAR) / "demo.json"
        if not Person.objects.exists():
            kept.write_text(json.dumps(_told(), ensure_ascii=False))
            kept.chmod(0o600)
        if kept.exists():
            self.stdout.write(_said(json.loads(kept.read_text())))


def _told() -> dict[str, Any]:
    """Tell the story, and give everybody in it one password that is made for this installation alone."""
    password = "-".join(secrets.token_hex(2) for _ in range(3))
    with transaction.atomic():
        keys = tell(timezone.localtime())
        Person.objects.update(password=make_password(password))
    return {"password": password, "keys": keys}


def _said(kept: dict[str, Any]) -> str:
    posts = dict.fromkeys(Post, "")
    for login, (_, post, _, _) in ACCOUNTS.items():
        posts[post] = posts[post] or login
    posts[Post.COMPETITOR] = "c17-01"
    lines = ["", f"Demo accounts, all with the password {kept['password']}"]
    lines += [f"  {post:<14} {login}" for post, login in posts.items()]
    lines += ["Keys of the draws (real key-holders keep theirs apart)"]
    lines += [f"  {name:<14} {key}" for name, key in kept["keys"].items()]
    return "\n".join(lines)
