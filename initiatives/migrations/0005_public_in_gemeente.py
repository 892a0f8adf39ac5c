from django.db import migrations, models

from wijknet.jobs.live import AddIndex


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("areas", "0010_settings_embed_hosts_are_sites"),
        ("initiatives", "0004_proposals_reviews_texts"),
    ]

    operations = [
        AddIndex(
            model_name="initiative",
            index=models.Index(
                models.F("municipality"),
                models.OrderBy(models.F("published_on"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("moderation", "PUBLIC")),
                name="initiatives_public_in_gemeente",
            ),
        ),
    ]
