import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import wijknet.ui.dates
from actors.triggers import create, drop


class Migration(migrations.Migration):
    """Matches, and partners of an idea; the rule about sensitive kinds reaches the partners."""

    dependencies = [
        ("actors", "0012_network_import_kind"),
        ("areas", "0011_indicators"),
        ("initiatives", "0014_circle"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(drop, create),
        migrations.CreateModel(
            name="MatchRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(max_length=64, verbose_name="kenmerk")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="gezocht")),
                (
                    "area",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="areas.area"
                    ),
                ),
            ],
            options={
                "verbose_name": "zoektocht naar koppelkansen",
                "verbose_name_plural": "zoektochten naar koppelkansen",
            },
        ),
        migrations.CreateModel(
            name="Match",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("score", models.PositiveSmallIntegerField(default=0, verbose_name="hoe goed het past")),
                ("reason", models.CharField(blank=True, max_length=400, verbose_name="waarom")),
                (
                    "state",
                    models.CharField(
                        choices=[("PROPOSED", "voorstel"), ("ACCEPTED", "aangenomen"), ("DROPPED", "past niet")],
                        default="PROPOSED",
                        max_length=8,
                        verbose_name="stand",
                    ),
                ),
                ("at", models.DateTimeField(blank=True, null=True, verbose_name="beoordeeld")),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matches",
                        to="actors.actor",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        db_index=False,
                        limit_choices_to={"level": "WIJK"},
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="door",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matches",
                        to="initiatives.event",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matches",
                        to="areas.residentgroup",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="matches", to="initiatives.initiative"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        limit_choices_to={"level": "GEMEENTE"},
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matches_of_newer",
                        to="initiatives.initiative",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matches",
                        to="areas.plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "koppelkans",
                "verbose_name_plural": "koppelkansen",
                "indexes": [
                    models.Index(
                        models.F("area"),
                        models.F("state"),
                        models.OrderBy(models.F("score"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="initiatives_match_best",
                    ),
                    models.Index(
                        models.F("municipality"),
                        models.F("state"),
                        models.OrderBy(models.F("score"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="initiatives_match_all",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("actor__isnull", False),
                                ("event", None),
                                ("group", None),
                                ("other", None),
                                ("plan", None),
                            ),
                            models.Q(
                                ("actor", None),
                                ("event", None),
                                ("group", None),
                                ("other", None),
                                ("plan__isnull", False),
                            ),
                            models.Q(
                                ("actor", None),
                                ("event", None),
                                ("group__isnull", False),
                                ("other", None),
                                ("plan", None),
                            ),
                            models.Q(
                                ("actor", None),
                                ("event__isnull", False),
                                ("group", None),
                                ("other", None),
                                ("plan", None),
                            ),
                            models.Q(
                                ("actor", None),
                                ("event", None),
                                ("group", None),
                                ("other__isnull", False),
                                ("plan", None),
                            ),
                            _connector="OR",
                        ),
                        name="initiatives_match_one_other",
                        violation_error_message="Een koppelkans is een initiatief met één ander ding.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("other", None), ("initiative__lt", models.F("other")), _connector="OR"),
                        name="initiatives_match_order",
                        violation_error_message="Een koppelkans gaat over twee verschillende ideeën.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("at", None), ("state", "PROPOSED")),
                            models.Q(("at__isnull", False), ("state__in", ["ACCEPTED", "DROPPED"])),
                            _connector="OR",
                        ),
                        name="initiatives_match_state",
                        violation_error_message="Een koppelkans is een voorstel, of iemand zei ja of nee.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("actor__isnull", False)),
                        fields=("initiative", "actor"),
                        name="initiatives_match_actor_once",
                        violation_error_message="Deze koppelkans staat er al.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("plan__isnull", False)),
                        fields=("initiative", "plan"),
                        name="initiatives_match_plan_once",
                        violation_error_message="Deze koppelkans staat er al.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("group__isnull", False)),
                        fields=("initiative", "group"),
                        name="initiatives_match_group_once",
                        violation_error_message="Deze koppelkans staat er al.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("event__isnull", False)),
                        fields=("initiative", "event"),
                        name="initiatives_match_event_once",
                        violation_error_message="Deze koppelkans staat er al.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("other__isnull", False)),
                        fields=("initiative", "other"),
                        name="initiatives_match_other_once",
                        violation_error_message="Deze koppelkans staat er al.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Partner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("goal", models.TextField(blank=True, max_length=500, verbose_name="wat de partner wil bereiken")),
                ("contribution", models.TextField(blank=True, max_length=500, verbose_name="wat de partner bijdraagt")),
                ("since", models.DateField(default=wijknet.ui.dates.today, verbose_name="partner sinds")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="initiative_partners",
                        to="actors.actor",
                        verbose_name="wie",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="door",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partners",
                        to="initiatives.initiative",
                    ),
                ),
            ],
            options={
                "verbose_name": "partner van een initiatief",
                "verbose_name_plural": "partners van initiatieven",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("initiative", "actor"),
                        name="initiatives_partner_once",
                        violation_error_message="Deze partner staat er al.",
                    )
                ],
            },
        ),
        migrations.RunPython(create, drop),
    ]
