"""An idea or question, the days on which its phases began, and the number it is known by."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from initiatives.querysets import InitiativeQuerySet
from wijknet.areas.models import Area, Scoped, Theme, scoped_indexes
from wijknet.privacy.fields import MaskedLine, MaskedText
from wijknet.ui.dates import today
from wijknet.ui.text import search_words

TITLE_LENGTH = 100
STORY_LENGTH = 5000
MESSAGE_LENGTH = 4000


class Kind(models.TextChoices):
    IDEA = "IDEA", "idee"
    QUESTION = "QUESTION", "vraag of zorg"


class Moderation(models.TextChoices):
    RECEIVED = "RECEIVED", "ontvangen"
    LOOKING = "LOOKING", "we kijken ernaar"
    PUBLIC = "PUBLIC", "openbaar"
    NOT_PLACED = "NOT_PLACED", "niet geplaatst"
    WITHDRAWN = "WITHDRAWN", "ingetrokken"


class Phase(models.TextChoices):
    """In the order in which an idea grows; the last two are where it ends or rests. Labels are public words."""

    IDEA = "IDEA", "Idee"
    CHAMPION = "CHAMPION", "Trekker gevonden"
    PLAN = "PLAN", "Plan"
    COOPERATION = "COOPERATION", "Samenwerking"
    EXECUTION = "EXECUTION", "Uitvoering"
    SUCCEEDED = "SUCCEEDED", "Geslaagd"
    STOPPED = "STOPPED", "Gestopt"
    STRANDED = "STRANDED", "Staat stil"


# The line that a progress bar shows; the other phases are beside it.
GROWING = (Phase.IDEA, Phase.CHAMPION, Phase.PLAN, Phase.COOPERATION, Phase.EXECUTION, Phase.SUCCEEDED)


class WaitingOn(models.TextChoices):
    SENDER = "SENDER", "de bewoner"
    WIJKMANAGER = "WIJKMANAGER", "de wijkmanager"
    MUNICIPALITY = "MUNICIPALITY", "de gemeente"
    NOBODY = "NOBODY", "niemand"


class Initiative(Scoped):
    """An idea of residents, or (never public) their question or worry."""

    reference = models.CharField("nummer", max_length=20, unique=True)
    kind = models.CharField("soort", max_length=10, choices=Kind, default=Kind.IDEA)
    title = MaskedLine("titel", max_length=TITLE_LENGTH)
    story = MaskedText("verhaal", max_length=STORY_LENGTH)
    buurt = models.ForeignKey(Area, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="buurt")
    place_text = models.CharField("plek in woorden", max_length=200, blank=True, help_text="Hoogstens de straat.")
    lon = models.FloatField("lengtegraad", null=True, blank=True)
    lat = models.FloatField("breedtegraad", null=True, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="initiatives", verbose_name="thema's")
    public_name = models.CharField(
        "voornaam op de site", max_length=60, blank=True, help_text="Alleen met toestemming; leeg is 'een bewoner'."
    )

    moderation = models.CharField("bekijken", max_length=12, choices=Moderation, default=Moderation.RECEIVED)
    moderation_reason = MaskedText("reden", max_length=MESSAGE_LENGTH, blank=True)
    remark = MaskedText("opmerking voor collega's", max_length=MESSAGE_LENGTH, blank=True)
    received_on = models.DateField("ontvangen op", default=today)
    looking_on = models.DateField("bekeken vanaf", null=True, blank=True)
    published_on = models.DateField("openbaar sinds", null=True, blank=True)
    moderated_on = models.DateField("laatst bekeken", null=True, blank=True)

    phase = models.CharField("fase", max_length=12, choices=Phase, default=Phase.IDEA)
    waiting_on = models.CharField("wie is aan zet", max_length=12, choices=WaitingOn, default=WaitingOn.WIJKMANAGER)
    waiting_until = models.DateField("uiterlijk", null=True, blank=True)
    waiting_first = models.DateField(
        "eerst afgesproken", null=True, blank=True, help_text="De datum die niet is gehaald, als die is verzet."
    )
    waiting_text = MaskedLine("wat er gebeurt", max_length=200, blank=True)
    result_life = MaskedText("resultaat in de wijk", max_length=2000, blank=True)
    result_system = MaskedText("resultaat bij de gemeente en partners", max_length=2000, blank=True)

    unanswered_since = models.DateTimeField("bericht wacht sinds", null=True, blank=True)
    search_text = MaskedText("zoektekst", blank=True, editable=False)
    version = models.PositiveIntegerField("versie", default=1)
    updated_at = models.DateTimeField("gewijzigd", auto_now=True)

    objects: ClassVar[InitiativeQuerySet] = InitiativeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "initiatief"
        verbose_name_plural = "initiatieven"
        constraints = [
            models.CheckConstraint(
                name="initiatives_not_placed_has_reason",
                condition=~Q(moderation="NOT_PLACED") | ~Q(moderation_reason=""),
                violation_error_message="Schrijf op waarom het niet op de site komt. Alleen de afzender leest dat.",
            ),
            models.CheckConstraint(
                name="initiatives_public_has_date",
                condition=~Q(moderation="PUBLIC") | Q(published_on__isnull=False),
                violation_error_message="Wat openbaar is heeft de datum waarop het dat werd.",
            ),
            models.CheckConstraint(
                name="initiatives_question_not_public",
                condition=~Q(kind="QUESTION", moderation="PUBLIC"),
                violation_error_message="Een vraag of zorg komt nooit op de site.",
            ),
            models.CheckConstraint(
                name="initiatives_waiting_has_date",
                condition=Q(waiting_on="NOBODY", waiting_until=None)
                | (~Q(waiting_on="NOBODY") & Q(waiting_until__isnull=False)),
                violation_error_message="Wie aan zet is heeft een datum; is niemand aan zet, dan is er geen datum.",
            ),
            models.CheckConstraint(
                name="initiatives_waiting_moved_later",
                condition=Q(waiting_first=None) | Q(waiting_until__isnull=False, waiting_first__lt=F("waiting_until")),
                violation_error_message="De nieuwe datum ligt na de eerste.",
            ),
            models.CheckConstraint(
                name="initiatives_point_whole",
                condition=Q(lon=None, lat=None) | Q(lon__isnull=False, lat__isnull=False),
                violation_error_message="Een punt heeft een lengtegraad en een breedtegraad.",
            ),
            models.CheckConstraint(
                name="initiatives_title_filled",
                condition=~Q(title=""),
                violation_error_message="Geef het een titel.",
            ),
        ]
        indexes = [
            *scoped_indexes("initiatives", "received_on"),
            models.Index(fields=["updated_at"], name="initiatives_last_change"),
            # What waits for a decision is little, however much there is.
            *(
                models.Index(
                    F(place),
                    F("received_on").desc(),
                    F("id").desc(),
                    name=f"initiatives_new_{name}",
                    condition=Q(moderation__in=("RECEIVED", "LOOKING")),
                )
                for place, name in (("area", "in_wijk"), ("municipality", "in_gemeente"))
            ),
            models.Index(
                F("published_on").desc(), F("id").desc(), name="initiatives_public", condition=Q(moderation="PUBLIC")
            ),
            models.Index(
                F("area"),
                F("published_on").desc(),
                F("id").desc(),
                name="initiatives_public_in_wijk",
                condition=Q(moderation="PUBLIC"),
            ),
            models.Index(
                F("municipality"),
                F("published_on").desc(),
                F("id").desc(),
                name="initiatives_public_in_gemeente",
                condition=Q(moderation="PUBLIC"),
            ),
            models.Index(
                F("phase"),
                F("published_on").desc(),
                F("id").desc(),
                name="initiatives_public_by_phase",
                condition=Q(moderation="PUBLIC"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = search_words(self.reference, self.title, self.story, self.place_text)
        if (fields := kwargs.get("update_fields")) is not None:
            told = {"search_text"} if {"title", "story", "place_text"} & set(fields) else set()
            kwargs["update_fields"] = {*fields, *told, "updated_at"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("initiative", args=[self.reference])

    def get_desk_url(self) -> str:
        return reverse("initiative-desk", args=[self.reference])

    @property
    def is_late(self) -> bool:
        """The day on which we would move has passed; a resident is never late."""
        return self.waiting_on in {WaitingOn.WIJKMANAGER, WaitingOn.MUNICIPALITY} and (
            self.waiting_until is not None and self.waiting_until < today()
        )

    @property
    def phase_number(self) -> int:
        """1 to 6 while it grows; 0 when it stopped or stands still."""
        return GROWING.index(Phase(self.phase)) + 1 if self.phase in GROWING else 0

    @property
    def said_by(self) -> str:
        return self.public_name or "een bewoner"


class PhaseChange(models.Model):
    """A phase began on this day."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="phase_changes", db_index=False)
    phase = models.CharField("fase", max_length=12, choices=Phase)
    at = models.DateTimeField("wanneer", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = MaskedLine("reden", max_length=300, blank=True)

    class Meta:
        verbose_name = "fase"
        verbose_name_plural = "fasen"
        constraints = [
            models.CheckConstraint(
                name="initiatives_end_has_reason",
                condition=~Q(phase__in=["STOPPED", "STRANDED"]) | ~Q(reason=""),
                violation_error_message="Schrijf op waarom het stopte of stilstaat. Dat komt niet op de site.",
            ),
        ]
        indexes = [models.Index(fields=["initiative", "at"], name="initiatives_phase_order")]

    def __str__(self) -> str:
        return self.get_phase_display()


class ReferenceCounter(models.Model):
    """The last number given out in a year. One row per year, locked while a number is taken."""

    year = models.PositiveSmallIntegerField("jaar", primary_key=True)
    last = models.PositiveIntegerField("laatste nummer", default=0)

    class Meta:
        verbose_name = "teller"
        verbose_name_plural = "tellers"

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"

    @classmethod
    def take(cls, on: date) -> str:
        """The next reference. Inside a transaction: a roll-back gives the number back, so there is no gap."""
        row = cls.objects.filter(year=on.year)
        if not row.update(last=F("last") + 1):
            # The first of the year; when two are first, one of them waits here for the other.
            cls.objects.get_or_create(year=on.year)
            row.update(last=F("last") + 1)
        return f"WN-{on.year}-{cls.objects.get(year=on.year).last:04d}"
