import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="naam")),
                ("aim", models.TextField(blank=True, max_length=1000, verbose_name="doel")),
                ("owner_text", models.CharField(blank=True, max_length=120, verbose_name="van wie")),
                ("start", models.DateField(blank=True, null=True, verbose_name="begint op")),
                ("end", models.DateField(blank=True, null=True, verbose_name="klaar op")),
                ("sort_name", models.CharField(editable=False, max_length=200)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "plan",
                "verbose_name_plural": "plannen",
            },
        ),
        migrations.AddField(
            model_name="plan",
            name="municipality",
            field=models.ForeignKey(
                db_index=False,
                limit_choices_to={"level": "GEMEENTE"},
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="areas.area",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="themes",
            field=models.ManyToManyField(blank=True, related_name="plans", to="areas.theme", verbose_name="thema's"),
        ),
        migrations.AddField(
            model_name="plan",
            name="wijken",
            field=models.ManyToManyField(blank=True, related_name="+", to="areas.area", verbose_name="wijken"),
        ),
        migrations.AddIndex(
            model_name="plan",
            index=models.Index(
                models.F("municipality"), models.F("sort_name"), models.F("id"), name="areas_plan_in_gemeente"
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("name", ""), _negated=True), models.Q(("sort_name", ""), _negated=True)),
                name="areas_plan_has_name",
                violation_error_message="Geef het plan een naam.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("start", None), ("end", None), ("end__gte", models.F("start")), _connector="OR"),
                name="areas_plan_dates",
                violation_error_message="De einddatum ligt vóór de begindatum.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                fields=("municipality", "name"),
                name="areas_plan_once",
                violation_error_message="Er is al een plan met deze naam.",
            ),
        ),
    ]
