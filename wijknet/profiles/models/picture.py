"""A picture for the text of a profile, and the editions that show it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from wijknet.areas.models import Scoped, scoped_indexes
from wijknet.privacy.fields import MaskedLine
from wijknet.profiles.models.profile import Profile, ProfileEdition
from wijknet.profiles.querysets import PictureQuerySet
from wijknet.ui.dates import today

MAX_ALT = 150
MAX_CAPTION = 200
MAX_CREDIT = 80
MAX_WHY = 200


class ProfilePicture(Scoped):
    """One picture of one profile; the bytes lie in `wijknet.files` with this row as their owner.

    What is said about it is written into the text when that is saved, and so is frozen with an edition.
    """

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="pictures", verbose_name="wijkprofiel")
    alt = MaskedLine("wat er op de foto staat", max_length=MAX_ALT)
    caption = MaskedLine("bijschrift", max_length=MAX_CAPTION, blank=True)
    credit = MaskedLine("wie de foto maakte", max_length=MAX_CREDIT, blank=True)
    width = models.PositiveSmallIntegerField("breedte in beeldpunten")
    height = models.PositiveSmallIntegerField("hoogte in beeldpunten")
    added_at = models.DateTimeField("toegevoegd", auto_now_add=True)
    # The day from which the draft does not show it; None while it does.
    unused_since = models.DateField("niet in de tekst sinds", null=True, default=today)
    # Somebody on it objected: bytes and words are gone, editions say that there was a picture. Why is for staff.
    gone_at = models.DateTimeField("overal weggehaald op", null=True, editable=False)
    gone_why = MaskedLine("waarom weggehaald", max_length=MAX_WHY, blank=True, default="", db_default="")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name="toegevoegd door",
    )

    # Of rows that were read `with_published`.
    is_published: bool

    objects: ClassVar[PictureQuerySet] = PictureQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "foto bij een wijkprofiel"
        verbose_name_plural = "foto's bij wijkprofielen"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="profiles_picture_is_described",
                condition=~Q(alt=""),
                violation_error_message="Vertel in een paar woorden wat er op de foto staat.",
            ),
        ]
        indexes = scoped_indexes("profiles_picture", "added_at")

    def __str__(self) -> str:
        return f"Foto {self.pk}"


class EditionPicture(models.Model):
    """That an edition shows a picture. It keeps the picture: an edition never changes, so neither may what it shows."""

    edition = models.ForeignKey(ProfileEdition, models.PROTECT, related_name="pictures", verbose_name="editie")
    picture = models.ForeignKey(ProfilePicture, models.PROTECT, related_name="published", verbose_name="foto")

    class Meta:
        verbose_name = "foto in een editie"
        verbose_name_plural = "foto's in edities"
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "picture"],
                name="profiles_edition_picture_once",
                violation_error_message="Deze foto staat al in deze editie.",
            ),
        ]

    def __str__(self) -> str:
        return f"Foto {self.picture_id} in editie {self.edition_id}"
