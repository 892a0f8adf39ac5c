"""What a gemeente contact or a partner was asked, what they answered, and how it is told in the wijk."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from wijknet.casework.models.cases import Case, CaseParty
from wijknet.casework.querysets import CaseAnswerQuerySet
from wijknet.privacy.fields import MaskedLine, MaskedText

QUESTION, TEXT, REFERS_TO = 1000, 4000, 200


class CaseAnswer(models.Model):
    """One question to one party of a case, and its answer: the pair of the answer as given and as told in the wijk.

    The question is kept as it was asked. Who answers has no account: the personal link points to this row. An
    answer is a text, or says who should answer instead (`refers_to`).
    """

    case = models.ForeignKey(Case, models.CASCADE, db_index=False, related_name="answers")
    party = models.ForeignKey(CaseParty, models.CASCADE, related_name="answers")
    # The desk or the partner as it was called then: people and names change, what was said stays.
    asked_of = models.CharField("gevraagd aan", max_length=200)
    question = MaskedText("de vraag", max_length=QUESTION)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="gevraagd door"
    )
    asked_at = models.DateTimeField("gevraagd op", default=timezone.now)
    wanted_by = models.DateField("graag antwoord op")
    expires_at = models.DateTimeField("link werkt tot")
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True, blank=True)
    text = MaskedText("antwoord", blank=True, max_length=TEXT)
    refers_to = MaskedLine("wie kan dit beantwoorden", blank=True, max_length=REFERS_TO)
    at = models.DateTimeField("beantwoord op", null=True, blank=True)
    plain_text = MaskedText("zo vertel je het in de wijk", blank=True, max_length=TEXT)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="geschreven door",
    )
    told_at = models.DateTimeField("verteld aan de indiener op", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar[CaseAnswerQuerySet] = CaseAnswerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "antwoord"
        verbose_name_plural = "antwoorden"
        constraints = [
            models.CheckConstraint(
                name="casework_answer_asks",
                condition=~Q(question="") & ~Q(asked_of=""),
                violation_error_message="Schrijf op wat je vraagt.",
            ),
            models.CheckConstraint(
                name="casework_answer_whole",
                condition=Q(at=None, text="", refers_to="")
                | (Q(at__isnull=False, withdrawn_at=None) & (~Q(text="") | ~Q(refers_to=""))),
                violation_error_message="Schrijf een antwoord, of zeg wie dit kan beantwoorden.",
            ),
            models.CheckConstraint(
                name="casework_answer_plain",
                condition=Q(plain_text="", written_by=None, told_at=None)
                | (~Q(plain_text="") & ~Q(text="") & Q(written_by__isnull=False)),
                violation_error_message="Er is nog geen antwoord om in de wijk te vertellen.",
            ),
            models.UniqueConstraint(
                fields=["party"],
                name="casework_answer_open_once",
                condition=Q(at=None, withdrawn_at=None),
                violation_error_message="Deze vraag staat al open.",
            ),
        ]
        indexes = [models.Index(fields=["case", "at"], name="casework_answer_of_case")]

    def __str__(self) -> str:
        return f"Antwoord {self.pk}"

    def get_absolute_url(self) -> str:
        return f"{reverse('case', args=[self.case_id])}#antwoord-{self.pk}"

    @property
    def is_waiting(self) -> bool:
        return self.at is None and self.withdrawn_at is None

    @property
    def is_expired(self) -> bool:
        return self.is_waiting and self.expires_at <= timezone.now()
