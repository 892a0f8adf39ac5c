"""The draft that a curator writes, and the editions that residents read."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from wijknet.areas.models import Area, Scoped, scoped_indexes
from wijknet.privacy.fields import MaskedLine, MaskedText
from wijknet.profiles.pictured import without_gone
from wijknet.profiles.querysets import EditionQuerySet

# What a profile says, in the order in which it is read. An edition needs the first four.
REQUIRED_TEXTS = ("question", "who", "breathes", "makes")
TEXTS = (*REQUIRED_TEXTS, "developments", "programme")
RICH_TEXTS = TEXTS[1:]
MAX_QUESTION = 300
MAX_SIGNED_NAME = 100


class Profile(Scoped):
    """What a gemeente writes about one wijk. Always a draft: residents read only the editions made from it.

    The question is one plain line; the other texts are rich, as `wijknet.profiles.rich` cleans them.
    """

    area = models.OneToOneField(
        Area, models.PROTECT, related_name="profile", limit_choices_to={"level": "WIJK"}, verbose_name="wijk"
    )
    question = MaskedLine("onze vraag aan deze wijk", max_length=MAX_QUESTION, blank=True)
    who = MaskedText("wie de wijk is", blank=True)
    breathes = MaskedText("hoe de wijk ademt", blank=True)
    makes = MaskedText("wat de wijk een wijk maakt", blank=True)
    developments = MaskedText("wat er verandert", blank=True)
    programme = MaskedText("waar we samen aan werken", blank=True)
    version = models.PositiveIntegerField("versie", default=1)
    updated_at = models.DateTimeField("bewaard op", default=timezone.now)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="bewaard door"
    )

    # The version that a colleague read and agreed with; any save after it asks for a new look.
    read_version = models.PositiveIntegerField("gelezen versie", null=True, editable=False)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name="gelezen door",
    )

    class Meta:
        verbose_name = "wijkprofiel"
        verbose_name_plural = "wijkprofielen"
        indexes = scoped_indexes("profiles_profile", "updated_at")

    def __str__(self) -> str:
        return f"Wijkprofiel van {self.area}"

    @property
    def was_read(self) -> bool:
        """Whether a colleague of the last writer agreed with what stands here now."""
        return self.read_version == self.version

    def texts(self) -> dict[str, str]:
        """The texts by name, as an edition freezes them."""
        return {name: getattr(self, name) for name in TEXTS}


class ProfileEdition(Scoped):
    """What was published: dated, signed, and never changed; triggers in the migration refuse it, also by hand.

    `content` holds the texts by the names of `TEXTS`; `figures` the figures of that day, each with its source
    and year, as `wijknet.profiles.figures.frozen` makes them; `around` what `wijknet.profiles.around` froze of the
    network, channels and plans, or None in editions of before.
    """

    profile = models.ForeignKey(Profile, models.PROTECT, related_name="editions", verbose_name="wijkprofiel")
    number = models.PositiveIntegerField("nummer")
    published_at = models.DateTimeField("gepubliceerd op", default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="gepubliceerd door"
    )
    signed_name = models.CharField("vastgesteld door", max_length=MAX_SIGNED_NAME)
    content = models.JSONField("teksten")
    figures = models.JSONField("cijfers", default=list)
    around = models.JSONField("netwerk, kanalen en plannen", null=True)
    border_year = models.PositiveSmallIntegerField("jaar van de grenzen", null=True)

    objects: ClassVar[EditionQuerySet] = EditionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "editie"
        verbose_name_plural = "edities"
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "number"],
                name="profiles_edition_once",
                violation_error_message="Deze editie bestaat al.",
            ),
            models.CheckConstraint(
                name="profiles_edition_number",
                condition=Q(number__gte=1),
                violation_error_message="De eerste editie heeft nummer 1.",
            ),
        ]
        indexes = scoped_indexes("profiles_edition", "number")

    def __str__(self) -> str:
        return f"Editie {self.number}"

    def shown_content(self) -> dict[str, str]:
        """The texts as people may read them now: pictures that were taken away are told to be gone."""
        content: dict[str, str] = self.content
        if not any("<figure" in text for text in content.values()):
            return content
        gone = set(self.pictures.filter(picture__gone_at__isnull=False).values_list("picture", flat=True))
        return {name: without_gone(text, gone) for name, text in content.items()} if gone else content
