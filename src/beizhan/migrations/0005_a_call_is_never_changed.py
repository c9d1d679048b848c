"""The database refuses to change or delete a call, as it does with everything said."""

from importlib import import_module

from django.db import migrations

EARLIER = import_module("beizhan.migrations.0002_what_was_said_is_never_changed")


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for word in ("UPDATE", "DELETE"):
            schema_editor.execute(EARLIER._SQLITE.format(table="call", word=word))
    else:
        for text in (EARLIER._ROWS, EARLIER._WHOLE):
            schema_editor.execute(text.format(table="call"))


def unguard(apps, schema_editor):
    names = ("UPDATE", "DELETE") if schema_editor.connection.vendor == "sqlite" else ("rows", "whole")
    ending = "" if schema_editor.connection.vendor == "sqlite" else " ON beizhan_call"
    for name in names:
        schema_editor.execute(f"DROP TRIGGER beizhan_call_{name}{ending}")


class Migration(migrations.Migration):
    dependencies = [("beizhan", "0004_entries_are_called")]

    operations = [migrations.RunPython(guard, unguard)]
