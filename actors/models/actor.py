"""Organisations and places, and the kinds they are of."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from actors.querysets import ActorKindQuerySet, ActorQuerySet
from actors.rhythm import RHYTHMS, words
from wijknet.areas.models import Area, Scoped, Theme
from wijknet.privacy.fields import MaskedLine, MaskedText
from wijknet.ui.addresses import address_of
from wijknet.ui.phones import validate_phone

# Icons of wijknet.ui.icons that stand for a kind of place; another name would break the page that draws it.
KIND_ICONS = (
    *("agreement", "book", "door", "flag", "heart", "house", "leaf"),
    *("office", "paper", "people", "place", "shop", "table", "walk"),
)


class ActorKind(models.Model):
    """Huisarts, café, school. A sensitive kind says something about belief, politics, health, origin or love:
    its actors have no persons and no ties, which triggers in the migration guard."""

    municipality = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="gemeente",
        help_text="Leeg: voor alle gemeenten.",
    )
    name = models.CharField("naam", max_length=60)
    formal = models.BooleanField("formeel", default=False)
    sensitive = models.BooleanField("gevoelig", default=False)
    icon = models.CharField("pictogram", max_length=40, default="place", choices=[(name, name) for name in KIND_ICONS])
    rhythm_days = models.PositiveSmallIntegerField("gewoon ritme in dagen", null=True, blank=True)
    hidden_in = models.ManyToManyField(Area, related_name="+", blank=True, verbose_name="niet te kiezen in")
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    objects: ClassVar[ActorKindQuerySet] = ActorKindQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "soort"
        verbose_name_plural = "soorten"
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(municipality=None),
                name="actors_kind_once",
                violation_error_message="Deze soort is er al.",
            ),
            models.UniqueConstraint(
                fields=["municipality", "name"],
                name="actors_kind_once_in_gemeente",
                violation_error_message="Deze soort is er al in deze gemeente.",
            ),
            models.CheckConstraint(
                name="actors_kind_has_name",
                condition=~Q(name=""),
                violation_error_message="Geef de soort een naam.",
            ),
            models.CheckConstraint(
                name="actors_kind_icon",
                condition=Q(icon__in=KIND_ICONS),
                violation_error_message="Kies een pictogram uit de lijst.",
            ),
            models.CheckConstraint(
                name="actors_kind_rhythm",
                condition=Q(rhythm_days=None) | Q(rhythm_days__gte=1),
                violation_error_message="Een ritme is ten minste 1 dag.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def rhythm_words(self) -> str:
        return words(self.rhythm_days) if self.rhythm_days else ""


class Actor(Scoped):
    """An organisation or a place, never a human. `area` is the home wijk; `active_in` holds every wijk where it
    is active, the home wijk too."""

    name = models.CharField("naam", max_length=120)
    sort_name = models.CharField(max_length=200, editable=False)
    other_names = models.CharField("andere namen", max_length=200, blank=True)
    kind = models.ForeignKey(ActorKind, models.PROTECT, related_name="actors", verbose_name="soort")
    active_in = models.ManyToManyField(Area, through="ActorArea", related_name="+", verbose_name="actief in")
    buurt = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"level": "BUURT"},
        verbose_name="buurt",
    )

    street = models.CharField("straat", max_length=100, blank=True)
    house_number = models.CharField("huisnummer", max_length=20, blank=True)
    postcode = models.CharField("postcode", max_length=7, blank=True)
    city = models.CharField("plaats", max_length=80, blank=True)
    lon = models.FloatField("lengtegraad", null=True, blank=True)
    lat = models.FloatField("breedtegraad", null=True, blank=True)
    phone = models.CharField("telefoon", max_length=40, blank=True, validators=[validate_phone])
    email = models.EmailField("e-mailadres", blank=True)
    website = models.URLField("website", blank=True)

    connecting = models.BooleanField("verbindende actor", default=False)
    connecting_why = MaskedText("waarom verbindend", max_length=1000, blank=True)
    ask_first = models.BooleanField("vraag hier eerst", default=False)
    themes = models.ManyToManyField(Theme, related_name="actors", blank=True, verbose_name="thema's")
    wants = MaskedText("wil graag", max_length=500, blank=True)
    offers = MaskedText("biedt", max_length=500, blank=True)
    known_through = MaskedLine("hoe we hier kwamen", max_length=200, blank=True)
    public = models.BooleanField("openbaar", default=False)

    rhythm_days = models.PositiveSmallIntegerField(
        "hoe vaak spreek je elkaar",
        null=True,
        blank=True,
        choices=RHYTHMS,
        help_text="Leeg: wat gewoon is voor de soort.",
    )

    last_spoken_on = models.DateField("laatst gesproken", null=True, editable=False)
    # Someone else came to speak for this place. Until a talk after this day a first meeting asks for itself.
    new_face_on = models.DateField("nieuw gezicht sinds", null=True, editable=False)
    archived_on = models.DateField("gearchiveerd op", null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = MaskedText(editable=False)

    objects: ClassVar[ActorQuerySet] = ActorQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "actor"
        verbose_name_plural = "actoren"
        constraints = [
            models.CheckConstraint(
                name="actors_actor_has_name",
                condition=~Q(name="") & ~Q(sort_name=""),
                violation_error_message="Geef de organisatie of plek een naam.",
            ),
            models.CheckConstraint(
                name="actors_actor_rhythm",
                condition=Q(rhythm_days=None) | Q(rhythm_days__in=[days for days, _ in RHYTHMS]),
                violation_error_message="Kies een ritme uit de lijst.",
            ),
            models.CheckConstraint(
                name="actors_actor_connecting_why",
                condition=Q(connecting=False) | ~Q(connecting_why=""),
                violation_error_message="Schrijf op waarom deze plek verbindend is.",
            ),
            models.CheckConstraint(
                name="actors_actor_point_whole",
                condition=Q(lon=None, lat=None)
                | Q(lon__isnull=False, lon__range=(-180, 180), lat__isnull=False, lat__range=(-90, 90)),
                violation_error_message="Een plek op de kaart heeft een lengtegraad en een breedtegraad.",
            ),
        ]
        indexes = [
            models.Index(F("municipality"), F("sort_name"), F("id"), name="actors_actor_in_gemeente"),
            models.Index(F("area"), F("sort_name"), F("id"), name="actors_actor_in_wijk"),
            # In order, for who works in some wijken: the first ones are found without reading all of them.
            models.Index(fields=["sort_name", "id"], name="actors_actor_by_name", condition=Q(archived_on=None)),
            models.Index(fields=["last_spoken_on", "id"], name="actors_actor_spoken", condition=Q(archived_on=None)),
            # Few chose to be found, and the page of a wijk asks for them at every visit.
            models.Index(fields=["area"], name="actors_actor_found", condition=Q(public=True, archived_on=None)),
            models.Index(fields=["new_face_on"], name="actors_actor_new_face", condition=Q(new_face_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("actor", self.pk)

    @property
    def rhythm_words(self) -> str:
        """`elke maand`: its own rhythm, else that of its kind; empty when neither is known."""
        days = self.rhythm_days or self.kind.rhythm_days
        return words(days) if days else ""

    @property
    def address(self) -> str:
        """`Klarendalseweg 12, 6822 GA Arnhem`, as far as known."""
        first = f"{self.street} {self.house_number}".strip()
        second = f"{self.postcode} {self.city}".strip()
        return ", ".join(part for part in (first, second) if part)


class ActorArea(models.Model):
    """One wijk where an actor is active; its colleagues there see the actor."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="actor_areas")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        verbose_name = "actief in"
        verbose_name_plural = "actief in"
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "area"],
                name="actors_area_once",
                violation_error_message="Deze wijk staat er al bij.",
            )
        ]
        indexes = [models.Index(fields=["area", "actor"], name="actors_area_list")]

    def __str__(self) -> str:
        return f"{self.actor_id} {self.area_id}"
