"""What is done per theme in a wijk, and with whom."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0011_indicators"),
        ("profiles", "0005_around"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProgrammeItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("doing", models.TextField(blank=True, max_length=600, verbose_name="wat we doen")),
                ("with_whom", models.CharField(blank=True, max_length=200, verbose_name="met wie")),
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
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="areas.theme",
                        verbose_name="thema",
                    ),
                ),
            ],
            options={
                "verbose_name": "deel van het wijkprogramma",
                "verbose_name_plural": "wijkprogramma",
                "ordering": ["theme__name"],
                "indexes": [
                    models.Index(
                        models.F("municipality"),
                        models.OrderBy(models.F("id"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="profiles_programme_in_gemeente",
                    ),
                    models.Index(
                        models.F("area"),
                        models.OrderBy(models.F("id"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="profiles_programme_in_wijk",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "theme"),
                        name="profiles_programme_once",
                        violation_error_message="Dit thema staat al in het programma van deze wijk.",
                    )
                ],
            },
        ),
    ]
