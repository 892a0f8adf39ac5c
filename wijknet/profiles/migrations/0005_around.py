"""What stood around the story when an edition was made: groups and who reached them, channels and plans. Frozen as well.

Without a default the column is added in place, so the table is not made anew and nothing is rewritten.
"""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

REFUSED = "Een editie verandert nooit meer."
SQLITE = f"""CREATE TRIGGER profiles_edition_around_no_update BEFORE UPDATE ON profiles_profileedition
    WHEN NEW.around IS NOT OLD.around BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"""
POSTGRES = """CREATE TRIGGER profiles_edition_around_no_update BEFORE UPDATE ON profiles_profileedition FOR EACH ROW
    WHEN (NEW.around IS DISTINCT FROM OLD.around) EXECUTE FUNCTION profiles_edition_frozen()"""


def freeze(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES)


def thaw(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    on = "" if schema_editor.connection.vendor == "sqlite" else " ON profiles_profileedition"
    schema_editor.execute(f"DROP TRIGGER profiles_edition_around_no_update{on}")


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0004_quotes"),
    ]

    operations = [
        migrations.AddField(
            model_name="profileedition",
            name="around",
            field=models.JSONField(null=True, verbose_name="netwerk, kanalen en plannen"),
        ),
        migrations.RunPython(freeze, thaw),
    ]
