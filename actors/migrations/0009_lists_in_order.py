from django.db import migrations, models

from wijknet.jobs.live import AddIndex


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("actors", "0008_import_run"),
        ("areas", "0005_settings_answer_days"),
    ]

    operations = [
        AddIndex(
            model_name="actor",
            index=models.Index(
                condition=models.Q(("archived_on", None)), fields=["sort_name", "id"], name="actors_actor_by_name"
            ),
        ),
        AddIndex(
            model_name="actor",
            index=models.Index(
                condition=models.Q(("archived_on", None)), fields=["last_spoken_on", "id"], name="actors_actor_spoken"
            ),
        ),
        AddIndex(
            model_name="actor",
            index=models.Index(
                condition=models.Q(("new_face_on__isnull", False)), fields=["new_face_on"], name="actors_actor_new_face"
            ),
        ),
    ]
