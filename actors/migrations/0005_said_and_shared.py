import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import wijknet.ui.phones
from actors.triggers import create, drop


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0004_network_names"),
        ("areas", "0002_plan"),
    ]

    # The rule about sensitive kinds reaches the new tables.
    operations = [
        migrations.RunPython(drop, create),
        migrations.CreateModel(
            name="Alliance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="naam")),
                ("sort_name", models.CharField(editable=False, max_length=200)),
                ("goal", models.TextField(max_length=1000, verbose_name="doel")),
                ("start", models.DateField(blank=True, null=True, verbose_name="sinds")),
                ("archived_on", models.DateField(editable=False, null=True, verbose_name="gearchiveerd op")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("search_text", models.TextField(editable=False)),
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
                    "themes",
                    models.ManyToManyField(
                        blank=True, related_name="alliances", to="areas.theme", verbose_name="thema's"
                    ),
                ),
            ],
            options={
                "verbose_name": "sociale alliantie",
                "verbose_name_plural": "sociale allianties",
            },
        ),
        migrations.CreateModel(
            name="AlliancePartner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("wants", models.TextField(blank=True, max_length=500, verbose_name="wil graag")),
                ("offers", models.TextField(blank=True, max_length=500, verbose_name="biedt")),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partnerships",
                        to="actors.actor",
                    ),
                ),
                (
                    "alliance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partners",
                        to="actors.alliance",
                        verbose_name="alliantie",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partnerships",
                        to="actors.municipalcontact",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partnerships",
                        to="actors.informalnetwork",
                    ),
                ),
            ],
            options={
                "verbose_name": "partner",
                "verbose_name_plural": "partners",
            },
        ),
        migrations.CreateModel(
            name="Channel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="naam")),
                ("sort_name", models.CharField(editable=False, max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("PAPER", "wijkkrant"),
                            ("APP", "buurtapp"),
                            ("SOCIAL", "groep op internet"),
                            ("LETTER", "brief of flyer"),
                            ("BOARD", "prikbord"),
                            ("SCREEN", "scherm of raam"),
                            ("MAIL", "nieuwsbrief"),
                            ("OTHER", "iets anders"),
                        ],
                        max_length=8,
                        verbose_name="soort kanaal",
                    ),
                ),
                ("how", models.TextField(blank=True, max_length=1000, verbose_name="hoe plaats je iets")),
                ("deadline", models.CharField(blank=True, max_length=120, verbose_name="voor wanneer")),
                ("website", models.URLField(blank=True, verbose_name="webadres")),
                ("archived_on", models.DateField(editable=False, null=True, verbose_name="gearchiveerd op")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("search_text", models.TextField(editable=False)),
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
                    "groups",
                    models.ManyToManyField(
                        blank=True, related_name="channels", to="areas.residentgroup", verbose_name="bereikt"
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
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="channels",
                        to="actors.actor",
                        verbose_name="van wie",
                    ),
                ),
            ],
            options={
                "verbose_name": "kanaal",
                "verbose_name_plural": "kanalen",
            },
        ),
        migrations.CreateModel(
            name="Buddy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="naam")),
                (
                    "helps",
                    models.CharField(
                        choices=[("WRITES", "schrijft"), ("FILMS", "filmt of fotografeert"), ("SPREADS", "verspreidt")],
                        max_length=8,
                        verbose_name="helpt hoe",
                    ),
                ),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        max_length=40,
                        validators=[wijknet.ui.phones.validate_phone],
                        verbose_name="telefoon",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mailadres")),
                ("consent_text", models.TextField(max_length=500, verbose_name="toestemming in eigen woorden")),
                ("consent_on", models.DateField(verbose_name="toestemming gegeven op")),
                ("retain_until", models.DateField(verbose_name="bewaren tot")),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="buddies",
                        to="actors.channel",
                        verbose_name="kanaal",
                    ),
                ),
            ],
            options={
                "verbose_name": "maatje",
                "verbose_name_plural": "maatjes",
            },
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stance",
                    models.CharField(
                        choices=[("WISH", "een wens"), ("WORRY", "een zorg"), ("FOR", "voor"), ("AGAINST", "tegen")],
                        max_length=8,
                        verbose_name="wat is het",
                    ),
                ),
                ("words", models.TextField(max_length=1000, verbose_name="in eigen woorden")),
                ("source_text", models.CharField(max_length=120, verbose_name="waar gezegd")),
                ("on", models.DateField(default=django.utils.timezone.localdate, verbose_name="gezegd op")),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="positions",
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
                    "network",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="positions",
                        to="actors.informalnetwork",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="areas.plan",
                        verbose_name="plan",
                    ),
                ),
            ],
            options={
                "verbose_name": "houding",
                "verbose_name_plural": "houdingen",
            },
        ),
        migrations.AddIndex(
            model_name="alliance",
            index=models.Index(
                models.F("municipality"), models.F("sort_name"), models.F("id"), name="actors_alliance_in_gemeente"
            ),
        ),
        migrations.AddIndex(
            model_name="alliance",
            index=models.Index(models.F("area"), models.F("sort_name"), models.F("id"), name="actors_alliance_in_wijk"),
        ),
        migrations.AddConstraint(
            model_name="alliance",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("name", ""), _negated=True), models.Q(("sort_name", ""), _negated=True)),
                name="actors_alliance_has_name",
                violation_error_message="Geef de alliantie een naam.",
            ),
        ),
        migrations.AddConstraint(
            model_name="alliance",
            constraint=models.CheckConstraint(
                condition=models.Q(("goal", ""), _negated=True),
                name="actors_alliance_has_goal",
                violation_error_message="Schrijf op wat jullie samen willen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="alliancepartner",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("actor__isnull", False), ("contact", None), ("network", None)),
                    models.Q(("actor", None), ("contact", None), ("network__isnull", False)),
                    models.Q(("actor", None), ("contact__isnull", False), ("network", None)),
                    _connector="OR",
                ),
                name="actors_partner_one_side",
                violation_error_message="Kies één organisatie, netwerk of afdeling.",
            ),
        ),
        migrations.AddConstraint(
            model_name="alliancepartner",
            constraint=models.UniqueConstraint(
                condition=models.Q(("actor__isnull", False)),
                fields=("alliance", "actor"),
                name="actors_partner_actor_once",
                violation_error_message="Deze partner staat er al.",
            ),
        ),
        migrations.AddConstraint(
            model_name="alliancepartner",
            constraint=models.UniqueConstraint(
                condition=models.Q(("network__isnull", False)),
                fields=("alliance", "network"),
                name="actors_partner_network_once",
                violation_error_message="Deze partner staat er al.",
            ),
        ),
        migrations.AddConstraint(
            model_name="alliancepartner",
            constraint=models.UniqueConstraint(
                condition=models.Q(("contact__isnull", False)),
                fields=("alliance", "contact"),
                name="actors_partner_contact_once",
                violation_error_message="Deze partner staat er al.",
            ),
        ),
        migrations.AddIndex(
            model_name="channel",
            index=models.Index(
                models.F("municipality"), models.F("sort_name"), models.F("id"), name="actors_channel_in_gemeente"
            ),
        ),
        migrations.AddIndex(
            model_name="channel",
            index=models.Index(models.F("area"), models.F("sort_name"), models.F("id"), name="actors_channel_in_wijk"),
        ),
        migrations.AddConstraint(
            model_name="channel",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("name", ""), _negated=True), models.Q(("sort_name", ""), _negated=True)),
                name="actors_channel_has_name",
                violation_error_message="Geef het kanaal een naam.",
            ),
        ),
        migrations.AddConstraint(
            model_name="buddy",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True),
                name="actors_buddy_has_name",
                violation_error_message="Vul de naam in.",
            ),
        ),
        migrations.AddConstraint(
            model_name="buddy",
            constraint=models.CheckConstraint(
                condition=models.Q(("consent_text", ""), _negated=True),
                name="actors_buddy_has_consent",
                violation_error_message="Schrijf op waarvoor dit maatje toestemming gaf.",
            ),
        ),
        migrations.AddConstraint(
            model_name="buddy",
            constraint=models.CheckConstraint(
                condition=models.Q(("retain_until__gte", models.F("consent_on"))),
                name="actors_buddy_dates",
                violation_error_message="Bewaren tot ligt vóór de dag van de toestemming.",
            ),
        ),
        migrations.AddIndex(
            model_name="position",
            index=models.Index(
                models.F("municipality"),
                models.OrderBy(models.F("on"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="actors_position_in_gemeente",
            ),
        ),
        migrations.AddIndex(
            model_name="position",
            index=models.Index(
                models.F("area"),
                models.OrderBy(models.F("on"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="actors_position_in_wijk",
            ),
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("actor", None), ("network__isnull", False)),
                    models.Q(("actor__isnull", False), ("network", None)),
                    _connector="OR",
                ),
                name="actors_position_one_side",
                violation_error_message="Een houding hoort bij één organisatie, plek of netwerk.",
            ),
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.CheckConstraint(
                condition=models.Q(("stance__in", ["WISH", "WORRY", "FOR", "AGAINST"])),
                name="actors_position_stance",
                violation_error_message="Kies: een wens, een zorg, voor of tegen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("words", ""), _negated=True), models.Q(("source_text", ""), _negated=True)
                ),
                name="actors_position_in_words",
                violation_error_message="Schrijf op wat zij zeiden, en waar.",
            ),
        ),
        migrations.RunPython(create, drop),
    ]
