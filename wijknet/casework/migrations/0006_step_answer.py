import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Apart from the table of answers: together they would hold a lock on the steps while indexes are made."""

    dependencies = [("casework", "0005_answer")]

    operations = [
        migrations.AddField(
            model_name="step",
            name="answer",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="casework.caseanswer",
                verbose_name="antwoord",
            ),
        ),
    ]
