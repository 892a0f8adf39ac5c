"""The tables of profiles, and the triggers that keep an edition as it was published."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# An edition never changes. Two things may still go, because erasure wins over everything: who published it (when
# the user goes) and the name under it. A later migration that rebuilds this table on SQLite must make these again.
FROZEN = (
    "id",
    "profile_id",
    "municipality_id",
    "area_id",
    "number",
    "published_at",
    "content",
    "figures",
    "border_year",
)
REFUSED = "Een editie verandert nooit meer."

SQLITE_CHANGED = " OR ".join(f'NEW."{name}" IS NOT OLD."{name}"' for name in FROZEN)
SQLITE = (
    f"""CREATE TRIGGER profiles_edition_no_update BEFORE UPDATE ON profiles_profileedition
    WHEN {SQLITE_CHANGED}
        OR (NEW.published_by_id IS NOT OLD.published_by_id AND NEW.published_by_id IS NOT NULL)
        OR (NEW.signed_name IS NOT OLD.signed_name AND NEW.signed_name <> '')
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    f"""CREATE TRIGGER profiles_edition_no_delete BEFORE DELETE ON profiles_profileedition
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
)

POSTGRES_CHANGED = " OR ".join(f'NEW."{name}" IS DISTINCT FROM OLD."{name}"' for name in FROZEN)
POSTGRES = (
    f"""CREATE FUNCTION profiles_edition_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"""CREATE TRIGGER profiles_edition_no_update BEFORE UPDATE ON profiles_profileedition FOR EACH ROW
    WHEN ({POSTGRES_CHANGED}
        OR (NEW.published_by_id IS DISTINCT FROM OLD.published_by_id AND NEW.published_by_id IS NOT NULL)
        OR (NEW.signed_name IS DISTINCT FROM OLD.signed_name AND NEW.signed_name <> ''))
    EXECUTE FUNCTION profiles_edition_frozen()""",
    """CREATE TRIGGER profiles_edition_no_delete BEFORE DELETE ON profiles_profileedition FOR EACH ROW
    EXECUTE FUNCTION profiles_edition_frozen()""",
)


def freeze_editions(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


def thaw_editions(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    on = "" if schema_editor.connection.vendor == "sqlite" else " ON profiles_profileedition"
    schema_editor.execute(f"DROP TRIGGER profiles_edition_no_update{on}")
    schema_editor.execute(f"DROP TRIGGER profiles_edition_no_delete{on}")
    if on:
        schema_editor.execute("DROP FUNCTION profiles_edition_frozen()")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Profile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("question", models.CharField(blank=True, max_length=300, verbose_name="onze vraag aan deze wijk")),
                ("who", models.TextField(blank=True, max_length=6000, verbose_name="wie de wijk is")),
                ("breathes", models.TextField(blank=True, max_length=6000, verbose_name="hoe de wijk ademt")),
                ("makes", models.TextField(blank=True, max_length=6000, verbose_name="wat de wijk een wijk maakt")),
                ("developments", models.TextField(blank=True, max_length=6000, verbose_name="wat er verandert")),
                ("programme", models.TextField(blank=True, max_length=6000, verbose_name="waar we samen aan werken")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="versie")),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="bewaard op")),
                (
                    "area",
                    models.OneToOneField(
                        limit_choices_to={"level": "WIJK"},
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="profile",
                        to="areas.area",
                        verbose_name="wijk",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        limit_choices_to={"level": "GEMEENTE"},
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="bewaard door",
                    ),
                ),
            ],
            options={
                "verbose_name": "wijkprofiel",
                "verbose_name_plural": "wijkprofielen",
            },
        ),
        migrations.CreateModel(
            name="ProfileEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="nummer")),
                (
                    "published_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="gepubliceerd op"),
                ),
                ("signed_name", models.CharField(max_length=100, verbose_name="vastgesteld door")),
                ("content", models.JSONField(verbose_name="teksten")),
                ("figures", models.JSONField(default=list, verbose_name="cijfers")),
                ("border_year", models.PositiveSmallIntegerField(null=True, verbose_name="jaar van de grenzen")),
                (
                    "area",
                    models.ForeignKey(
                        db_index=False,
                        limit_choices_to={"level": "WIJK"},
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        limit_choices_to={"level": "GEMEENTE"},
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="profiles.profile",
                        verbose_name="wijkprofiel",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="gepubliceerd door",
                    ),
                ),
            ],
            options={
                "verbose_name": "editie",
                "verbose_name_plural": "edities",
            },
        ),
        migrations.AddIndex(
            model_name="profile",
            index=models.Index(
                models.F("municipality"),
                models.OrderBy(models.F("updated_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="profiles_profile_in_gemeente",
            ),
        ),
        migrations.AddIndex(
            model_name="profile",
            index=models.Index(
                models.F("area"),
                models.OrderBy(models.F("updated_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="profiles_profile_in_wijk",
            ),
        ),
        migrations.AddIndex(
            model_name="profileedition",
            index=models.Index(
                models.F("municipality"),
                models.OrderBy(models.F("number"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="profiles_edition_in_gemeente",
            ),
        ),
        migrations.AddIndex(
            model_name="profileedition",
            index=models.Index(
                models.F("area"),
                models.OrderBy(models.F("number"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="profiles_edition_in_wijk",
            ),
        ),
        migrations.AddConstraint(
            model_name="profileedition",
            constraint=models.UniqueConstraint(
                fields=("profile", "number"),
                name="profiles_edition_once",
                violation_error_message="Deze editie bestaat al.",
            ),
        ),
        migrations.AddConstraint(
            model_name="profileedition",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)),
                name="profiles_edition_number",
                violation_error_message="De eerste editie heeft nummer 1.",
            ),
        ),
        migrations.RunPython(freeze_editions, thaw_editions),
    ]
