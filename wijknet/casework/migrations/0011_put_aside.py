import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0001_initial"),
        ("casework", "0010_referral"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PutAside",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80, verbose_name="vraag")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="wanneer")),
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
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "verbose_name": "vraag die weg mag",
                "verbose_name_plural": "vragen die weg mogen",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "key"),
                        name="casework_put_aside_once",
                        violation_error_message="Deze vraag stellen we al niet meer.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        name="casework_put_aside_key",
                        violation_error_message="Zeg welke vraag weg mag.",
                    ),
                ],
            },
        ),
    ]
