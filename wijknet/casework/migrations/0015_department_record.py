import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0005_settings_answer_days"),
        ("casework", "0014_open_agreements_in_order"),
    ]

    operations = [
        migrations.CreateModel(
            name="DepartmentRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("department", models.CharField(max_length=100, verbose_name="afdeling")),
                ("linked", models.PositiveIntegerField(default=0, verbose_name="gekoppeld")),
                ("answered", models.PositiveIntegerField(default=0, verbose_name="antwoorden")),
                (
                    "theme",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="areas.theme",
                        verbose_name="thema",
                    ),
                ),
            ],
            options={
                "verbose_name": "ervaring van een afdeling",
                "verbose_name_plural": "ervaring van afdelingen",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("theme", "department"),
                        name="casework_department_record_once",
                        violation_error_message="Deze afdeling staat al bij dit thema.",
                    )
                ],
            },
        ),
    ]
