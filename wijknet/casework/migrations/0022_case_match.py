import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A column in a migration of its own: the index on it comes after it."""

    dependencies = [
        ("casework", "0021_check_in"),
        ("initiatives", "0015_matches"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="match",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="cases",
                to="initiatives.match",
                verbose_name="koppelkans",
            ),
        ),
    ]
