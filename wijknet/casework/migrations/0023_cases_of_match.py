from django.db import migrations, models

from wijknet.jobs.live import AddIndex


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("casework", "0022_case_match"),
    ]

    operations = [
        AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("match__isnull", False)),
                fields=["match"],
                name="casework_case_match",
            ),
        ),
    ]
