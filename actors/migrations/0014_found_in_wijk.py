"""The few places that chose to be found, for the public page of a wijk."""

from django.db import migrations, models

from wijknet.jobs.live import AddIndex


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("actors", "0013_buddy_public")]

    operations = [
        AddIndex(
            model_name="actor",
            index=models.Index(
                condition=models.Q(("archived_on", None), ("public", True)), fields=["area"], name="actors_actor_found"
            ),
        ),
    ]
