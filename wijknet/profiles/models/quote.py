"""What somebody said, word for word, by their own consent and until a day."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from wijknet.areas.models import Scoped, scoped_indexes
from wijknet.privacy.fields import MaskedLine
from wijknet.profiles.models.profile import Profile, ProfileEdition
from wijknet.profiles.querysets import EditionQuoteQuerySet, QuoteQuerySet
from wijknet.ui.dates import today

MAX_QUOTE = 400
MAX_SAID_BY = 100
# So long before the last day a curator is told.
ASK_AGAIN = timedelta(days=45)


class QuotePart(models.TextChoices):
    """Beside which part of the omgevingsfoto it stands: the names of the texts."""

    WHO = "who", "Wie de wijk is"
    BREATHES = "breathes", "Hoe de wijk ademt"
    MAKES = "makes", "Wat de wijk een wijk maakt"


class ConsentHow(models.TextChoices):
    """In what way somebody said yes, the last time that they were asked."""

    SPOKEN = "SPOKEN", "In een gesprek"
    PHONE = "PHONE", "Aan de telefoon"
    MAIL = "MAIL", "Per mail of brief"
    FORM = "FORM", "Op een formulier"


class Quote(Scoped):
    """A quote in the draft. Everybody reads `said_by`; who it was (`given_by`) stays with the curators.

    The consent itself, with the version of its text, is a Consent row about this one.
    """

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="quotes", verbose_name="wijkprofiel")
    part = models.CharField("bij welk deel", max_length=10, choices=QuotePart)
    text = MaskedLine("citaat", max_length=MAX_QUOTE)
    said_by = MaskedLine("wie zegt dit", max_length=MAX_SAID_BY)
    given_by = models.CharField("van wie kreeg je toestemming", max_length=120)
    consent_on = models.DateField("toestemming gegeven op")
    consent_how = models.CharField(
        "hoe kreeg je toestemming",
        max_length=10,
        choices=ConsentHow,
        default=ConsentHow.SPOKEN,
        db_default=ConsentHow.SPOKEN,
    )
    until = models.DateField("toestemming tot en met")

    objects: ClassVar[QuoteQuerySet] = QuoteQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "citaat"
        verbose_name_plural = "citaten"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="profiles_quote_whole",
                condition=~Q(text="") & ~Q(said_by="") & ~Q(given_by=""),
                violation_error_message="Vul het citaat in, wie het zegt en van wie je toestemming kreeg.",
            ),
            models.CheckConstraint(
                name="profiles_quote_dates",
                condition=Q(until__gte=F("consent_on")),
                violation_error_message="De toestemming eindigt voor zij begint.",
            ),
        ]
        indexes = scoped_indexes("profiles_quote", "until")

    def __str__(self) -> str:
        return f"Citaat {self.pk}"

    def shown_on(self, day: date) -> bool:
        return self.until >= day

    @property
    def is_past(self) -> bool:
        """Nobody may read it any more; the job takes it away within a day."""
        return not self.shown_on(today())

    @property
    def ends_soon(self) -> bool:
        """Time to ask again."""
        return self.until < today() + ASK_AGAIN


class EditionQuote(models.Model):
    """A quote as it was published. Like its edition it never changes, but for two things.

    It can become empty: the person took the consent back, was erased, or the day passed; readers see that a quote
    stood there. And it may stay longer: the person was asked again and said yes.
    """

    edition = models.ForeignKey(ProfileEdition, models.PROTECT, related_name="quotes", verbose_name="editie")
    quote = models.ForeignKey(Quote, models.SET_NULL, null=True, related_name="published", verbose_name="citaat")
    part = models.CharField("bij welk deel", max_length=10, choices=QuotePart)
    text = MaskedLine("citaat", max_length=MAX_QUOTE, blank=True)
    said_by = MaskedLine("wie zegt dit", max_length=MAX_SAID_BY, blank=True)
    until = models.DateField("toestemming tot en met")

    objects: ClassVar[EditionQuoteQuerySet] = EditionQuoteQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "citaat in een editie"
        verbose_name_plural = "citaten in edities"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Citaat {self.pk} in editie {self.edition_id}"

    def shown_on(self, day: date) -> bool:
        """Whether the words may be read on this day; else only that they stood there."""
        return bool(self.text) and self.until >= day
