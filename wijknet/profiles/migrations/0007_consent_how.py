"""In what way somebody said yes to a quote, the last time that they were asked."""

from django.db import migrations, models

HOW = [
    ("SPOKEN", "In een gesprek"),
    ("PHONE", "Aan de telefoon"),
    ("MAIL", "Per mail of brief"),
    ("FORM", "Op een formulier"),
]


class Migration(migrations.Migration):
    dependencies = [("profiles", "0006_programme")]

    operations = [
        migrations.AddField(
            model_name="quote",
            name="consent_how",
            field=models.CharField(
                choices=HOW,
                db_default="SPOKEN",
                default="SPOKEN",
                max_length=10,
                verbose_name="hoe kreeg je toestemming",
            ),
        ),
    ]
