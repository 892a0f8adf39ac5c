from django.conf import settings
from django.db import migrations, models

from wijknet.jobs.live import AddIndex, RemoveIndex


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("actors", "0008_import_run"),
        ("areas", "0005_settings_answer_days"),
        ("casework", "0013_count_open_jottings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddIndex(
            model_name="agreement",
            index=models.Index(
                condition=models.Q(("kept_on", None), ("withdrawn_on", None)),
                fields=["area", "due", "id"],
                name="casework_agreement_due",
            ),
        ),
        RemoveIndex(
            model_name="agreement",
            name="casework_agreement_open",
        ),
    ]
