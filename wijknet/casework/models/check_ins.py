"""How is it going: what the sender of an initiative that stands still was asked, and what came of it."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from wijknet.areas.models import Scoped, scoped_indexes
from wijknet.casework.querysets.check_ins import CheckInQuerySet
from wijknet.casework.radar import REASONS, Advice
from wijknet.privacy.fields import MaskedLine
from wijknet.ui.addresses import address_of
from wijknet.ui.dates import today

# An act so many days after the question counts as "it moved again".
MOVED_WITHIN = timedelta(days=30)
WORDS = 300


class CheckIn(Scoped):
    """The radar found that an initiative stands still, and why that likely is; first its sender is asked.

    Open until it moves again, is taken up, or a colleague says that it is done. One open per initiative.
    """

    class Answer(models.TextChoices):
        NONE = "", "nog geen antwoord"
        GOOD = "GOOD", "het gaat goed"
        STUCK = "STUCK", "we zitten vast"
        STOP = "STOP", "we stoppen"

    initiative = models.ForeignKey(
        "initiatives.Initiative", models.CASCADE, related_name="check_ins", db_index=False, verbose_name="initiatief"
    )
    phase = models.CharField("fase", max_length=12)
    reason = models.CharField("waarschijnlijke reden", max_length=20)
    evidence = models.CharField("waar dat aan te zien is", max_length=300)
    asked_on = models.DateField("gevraagd op", default=today)
    by_mail = models.BooleanField("per mail gevraagd")
    answer_until = models.DateField("antwoord graag tot en met")
    answer = models.CharField("antwoord", max_length=5, choices=Answer, blank=True, default=Answer.NONE)
    answered_on = models.DateField("antwoord op", null=True, blank=True)
    words = MaskedLine("in eigen woorden", max_length=WORDS, blank=True)
    quiet_until = models.DateField("niet weer vragen vóór", null=True, blank=True)
    closed_on = models.DateField("klaar op", null=True, blank=True)
    moved_on = models.DateField("weer in beweging op", null=True, blank=True)

    objects: ClassVar[CheckInQuerySet] = CheckInQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "vraag hoe het gaat"
        verbose_name_plural = "vragen hoe het gaat"
        constraints = [
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(closed_on=None),
                name="casework_check_in_one_open",
                violation_error_message="Er staat al een vraag open bij dit initiatief.",
            ),
            models.CheckConstraint(
                name="casework_check_in_answer_dated",
                condition=Q(answer="", answered_on=None) | (~Q(answer="") & Q(answered_on__isnull=False)),
                violation_error_message="Een antwoord heeft een datum.",
            ),
            models.CheckConstraint(
                name="casework_check_in_stop_why",
                condition=~Q(answer="STOP") | ~Q(words=""),
                violation_error_message="Schrijf in een paar woorden waarom jullie stoppen.",
            ),
            models.CheckConstraint(
                name="casework_check_in_moved_after",
                condition=Q(moved_on=None) | Q(moved_on__gt=F("asked_on")),
                violation_error_message="In beweging komen kan pas na de vraag.",
            ),
        ]
        indexes = [
            *scoped_indexes("casework_check_in", "asked_on"),
            models.Index(F("initiative"), F("asked_on").desc(), name="casework_check_in_latest"),
            models.Index(fields=["answer_until"], name="casework_check_in_open", condition=Q(closed_on=None)),
        ]

    def __str__(self) -> str:
        return f"Vraag {self.pk}"

    def get_absolute_url(self) -> str:
        return address_of("check-in", self.pk)

    @property
    def advice(self) -> Advice:
        return REASONS[self.reason]

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def moved_before(self) -> date:
        """The last day on which an act counts as moving again."""
        return self.asked_on + MOVED_WITHIN
