"""What keeps coming back."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from wijknet.areas.models import Scoped, scoped_indexes
from wijknet.casework.querysets import SignalFollowerQuerySet, SignalQuerySet
from wijknet.privacy.fields import MaskedLine, MaskedText
from wijknet.ui import dates

ANSWER = 2000


class Signal(Scoped):
    """The same worry from several people: a count, no names."""

    title = MaskedLine("waar gaat het over", max_length=150)
    street = models.CharField("straat", max_length=120, blank=True)
    folded_street = models.CharField("straat om te vergelijken", max_length=120, blank=True, editable=False)
    buurt = models.ForeignKey(
        "areas.Area", models.PROTECT, null=True, blank=True, related_name="+", limit_choices_to={"level": "BUURT"}
    )
    theme = models.ForeignKey("areas.Theme", models.PROTECT, null=True, blank=True, related_name="+")
    raised_count = models.PositiveIntegerField("aantal mensen", default=1)
    first_heard_on = models.DateField("eerst gehoord", default=dates.today)
    last_heard_on = models.DateField("laatst gehoord", default=dates.today)
    closed_on = models.DateField("gesloten op", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar[SignalQuerySet] = SignalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "signaal"
        verbose_name_plural = "signalen"
        constraints = [
            models.CheckConstraint(
                name="casework_signal_title",
                condition=~Q(title=""),
                violation_error_message="Schrijf kort op wat er terugkomt.",
            ),
            models.CheckConstraint(
                name="casework_signal_count",
                condition=Q(raised_count__gte=1),
                violation_error_message="Een signaal komt van minstens één mens.",
            ),
            models.CheckConstraint(
                name="casework_signal_dates",
                condition=Q(last_heard_on__gte=F("first_heard_on")),
                violation_error_message="Laatst gehoord ligt niet vóór eerst gehoord.",
            ),
            models.CheckConstraint(
                name="casework_signal_closed",
                condition=Q(closed_on=None) | Q(closed_on__gte=F("last_heard_on")),
                violation_error_message="Een signaal sluit niet vóór de dag waarop het laatst is gehoord.",
            ),
        ]
        indexes = scoped_indexes("casework_signal", "last_heard_on")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("signal", args=[self.pk])


class SignalFollower(models.Model):
    """Someone who wants to hear what comes of it: an address that was left for just this, or a worry that came in
    by the public form, of which the address stays with the sender's own page.

    Goes on `keep_until`: a month after the answer, or a year after it was left when no answer comes.
    """

    signal = models.ForeignKey(Signal, models.CASCADE, related_name="followers")
    email = models.EmailField("e-mailadres", blank=True)
    initiative = models.ForeignKey(
        "initiatives.Initiative", models.CASCADE, null=True, blank=True, related_name="+", verbose_name="vraag of zorg"
    )
    left_on = models.DateField("gevraagd op", default=dates.today)
    told_on = models.DateField("bericht gekregen op", null=True, blank=True)
    keep_until = models.DateField("bewaren tot en met")

    objects: ClassVar[SignalFollowerQuerySet] = SignalFollowerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "wie bericht wil"
        verbose_name_plural = "wie bericht willen"
        constraints = [
            models.CheckConstraint(
                name="casework_follower_one",
                condition=(~Q(email="") & Q(initiative=None)) | Q(email="", initiative__isnull=False),
                violation_error_message="Vul een e-mailadres in.",
            ),
            models.UniqueConstraint(
                fields=["signal", "email"],
                condition=~Q(email=""),
                name="casework_follower_email_once",
                violation_error_message="Dit e-mailadres staat er al bij.",
            ),
            models.UniqueConstraint(
                fields=["signal", "initiative"],
                condition=Q(initiative__isnull=False),
                name="casework_follower_initiative_once",
                violation_error_message="Deze vraag of zorg telt al mee.",
            ),
        ]
        indexes = [models.Index(fields=["keep_until"], name="casework_follower_term")]

    def __str__(self) -> str:
        return f"Bericht bij signaal {self.signal_id}"


class SignalAnswer(models.Model):
    """One answer to everyone: the words as they left, how many got them, and how many others were counted."""

    signal = models.ForeignKey(Signal, models.CASCADE, related_name="answers", db_index=False)
    at = models.DateTimeField("wanneer", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door")
    text = MaskedText("antwoord", max_length=ANSWER)
    told_count = models.PositiveIntegerField("kregen bericht", default=0)
    counted_count = models.PositiveIntegerField("anderen, geteld", default=0)

    class Meta:
        verbose_name = "antwoord op een signaal"
        verbose_name_plural = "antwoorden op signalen"
        constraints = [
            models.CheckConstraint(
                name="casework_signal_answer_text",
                condition=~Q(text=""),
                violation_error_message="Schrijf het antwoord op.",
            ),
        ]
        indexes = [models.Index(F("signal"), F("at").desc(), name="casework_answer_of_signal")]

    def __str__(self) -> str:
        return f"Antwoord op signaal {self.signal_id}"
