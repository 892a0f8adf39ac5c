"""A colleague may read the draft before it is published."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0002_rich_text"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="profile",
            name="read_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="gelezen door",
            ),
        ),
        migrations.AddField(
            model_name="profile",
            name="read_version",
            field=models.PositiveIntegerField(editable=False, null=True, verbose_name="gelezen versie"),
        ),
    ]
