"""What comes before a decision: words to start from, a text to agree on, and a colleague who looks along."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from initiatives.models.initiatives import MESSAGE_LENGTH, STORY_LENGTH, TITLE_LENGTH, Initiative, Moderation, WaitingOn
from initiatives.querysets import ReviewQuerySet, TextProposalQuerySet
from wijknet.areas.models import Area
from wijknet.privacy.fields import MaskedLine, MaskedText


class Use(models.TextChoices):
    PUBLISH = "PUBLISH", "bij openbaar maken"
    NOT_PLACED = "NOT_PLACED", "bij niet plaatsen"
    ANSWER = "ANSWER", "bericht aan de afzender"
    PROPOSAL = "PROPOSAL", "bij een andere tekst"


class StandardText(models.Model):
    """A text of one gemeente: in place of one that WijkNet brings along (the same key), or its own."""

    municipality = models.ForeignKey(Area, models.CASCADE, related_name="+", db_index=False)
    key = models.SlugField("sleutel", max_length=60)
    use = models.CharField("waarvoor", max_length=10, choices=Use)
    name = models.CharField("naam", max_length=80)
    text = models.TextField("tekst", max_length=MESSAGE_LENGTH)
    is_off = models.BooleanField("niet aanbieden", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "standaardtekst"
        verbose_name_plural = "standaardteksten"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "key"],
                name="initiatives_standard_text_once",
                violation_error_message="Deze tekst is er al.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class TextProposal(models.Model):
    """Other words for an idea, proposed by the wijkmanager. They count when the sender says yes."""

    class Answer(models.TextChoices):
        OPEN = "OPEN", "nog geen antwoord"
        AGREED = "AGREED", "goed"
        REFUSED = "REFUSED", "niet goed"
        WITHDRAWN = "WITHDRAWN", "ingetrokken"

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="proposals", db_index=False)
    title = MaskedLine("titel", max_length=TITLE_LENGTH)
    story = MaskedText("verhaal", max_length=STORY_LENGTH)
    place_text = models.CharField("plek in woorden", max_length=200, blank=True)
    why = MaskedText("waarom", max_length=MESSAGE_LENGTH)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="door")
    at = models.DateTimeField("gevraagd op", default=timezone.now)
    answer = models.CharField("antwoord", max_length=10, choices=Answer, default=Answer.OPEN)
    answered_at = models.DateTimeField("antwoord op", null=True, blank=True)
    heard_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="antwoord opgeschreven door",
    )

    objects: ClassVar[TextProposalQuerySet] = TextProposalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "voorstel voor een tekst"
        verbose_name_plural = "voorstellen voor een tekst"
        constraints = [
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(answer="OPEN"),
                name="initiatives_one_open_proposal",
                violation_error_message="Er ligt al een tekst bij de afzender.",
            ),
            models.CheckConstraint(
                name="initiatives_proposal_answer_has_day",
                condition=Q(answer="OPEN", answered_at=None) | (~Q(answer="OPEN") & Q(answered_at__isnull=False)),
                violation_error_message="Een antwoord heeft een dag.",
            ),
        ]
        indexes = [models.Index(fields=["initiative", "at"], name="initiatives_proposal_order")]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.get_answer_display()}"


class Review(models.Model):
    """A decision that waits for a second pair of eyes. Who asks is never who agrees."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="reviews", db_index=False)
    outcome = models.CharField("besluit", max_length=12, choices=Moderation)
    word = MaskedText("bericht aan de afzender", max_length=MESSAGE_LENGTH)
    waiting_on = models.CharField("wie is aan zet", max_length=12, choices=WaitingOn, default=WaitingOn.NOBODY)
    waiting_until = models.DateField("uiterlijk", null=True, blank=True)
    waiting_text = MaskedLine("wat er gebeurt", max_length=200, blank=True)
    spoken = models.BooleanField("afzender gesproken", default=False)
    version_seen = models.PositiveIntegerField("versie van de tekst")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="gevraagd door"
    )
    asked_at = models.DateTimeField("gevraagd op", default=timezone.now)
    agreed = models.BooleanField("akkoord", null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="bekeken door"
    )
    decided_at = models.DateTimeField("bekeken op", null=True, blank=True)
    note = MaskedText("opmerking", max_length=MESSAGE_LENGTH, blank=True)

    objects: ClassVar[ReviewQuerySet] = ReviewQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "besluit dat een collega bekijkt"
        verbose_name_plural = "besluiten die een collega bekijkt"
        constraints = [
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(decided_at=None),
                name="initiatives_one_open_review",
                violation_error_message="Er is al een collega gevraagd om mee te kijken.",
            ),
            models.CheckConstraint(
                name="initiatives_review_by_another",
                condition=Q(agreed=None)
                | Q(agreed=False)
                | Q(asked_by=None)
                | Q(decided_by=None)
                | ~Q(decided_by=F("asked_by")),
                violation_error_message="Wie het vraagt, kan het niet zelf goedkeuren.",
            ),
            models.CheckConstraint(
                name="initiatives_review_outcome",
                condition=Q(outcome__in=["PUBLIC", "NOT_PLACED"]),
                violation_error_message="Een collega bekijkt of het openbaar wordt, of niet geplaatst.",
            ),
            models.CheckConstraint(
                name="initiatives_review_decided_whole",
                condition=Q(agreed=None, decided_at=None) | Q(agreed__isnull=False, decided_at__isnull=False),
                violation_error_message="Een besluit van een collega heeft een dag.",
            ),
        ]
        indexes = [models.Index(fields=["initiative", "asked_at"], name="initiatives_review_order")]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.get_outcome_display()}"
