"""Neighbours with ideas that are alike: what their ideas are made of, and whether they want to meet."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from initiatives.models.initiatives import Initiative
from initiatives.querysets import IntroductionQuerySet
from wijknet.areas.models import Area


class Term(models.Model):
    """One feature of one idea as a number (initiatives.likeness), to find ideas that share it."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="+")
    area = models.ForeignKey(Area, models.CASCADE, related_name="+", db_index=False)
    feature = models.BigIntegerField("kenmerk")

    class Meta:
        verbose_name = "kenmerk"
        verbose_name_plural = "kenmerken"
        constraints = [models.UniqueConstraint(fields=["area", "feature", "initiative"], name="initiatives_term_once")]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.feature}"


class Introduction(models.Model):
    """Two ideas whose senders may want to meet. The older idea is `first`, so that a pair is there once."""

    first = models.ForeignKey(Initiative, models.CASCADE, related_name="+", db_index=False)
    second = models.ForeignKey(Initiative, models.CASCADE, related_name="+")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="voorgesteld door",
    )
    at = models.DateTimeField("gevraagd op", default=timezone.now)

    objects: ClassVar[IntroductionQuerySet] = IntroductionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "kennismaking"
        verbose_name_plural = "kennismakingen"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="initiatives_introduction_once"),
            models.CheckConstraint(
                name="initiatives_introduction_order",
                condition=Q(first__lt=F("second")),
                violation_error_message="Een kennismaking gaat over twee verschillende ideeën.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} en {self.second_id}"


class IntroductionAnswer(models.Model):
    """What the sender of one of both said. No answer is no row; changed at any time."""

    introduction = models.ForeignKey(Introduction, models.CASCADE, related_name="answers", db_index=False)
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="+")
    yes = models.BooleanField("wil kennismaken")
    at = models.DateTimeField("gezegd op", default=timezone.now)

    class Meta:
        verbose_name = "antwoord op een kennismaking"
        verbose_name_plural = "antwoorden op een kennismaking"
        constraints = [
            models.UniqueConstraint(fields=["introduction", "initiative"], name="initiatives_introduction_answer_once")
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {'ja' if self.yes else 'nee'}"
