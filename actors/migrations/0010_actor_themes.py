from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0009_lists_in_order"),
        ("areas", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="actor",
            name="themes",
            field=models.ManyToManyField(blank=True, related_name="actors", to="areas.theme", verbose_name="thema's"),
        ),
    ]
