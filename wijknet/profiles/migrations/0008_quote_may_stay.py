"""A published quote may stay longer when the person was asked again; all else about it stays as it was."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "profiles_editionquote"
REFUSED = "Een citaat in een editie verandert niet. Het kan wel leeg worden."


def _changed(different: str, *, may_stay: bool) -> str:
    frozen = [f'NEW."{name}" {different} OLD."{name}"' for name in ("id", "edition_id", "part")]
    frozen.append('NEW."until" < OLD."until"' if may_stay else f'NEW."until" {different} OLD."until"')
    emptied = [f'(NEW."{name}" <> OLD."{name}" AND NEW."{name}" <> \'\')' for name in ("text", "said_by")]
    untied = f"(NEW.quote_id {different} OLD.quote_id AND NEW.quote_id IS NOT NULL)"
    return " OR ".join([*frozen, *emptied, untied])


def _put(schema_editor: BaseDatabaseSchemaEditor, *, may_stay: bool) -> None:
    name = f"{TABLE}_no_update"
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TRIGGER {name}")
        when = _changed("IS NOT", may_stay=may_stay)
        act = f"SELECT RAISE(ABORT, '{REFUSED}')"
        schema_editor.execute(f"CREATE TRIGGER {name} BEFORE UPDATE ON {TABLE} WHEN {when} BEGIN {act}; END")
    else:
        schema_editor.execute(f"DROP TRIGGER {name} ON {TABLE}")
        when = _changed("IS DISTINCT FROM", may_stay=may_stay)
        act = f"EXECUTE FUNCTION {TABLE}_frozen()"
        schema_editor.execute(f"CREATE TRIGGER {name} BEFORE UPDATE ON {TABLE} FOR EACH ROW WHEN ({when}) {act}")


def allow(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _put(schema_editor, may_stay=True)


def refuse(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _put(schema_editor, may_stay=False)


class Migration(migrations.Migration):
    dependencies = [("profiles", "0007_consent_how")]

    operations = [migrations.RunPython(allow, refuse)]
