from django.db import migrations, models

from wijknet.jobs.live import AddIndex


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("areas", "0005_settings_answer_days"),
        ("initiatives", "0001_initial"),
    ]

    operations = [
        AddIndex(
            model_name="initiative",
            index=models.Index(
                models.F("area"),
                models.OrderBy(models.F("received_on"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("moderation__in", ("RECEIVED", "LOOKING"))),
                name="initiatives_new_in_wijk",
            ),
        ),
        AddIndex(
            model_name="initiative",
            index=models.Index(
                models.F("municipality"),
                models.OrderBy(models.F("received_on"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("moderation__in", ("RECEIVED", "LOOKING"))),
                name="initiatives_new_in_gemeente",
            ),
        ),
    ]
