"""Pictures for the text of a profile, and which editions show them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import wijknet.ui.dates


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0011_indicators"),
        ("profiles", "0008_quote_may_stay"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ProfilePicture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("alt", models.CharField(max_length=150, verbose_name="wat er op de foto staat")),
                ("caption", models.CharField(blank=True, max_length=200, verbose_name="bijschrift")),
                ("credit", models.CharField(blank=True, max_length=80, verbose_name="wie de foto maakte")),
                ("width", models.PositiveSmallIntegerField(verbose_name="breedte in beeldpunten")),
                ("height", models.PositiveSmallIntegerField(verbose_name="hoogte in beeldpunten")),
                ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="toegevoegd")),
                (
                    "unused_since",
                    models.DateField(default=wijknet.ui.dates.today, null=True, verbose_name="niet in de tekst sinds"),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="toegevoegd door",
                    ),
                ),
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
                        related_name="pictures",
                        to="profiles.profile",
                        verbose_name="wijkprofiel",
                    ),
                ),
            ],
            options={
                "verbose_name": "foto bij een wijkprofiel",
                "verbose_name_plural": "foto's bij wijkprofielen",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="EditionPicture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pictures",
                        to="profiles.profileedition",
                        verbose_name="editie",
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published",
                        to="profiles.profilepicture",
                        verbose_name="foto",
                    ),
                ),
            ],
            options={
                "verbose_name": "foto in een editie",
                "verbose_name_plural": "foto's in edities",
            },
        ),
        migrations.AddIndex(
            model_name="profilepicture",
            index=models.Index(
                models.F("municipality"),
                models.OrderBy(models.F("added_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="profiles_picture_in_gemeente",
            ),
        ),
        migrations.AddIndex(
            model_name="profilepicture",
            index=models.Index(
                models.F("area"),
                models.OrderBy(models.F("added_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="profiles_picture_in_wijk",
            ),
        ),
        migrations.AddConstraint(
            model_name="profilepicture",
            constraint=models.CheckConstraint(
                condition=models.Q(("alt", ""), _negated=True),
                name="profiles_picture_is_described",
                violation_error_message="Vertel in een paar woorden wat er op de foto staat.",
            ),
        ),
        migrations.AddConstraint(
            model_name="editionpicture",
            constraint=models.UniqueConstraint(
                fields=("edition", "picture"),
                name="profiles_edition_picture_once",
                violation_error_message="Deze foto staat al in deze editie.",
            ),
        ),
    ]
