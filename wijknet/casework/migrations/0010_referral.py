import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import wijknet.ui.dates


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0002_own_rhythm"),
        ("areas", "0001_initial"),
        ("casework", "0009_weekly_aim"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "to",
                    models.CharField(
                        choices=[
                            ("REPORT", "meldpunt"),
                            ("HELP", "wijkteam"),
                            ("MEDIATION", "buurtbemiddeling"),
                            ("DESK", "gemeentecontact"),
                            ("ACTOR", "plek of organisatie"),
                        ],
                        max_length=10,
                        verbose_name="naar wie",
                    ),
                ),
                ("what", models.CharField(blank=True, max_length=150, verbose_name="waarover")),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("NOISE", "geluid"),
                            ("GARDEN", "tuin, boom of schutting"),
                            ("ANIMALS", "dieren"),
                            ("RUBBISH", "afval of rommel"),
                            ("PARKING", "parkeren"),
                            ("CHILDREN", "spelende kinderen"),
                            ("MANNERS", "omgang met elkaar"),
                            ("OTHER", "iets anders"),
                        ],
                        max_length=10,
                        verbose_name="soort conflict",
                    ),
                ),
                ("street", models.CharField(blank=True, max_length=120, verbose_name="straat")),
                ("only_me", models.BooleanField(default=False, verbose_name="alleen ik")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="wanneer")),
                ("made_on", models.DateField(default=wijknet.ui.dates.today, verbose_name="verwezen op")),
                ("ask_on", models.DateField(verbose_name="vraag na op")),
                ("settled_on", models.DateField(blank=True, null=True, verbose_name="afgerond op")),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="door",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="referrals",
                        to="casework.case",
                        verbose_name="verbinding",
                    ),
                ),
                (
                    "moment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="referrals",
                        to="casework.contactmoment",
                    ),
                ),
                (
                    "municipal_contact",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actors.municipalcontact",
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
            ],
            options={
                "verbose_name": "doorverwijzing",
                "verbose_name_plural": "doorverwijzingen",
                "indexes": [
                    models.Index(
                        models.F("municipality"),
                        models.OrderBy(models.F("at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="casework_referral_in_gemeente",
                    ),
                    models.Index(
                        models.F("area"),
                        models.OrderBy(models.F("at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="casework_referral_in_wijk",
                    ),
                    models.Index(
                        condition=models.Q(("settled_on", None)),
                        fields=["area", "ask_on"],
                        name="casework_referral_open",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("to", "DESK"), ("municipal_contact__isnull", False), ("actor__isnull", True)),
                            models.Q(("to", "ACTOR"), ("actor__isnull", False), ("municipal_contact__isnull", True)),
                            models.Q(
                                ("actor", None),
                                ("municipal_contact", None),
                                ("to__in", ["REPORT", "HELP", "MEDIATION"]),
                            ),
                            _connector="OR",
                        ),
                        name="casework_referral_to_one",
                        violation_error_message="Kies naar wie je verwijst: één adres.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("to", "MEDIATION"), ("what", ""), models.Q(("kind", ""), _negated=True)),
                            models.Q(
                                models.Q(("to", "MEDIATION"), _negated=True),
                                ("kind", ""),
                                models.Q(("what", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="casework_referral_about",
                        violation_error_message="Bij buurtbemiddeling bewaren we alleen de straat en het soort conflict. Schrijf bij een ander kort op waar het over gaat.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ask_on__gte", models.F("made_on"))),
                        name="casework_referral_asks_later",
                        violation_error_message="Kies een dag die nog komt.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_on", None), ("case", None)),
                            ("settled_on__gte", models.F("made_on")),
                            _connector="OR",
                        ),
                        name="casework_referral_settled",
                        violation_error_message="Een doorverwijzing eindigt niet vóór zij begon.",
                    ),
                ],
            },
        ),
    ]
