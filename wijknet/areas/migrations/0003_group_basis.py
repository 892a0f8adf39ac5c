from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0002_plan"),
    ]

    operations = [
        migrations.AddField(
            model_name="residentgroup",
            name="basis",
            field=models.CharField(
                blank=True,
                choices=[
                    ("LIFE_PHASE", "levensfase"),
                    ("STREET", "straat of gebouw"),
                    ("SITUATION", "situatie"),
                    ("LANGUAGE", "taal"),
                ],
                db_default="",
                max_length=10,
                verbose_name="waarnaar gekeken is",
            ),
        ),
        migrations.AddField(
            model_name="residentgroup",
            name="version",
            field=models.PositiveIntegerField(db_default=1, default=1, editable=False),
        ),
        migrations.AddConstraint(
            model_name="residentgroup",
            constraint=models.CheckConstraint(
                condition=models.Q(("basis__in", ["", "LIFE_PHASE", "STREET", "SITUATION", "LANGUAGE"])),
                name="areas_group_basis",
                violation_error_message="Kies: levensfase, straat, situatie of taal.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="residentgroup",
            name="areas_group_once",
            constraint=models.UniqueConstraint(
                fields=("area", "name"),
                name="areas_group_once",
                violation_error_message="Deze groep staat er al in deze wijk.",
            ),
        ),
    ]
