"""Quotes in a draft and in editions, and the triggers that let a published quote change in one way: it becomes empty."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

REFUSED = "Een citaat in een editie verandert niet. Het kan wel leeg worden."
FROZEN = ("id", "edition_id", "part", "until")


def _changed(different: str) -> str:
    frozen = " OR ".join(f'NEW."{name}" {different} OLD."{name}"' for name in FROZEN)
    emptied = " OR ".join(f'(NEW."{name}" <> OLD."{name}" AND NEW."{name}" <> \'\')' for name in ("text", "said_by"))
    return f"{frozen} OR {emptied} OR (NEW.quote_id {different} OLD.quote_id AND NEW.quote_id IS NOT NULL)"


SQLITE = (
    f"""CREATE TRIGGER profiles_editionquote_no_update BEFORE UPDATE ON profiles_editionquote
    WHEN {_changed("IS NOT")} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    f"""CREATE TRIGGER profiles_editionquote_no_delete BEFORE DELETE ON profiles_editionquote
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
)
POSTGRES = (
    f"""CREATE FUNCTION profiles_editionquote_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"""CREATE TRIGGER profiles_editionquote_no_update BEFORE UPDATE ON profiles_editionquote FOR EACH ROW
    WHEN ({_changed("IS DISTINCT FROM")}) EXECUTE FUNCTION profiles_editionquote_frozen()""",
    """CREATE TRIGGER profiles_editionquote_no_delete BEFORE DELETE ON profiles_editionquote FOR EACH ROW
    EXECUTE FUNCTION profiles_editionquote_frozen()""",
)


def freeze(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


def thaw(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    on = "" if schema_editor.connection.vendor == "sqlite" else " ON profiles_editionquote"
    schema_editor.execute(f"DROP TRIGGER profiles_editionquote_no_update{on}")
    schema_editor.execute(f"DROP TRIGGER profiles_editionquote_no_delete{on}")
    if on:
        schema_editor.execute("DROP FUNCTION profiles_editionquote_frozen()")


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0008_second_reader"),
        ("profiles", "0003_second_reader"),
    ]

    operations = [
        migrations.CreateModel(
            name="Quote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("who", "Wie de wijk is"),
                            ("breathes", "Hoe de wijk ademt"),
                            ("makes", "Wat de wijk een wijk maakt"),
                        ],
                        max_length=10,
                        verbose_name="bij welk deel",
                    ),
                ),
                ("text", models.CharField(max_length=400, verbose_name="citaat")),
                ("said_by", models.CharField(max_length=100, verbose_name="wie zegt dit")),
                ("given_by", models.CharField(max_length=120, verbose_name="van wie kreeg je toestemming")),
                ("consent_on", models.DateField(verbose_name="toestemming gegeven op")),
                ("until", models.DateField(verbose_name="toestemming tot en met")),
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotes",
                        to="profiles.profile",
                        verbose_name="wijkprofiel",
                    ),
                ),
            ],
            options={
                "verbose_name": "citaat",
                "verbose_name_plural": "citaten",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="EditionQuote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("who", "Wie de wijk is"),
                            ("breathes", "Hoe de wijk ademt"),
                            ("makes", "Wat de wijk een wijk maakt"),
                        ],
                        max_length=10,
                        verbose_name="bij welk deel",
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=400, verbose_name="citaat")),
                ("said_by", models.CharField(blank=True, max_length=100, verbose_name="wie zegt dit")),
                ("until", models.DateField(verbose_name="toestemming tot en met")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quotes",
                        to="profiles.profileedition",
                        verbose_name="editie",
                    ),
                ),
                (
                    "quote",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="published",
                        to="profiles.quote",
                        verbose_name="citaat",
                    ),
                ),
            ],
            options={
                "verbose_name": "citaat in een editie",
                "verbose_name_plural": "citaten in edities",
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="quote",
            index=models.Index(
                models.F("municipality"),
                models.OrderBy(models.F("until"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="profiles_quote_in_gemeente",
            ),
        ),
        migrations.AddIndex(
            model_name="quote",
            index=models.Index(
                models.F("area"),
                models.OrderBy(models.F("until"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="profiles_quote_in_wijk",
            ),
        ),
        migrations.AddConstraint(
            model_name="quote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text", ""), _negated=True),
                    models.Q(("said_by", ""), _negated=True),
                    models.Q(("given_by", ""), _negated=True),
                ),
                name="profiles_quote_whole",
                violation_error_message="Vul het citaat in, wie het zegt en van wie je toestemming kreeg.",
            ),
        ),
        migrations.AddConstraint(
            model_name="quote",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gte", models.F("consent_on"))),
                name="profiles_quote_dates",
                violation_error_message="De toestemming eindigt voor zij begint.",
            ),
        ),
        migrations.RunPython(freeze, thaw),
    ]
