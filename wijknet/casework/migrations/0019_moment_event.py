import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A column in a migration of its own: the table of talks is the longest one. Its index comes after it."""

    dependencies = [
        ("casework", "0018_outreach"),
        ("initiatives", "0006_events"),
    ]

    operations = [
        migrations.AddField(
            model_name="contactmoment",
            name="event",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="initiatives.event",
                verbose_name="bijeenkomst",
            ),
        ),
    ]
