"""Koppelkansen: an idea and something else in the wijk that help each other; and who became a partner by it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from actors.models import Actor
from initiatives.models.events import Event
from initiatives.models.initiatives import Initiative
from initiatives.querysets import MatchQuerySet
from initiatives.scoring import Sort
from wijknet.areas.models import Area, Plan, ResidentGroup, Scoped
from wijknet.privacy.fields import MaskedLine, MaskedText
from wijknet.ui.dates import today

# The column of each sort of other side.
COLUMNS: dict[Sort, str] = {
    Sort.PARTNER: "actor",
    Sort.PLAN: "plan",
    Sort.GROUP: "group",
    Sort.EVENT: "event",
    Sort.IDEA: "other",
}


class MatchState(models.TextChoices):
    PROPOSED = "PROPOSED", "voorstel"
    ACCEPTED = "ACCEPTED", "aangenomen"
    DROPPED = "DROPPED", "past niet"


class Match(Scoped):
    """An idea and one other thing. Proposals come and go with what fits; what somebody judged stays and is never
    proposed again. Of two ideas the older one is `initiative`, so that a pair is there once."""

    State = MatchState

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="matches")
    actor = models.ForeignKey(Actor, models.CASCADE, null=True, blank=True, related_name="matches")
    plan = models.ForeignKey(Plan, models.CASCADE, null=True, blank=True, related_name="matches")
    group = models.ForeignKey(ResidentGroup, models.CASCADE, null=True, blank=True, related_name="matches")
    event = models.ForeignKey(Event, models.CASCADE, null=True, blank=True, related_name="matches")
    other = models.ForeignKey(Initiative, models.CASCADE, null=True, blank=True, related_name="matches_of_newer")
    score = models.PositiveSmallIntegerField("hoe goed het past", default=0)
    # The sentences that stood there when it was judged; words of both may change after it.
    reason = MaskedLine("waarom", max_length=400, blank=True)
    state = models.CharField("stand", max_length=8, choices=MatchState, default=MatchState.PROPOSED)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="door"
    )
    at = models.DateTimeField("beoordeeld", null=True, blank=True)

    objects: ClassVar[MatchQuerySet] = MatchQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "koppelkans"
        verbose_name_plural = "koppelkansen"
        constraints = [
            models.CheckConstraint(
                name="initiatives_match_one_other",
                condition=Q(actor__isnull=False, plan=None, group=None, event=None, other=None)
                | Q(actor=None, plan__isnull=False, group=None, event=None, other=None)
                | Q(actor=None, plan=None, group__isnull=False, event=None, other=None)
                | Q(actor=None, plan=None, group=None, event__isnull=False, other=None)
                | Q(actor=None, plan=None, group=None, event=None, other__isnull=False),
                violation_error_message="Een koppelkans is een initiatief met één ander ding.",
            ),
            models.CheckConstraint(
                name="initiatives_match_order",
                condition=Q(other=None) | Q(initiative__lt=F("other")),
                violation_error_message="Een koppelkans gaat over twee verschillende ideeën.",
            ),
            models.CheckConstraint(
                name="initiatives_match_state",
                condition=Q(state="PROPOSED", at=None) | Q(state__in=["ACCEPTED", "DROPPED"], at__isnull=False),
                violation_error_message="Een koppelkans is een voorstel, of iemand zei ja of nee.",
            ),
            *(
                models.UniqueConstraint(
                    fields=["initiative", column],
                    condition=Q(**{f"{column}__isnull": False}),
                    name=f"initiatives_match_{column}_once",
                    violation_error_message="Deze koppelkans staat er al.",
                )
                for column in COLUMNS.values()
            ),
        ]
        indexes = [
            models.Index(F("area"), F("state"), F("score").desc(), F("id").desc(), name="initiatives_match_best"),
            models.Index(
                F("municipality"), F("state"), F("score").desc(), F("id").desc(), name="initiatives_match_all"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} en {self.sort} {self.target_pk}: {self.get_state_display()}"

    @property
    def sort(self) -> Sort:
        return next(sort for sort, column in COLUMNS.items() if getattr(self, f"{column}_id") is not None)

    @property
    def target_pk(self) -> int:
        found: int = getattr(self, f"{COLUMNS[self.sort]}_id")
        return found

    @property
    def target(self) -> Actor | Plan | ResidentGroup | Event | Initiative:
        found: Actor | Plan | ResidentGroup | Event | Initiative = getattr(self, COLUMNS[self.sort])
        return found

    @property
    def target_name(self) -> str:
        """Of an idea its title, without its number; of all else its name."""
        return self.target.title if isinstance(self.target, Initiative | Event) else self.target.name

    @property
    def is_open(self) -> bool:
        return self.state == MatchState.PROPOSED

    @property
    def is_accepted(self) -> bool:
        return self.state == MatchState.ACCEPTED


class MatchRun(models.Model):
    """When a wijk was last searched for koppelkansen, and a mark of what it held then."""

    area = models.OneToOneField(Area, models.CASCADE, related_name="+")
    mark = models.CharField("kenmerk", max_length=64)
    at = models.DateTimeField("gezocht", default=timezone.now)

    class Meta:
        verbose_name = "zoektocht naar koppelkansen"
        verbose_name_plural = "zoektochten naar koppelkansen"

    def __str__(self) -> str:
        return f"{self.area_id}: {self.at}"


class Partner(models.Model):
    """An organisation or place that joins in an idea. Never a person, never of a sensitive kind."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="partners", db_index=False)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="initiative_partners", verbose_name="wie")
    goal = MaskedText("wat de partner wil bereiken", max_length=500, blank=True)
    contribution = MaskedText("wat de partner bijdraagt", max_length=500, blank=True)
    since = models.DateField("partner sinds", default=today)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="door"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "partner van een initiatief"
        verbose_name_plural = "partners van initiatieven"
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "actor"],
                name="initiatives_partner_once",
                violation_error_message="Deze partner staat er al.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} bij {self.initiative_id}"
