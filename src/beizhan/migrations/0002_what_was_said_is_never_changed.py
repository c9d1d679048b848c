"""The database itself refuses to change or delete what was said (MI-07), on SQLite and on PostgreSQL."""

from django.db import migrations

PERMANENT = (
    "anchordate", "appointment", "appointmentend", "approval", "aspect", "award", "bar", "call", "confirmation",
    "conflict", "contact", "contactstep", "criterion", "decision", "declaration", "declaredsection", "discussion",
    "draw", "effortbudget", "event", "gap", "gapanswer", "link", "lock", "logrow", "meeting", "meetingskill",
    "minutes", "mission", "missiondates", "missionreport", "nextpost", "objection", "observation", "panelseat",
    "place", "problem", "problemanswer", "proposal", "reopening", "ruling", "scheme", "schemechoice", "schemefreeze",
    "selectionrule", "skilleffort", "snapshot", "standdown", "steptaken", "strength", "subcriterion", "submission",
    "targetline", "timemark", "view", "viewreader", "viewuse", "withdrawal",
)

_SQLITE = """
CREATE TRIGGER beizhan_{table}_{word} BEFORE {word} ON beizhan_{table}
BEGIN SELECT RAISE(ABORT, 'what was said is never changed'); END
"""
_FUNCTION = """
CREATE OR REPLACE FUNCTION beizhan_never() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'what was said is never changed' USING ERRCODE = 'restrict_violation'; END $$
"""
_ROWS = """
CREATE TRIGGER beizhan_{table}_rows BEFORE UPDATE OR DELETE ON beizhan_{table}
FOR EACH ROW EXECUTE FUNCTION beizhan_never()
"""
_WHOLE = """
CREATE TRIGGER beizhan_{table}_whole BEFORE TRUNCATE ON beizhan_{table}
FOR EACH STATEMENT EXECUTE FUNCTION beizhan_never()
"""


def guard(apps, schema_editor):
    for statement in _statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def unguard(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table in PERMANENT:
        if vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER beizhan_{table}_UPDATE")
            schema_editor.execute(f"DROP TRIGGER beizhan_{table}_DELETE")
        elif vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER beizhan_{table}_rows ON beizhan_{table}")
            schema_editor.execute(f"DROP TRIGGER beizhan_{table}_whole ON beizhan_{table}")
    if vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION beizhan_never()")


def _statements(vendor):
    if vendor == "sqlite":
        return [_SQLITE.format(table=table, word=word) for table in PERMANENT for word in ("UPDATE", "DELETE")]
    if vendor == "postgresql":
        triggers = [text.format(table=table) for table in PERMANENT for text in (_ROWS, _WHOLE)]
        return [_FUNCTION, *triggers]
    raise NotImplementedError(f"no guard against change is known for {vendor}")


class Migration(migrations.Migration):
    dependencies = [("beizhan", "0001_what_is_remembered")]

    operations = [migrations.RunPython(guard, unguard)]
