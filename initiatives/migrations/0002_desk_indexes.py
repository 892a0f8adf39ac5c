from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0005_settings_answer_days"),
        ("initiatives", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="initiative",
            index=models.Index(
                models.F("area"),
                models.OrderBy(models.F("received_on"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("moderation__in", ("RECEIVED", "LOOKING"))),
                name="initiatives_new_in_wijk",
            ),
        ),
        migrations.AddIndex(
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
