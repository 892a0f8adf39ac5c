from django.db import migrations, models

from wijknet.jobs.live import AddIndex


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("casework", "0019_moment_event"),
    ]

    operations = [
        AddIndex(
            model_name="contactmoment",
            index=models.Index(
                condition=models.Q(("event__isnull", False)),
                fields=["event", "at"],
                name="casework_moment_event",
            ),
        ),
    ]
