from django.db import migrations, models

from wijknet.jobs.live import AddIndex


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("actors", "0011_actor_merge"),
        ("casework", "0016_learn_departments"),
    ]

    operations = [
        AddIndex(
            model_name="referral",
            index=models.Index(
                condition=models.Q(("municipal_contact__isnull", False)),
                fields=["municipal_contact", "-at"],
                name="casework_referral_desk",
            ),
        ),
    ]
