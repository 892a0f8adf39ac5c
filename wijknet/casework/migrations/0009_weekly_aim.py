import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_weekly_digest"),
        ("casework", "0008_notebook_key"),
    ]

    operations = [
        migrations.CreateModel(
            name="WeeklyAim",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("hours", models.PositiveSmallIntegerField(verbose_name="uren per week")),
            ],
            options={
                "verbose_name": "weekdoel",
                "verbose_name_plural": "weekdoelen",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("hours__gte", 1), ("hours__lte", 60)),
                        name="casework_weekly_aim_hours",
                        violation_error_message="Vul een getal in van 1 tot 60.",
                    )
                ],
            },
        ),
    ]
