"""What residents start, and how it goes with it."""

import uuid
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from initiatives.querysets import DraftQuerySet, InitiativeQuerySet
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


class Channel(models.TextChoices):
    WEB = "WEB", "via de site"
    PAPER = "PAPER", "op papier"
    STREET = "STREET", "op straat"
    PHONE = "PHONE", "per telefoon"


class Sender(models.TextChoices):
    SENDER = "SENDER", "bewoner"
    STAFF = "STAFF", "wijkmanager"


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


class Submission(models.Model):
    """What was sent and by whom. Goes as a whole when its term has passed; the initiative stays without name."""

    initiative = models.OneToOneField(Initiative, models.CASCADE, related_name="submission")
    channel = models.CharField("hoe het binnenkwam", max_length=10, choices=Channel, default=Channel.WEB)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="opgeschreven door",
    )
    original = models.JSONField("zoals verteld", default=dict, help_text="Titel, verhaal en plek van de afzender zelf.")
    sender_name = models.CharField("voornaam", max_length=60)
    under_16 = models.BooleanField("jonger dan 16", default=False)
    contact_name = models.CharField("ouder of school", max_length=100, blank=True)
    reach_mail = models.BooleanField("per mail", default=False)
    reach_phone = models.BooleanField("per telefoon", default=False)
    reach_visit = models.BooleanField("kom langs", default=False)
    reach_print = models.BooleanField("op papier", default=False)
    email = models.EmailField("e-mailadres", blank=True)
    phone = models.CharField("telefoonnummer", max_length=40, blank=True)
    visit_text = models.CharField("waar en wanneer", max_length=200, blank=True)
    may_publish = models.BooleanField("mag op de site", default=False)
    show_name = models.BooleanField("voornaam erbij", default=False)
    email_confirmed_at = models.DateTimeField("e-mailadres bevestigd", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="gesproken door",
    )
    last_step_on = models.DateField("laatste stap", default=today)

    class Meta:
        verbose_name = "inzending"
        verbose_name_plural = "inzendingen"
        constraints = [
            models.CheckConstraint(
                name="initiatives_sender_can_be_reached",
                condition=Q(reach_mail=True) | Q(reach_phone=True) | Q(reach_visit=True) | Q(reach_print=True),
                violation_error_message="Kies hoe we je mogen bereiken.",
            ),
            models.CheckConstraint(
                name="initiatives_reach_is_filled",
                condition=(Q(reach_mail=False) | ~Q(email=""))
                & (Q(reach_phone=False) | ~Q(phone=""))
                & (Q(reach_visit=False) | ~Q(visit_text="")),
                violation_error_message="Vul in waar we je kunnen bereiken: e-mailadres, telefoonnummer of plek.",
            ),
            models.CheckConstraint(
                name="initiatives_child_has_adult",
                condition=Q(under_16=False) | (~Q(contact_name="") & (~Q(email="") | ~Q(phone=""))),
                violation_error_message="Ben je jonger dan 16? Vul dan in hoe we je ouder of school bereiken.",
            ),
            models.CheckConstraint(
                name="initiatives_child_name_hidden",
                condition=Q(under_16=False) | Q(show_name=False),
                violation_error_message="De naam van een kind komt niet op de site.",
            ),
        ]

    def __str__(self) -> str:
        return f"Inzending {self.initiative_id}"

    @property
    def confirmed(self) -> bool:
        """Whether we know that the sender is who can be reached there (asked for publishing only)."""
        return self.confirmed_by_id is not None or self.email_confirmed_at is not None

    @property
    def ways(self) -> list[str]:
        """How the sender wants to be reached, in words."""
        names = ("reach_mail", "reach_phone", "reach_visit", "reach_print")
        return [str(self._meta.get_field(name).verbose_name) for name in names if getattr(self, name)]  # type: ignore[union-attr]


class Draft(models.Model):
    """The public form while it is filled in; its key is the address. Emptied when sent, to know a second click."""

    key = models.UUIDField("sleutel", primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("soort", max_length=10, choices=Kind, default=Kind.IDEA)
    data = models.JSONField("ingevuld", default=dict)
    created_at = models.DateTimeField("begonnen", auto_now_add=True)
    expires_at = models.DateTimeField("bewaren tot")
    initiative = models.ForeignKey(Initiative, models.CASCADE, null=True, blank=True, related_name="+")

    objects: ClassVar[DraftQuerySet] = DraftQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "formulier in bewerking"
        verbose_name_plural = "formulieren in bewerking"
        indexes = [models.Index(fields=["expires_at"], name="initiatives_draft_term")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.created_at:%Y-%m-%d}"


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


class Message(models.Model):
    """A line between sender and wijkmanager, read on the sender's own page."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="messages", db_index=False)
    sender = models.CharField("van", max_length=10, choices=Sender)
    text = MaskedText("bericht", max_length=MESSAGE_LENGTH)
    at = models.DateTimeField("wanneer", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["initiative", "at"], name="initiatives_message_order")]

    def __str__(self) -> str:
        return f"{self.get_sender_display()} {self.at:%Y-%m-%d}"


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
