from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0008_import_run"),
        ("areas", "0005_settings_answer_days"),
        ("casework", "0013_count_open_jottings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                condition=models.Q(("kept_on", None), ("withdrawn_on", None)),
                fields=["area", "due", "id"],
                name="casework_agreement_due",
            ),
        ),
        migrations.RemoveIndex(
            model_name="agreement",
            name="casework_agreement_open",
        ),
    ]
