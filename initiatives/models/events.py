"""Bijeenkomsten: when people meet, who comes, and the row of dates of what repeats."""

import uuid
from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from actors.models import Actor
from initiatives.querysets import EventQuerySet, RegistrationQuerySet
from wijknet.areas.models import ResidentGroup, Scoped, Theme, scoped_indexes
from wijknet.privacy.fields import MaskedLine, MaskedText
from wijknet.ui.dates import local_date, today

# How long after it what we know of who came is kept.
KEEP_REGISTRATIONS = timedelta(days=30)


class EventKind(models.TextChoices):
    OFFICE_HOUR = "OFFICE_HOUR", "inloopspreekuur"
    WIJK_TALK = "WIJK_TALK", "wijkgesprek"
    THEME = "THEME", "themabijeenkomst"
    FEEDBACK = "FEEDBACK", "feedbackbijeenkomst"
    INSPECTION = "INSPECTION", "schouw"
    VISIT = "VISIT", "bezoek van college of raad"
    ACTIVITY = "ACTIVITY", "wijkactiviteit"


class Rhythm(models.TextChoices):
    """How a row of dates goes on. Of a month it is the same weekday: the third Tuesday."""

    WEEK = "WEEK", "elke week"
    TWO_WEEKS = "TWO_WEEKS", "om de week"
    MONTH = "MONTH", "elke maand"


class EventSeries(models.Model):
    """What holds the dates of a repeating event together, so that what changes can change for all that follow."""

    rhythm = models.CharField("hoe vaak", max_length=10, choices=Rhythm)
    first_on = models.DateField("eerste keer")
    last_on = models.DateField("laatste keer")

    class Meta:
        verbose_name = "reeks"
        verbose_name_plural = "reeksen"
        constraints = [
            models.CheckConstraint(
                name="initiatives_series_dates",
                condition=Q(last_on__gte=F("first_on")),
                violation_error_message="De laatste keer ligt vóór de eerste.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rhythm_display()} tot {self.last_on}"


class Event(Scoped):
    """One time and place at which people meet. Internal ones are seen by staff of the wijk only."""

    uid = models.UUIDField("kenmerk in agenda's", default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("soort", max_length=12, choices=EventKind)
    title = MaskedLine("naam", max_length=120)
    text = MaskedText("waar het over gaat", max_length=3000, blank=True)
    place = models.ForeignKey(
        Actor, models.SET_NULL, null=True, blank=True, related_name="events", verbose_name="plek uit wie is wie"
    )
    place_text = MaskedLine("waar", max_length=200)
    starts_at = models.DateTimeField("begint")
    ends_at = models.DateTimeField("eindigt")
    public = models.BooleanField("op de site", default=True)
    series = models.ForeignKey(EventSeries, models.SET_NULL, null=True, blank=True, related_name="events")
    themes = models.ManyToManyField(Theme, blank=True, related_name="events", verbose_name="thema's")
    groups = models.ManyToManyField(ResidentGroup, blank=True, related_name="events", verbose_name="voor wie")
    registration = models.BooleanField("aanmelden kan", default=False)
    places = models.PositiveSmallIntegerField("aantal plekken", null=True, blank=True)
    taken = models.PositiveIntegerField("bezette plekken", default=0, editable=False)
    came_without_name = models.PositiveSmallIntegerField("anderen die kwamen", null=True, blank=True)
    cancelled_on = models.DateField("afgelast op", null=True, blank=True)
    cancelled_why = MaskedLine("waarom afgelast", max_length=200, blank=True)
    # Goes up with each change that a calendar must follow (RFC 5545, 3.8.7.4).
    sequence = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField("gewijzigd", auto_now=True)

    objects: ClassVar[EventQuerySet] = EventQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "bijeenkomst"
        verbose_name_plural = "bijeenkomsten"
        constraints = [
            models.CheckConstraint(
                name="initiatives_event_named",
                condition=~Q(title="") & ~Q(place_text=""),
                violation_error_message="Geef de bijeenkomst een naam en een plek.",
            ),
            models.CheckConstraint(
                name="initiatives_event_ends_later",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="Het einde ligt na het begin.",
            ),
            models.CheckConstraint(
                name="initiatives_event_not_over_full",
                condition=Q(places=None) | Q(taken__lte=F("places")),
                violation_error_message="Er zijn meer mensen dan plekken.",
            ),
            models.CheckConstraint(
                name="initiatives_event_places_counted",
                condition=Q(places=None) | Q(registration=True, places__gte=1),
                violation_error_message="Een aantal plekken telt alleen als mensen zich aanmelden.",
            ),
            models.CheckConstraint(
                name="initiatives_event_cancelled_why",
                condition=Q(cancelled_on=None, cancelled_why="")
                | (Q(cancelled_on__isnull=False) & ~Q(cancelled_why="")),
                violation_error_message="Schrijf op waarom het niet doorgaat.",
            ),
            models.CheckConstraint(
                name="initiatives_event_registers_in_public",
                condition=Q(registration=False) | Q(public=True),
                violation_error_message="Aanmelden kan alleen als de bijeenkomst op de site staat.",
            ),
        ]
        indexes = [
            *scoped_indexes("initiatives_event", "starts_at"),
            models.Index(fields=["starts_at", "id"], name="initiatives_event_public", condition=Q(public=True)),
            models.Index(fields=["updated_at"], name="initiatives_event_last_change"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("event", args=[self.pk])

    def get_desk_url(self) -> str:
        return reverse("event-desk", args=[self.pk])

    @property
    def day(self) -> date:
        return local_date(self.starts_at)

    @property
    def is_over(self) -> bool:
        return self.ends_at < timezone.now()

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_on is not None

    @property
    def places_left(self) -> int | None:
        """How many can still come; None when nobody counts."""
        return None if self.places is None else self.places - self.taken

    @property
    def takes_registrations(self) -> bool:
        return self.registration and self.public and not self.is_cancelled and self.starts_at > timezone.now()


class Registration(models.Model):
    """Who said they come, known by first name and mail until a month after it."""

    class State(models.TextChoices):
        PLACE = "PLACE", "heeft een plek"
        WAITING = "WAITING", "op de wachtlijst"
        ENDED = "ENDED", "afgemeld"

    event = models.ForeignKey(Event, models.CASCADE, related_name="registrations", db_index=False)
    name = models.CharField("voornaam", max_length=60)
    email = models.EmailField("e-mailadres", blank=True)
    people = models.PositiveSmallIntegerField("met hoeveel", default=1)
    state = models.CharField("stand", max_length=8, choices=State)
    at = models.DateTimeField("aangemeld", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    came = models.BooleanField("kwam", null=True, blank=True)
    reminded_on = models.DateField("herinnerd", null=True, blank=True)
    forget_on = models.DateField("bewaren tot")

    objects: ClassVar[RegistrationQuerySet] = RegistrationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "aanmelding"
        verbose_name_plural = "aanmeldingen"
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email"],
                condition=~Q(email="") & ~Q(state="ENDED"),
                name="initiatives_registration_once",
                violation_error_message="Dit e-mailadres is al aangemeld.",
            ),
            models.CheckConstraint(
                name="initiatives_registration_people",
                condition=Q(people__gte=1, people__lte=10),
                violation_error_message="Meld 1 tot 10 mensen aan.",
            ),
            models.CheckConstraint(
                name="initiatives_registration_named",
                condition=~Q(name=""),
                violation_error_message="Vul een voornaam in.",
            ),
            models.CheckConstraint(
                name="initiatives_registration_state",
                condition=Q(state__in=["PLACE", "WAITING", "ENDED"]),
                violation_error_message="Een aanmelding heeft een plek, wacht, of is voorbij.",
            ),
        ]
        indexes = [
            models.Index(fields=["event", "at", "id"], name="initiatives_registration_order"),
            models.Index(fields=["forget_on"], name="initiatives_registration_term"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_state_display()})"

    @property
    def is_open(self) -> bool:
        return self.state != self.State.ENDED and self.forget_on >= today()
