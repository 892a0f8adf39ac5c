from django.db import migrations, models


class Migration(migrations.Migration):
    """A column in a migration of its own: the table of talks is the longest one."""

    dependencies = [
        ("casework", "0011_put_aside"),
    ]

    operations = [
        migrations.AddField(
            model_name="contactmoment",
            name="where",
            field=models.CharField(blank=True, db_default="", default="", max_length=120, verbose_name="waar"),
        ),
    ]
