"""Places that were written down twice: what was said about a likely pair, and what a merge did, to take it back."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from actors.models.actor import Actor
from actors.querysets import ActorMergeQuerySet
from wijknet.areas.models import Area

# So long a merge can be taken back; then what it needs for that goes, and only the old address stays.
MERGE_UNDO_DAYS = 30


class NotDuplicate(models.Model):
    """Somebody looked at a likely pair and said: these are two."""

    one = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    other = models.ForeignKey(Actor, models.CASCADE, related_name="+")
    on = models.DateField("gezegd op", default=timezone.localdate)

    class Meta:
        verbose_name = "geen dubbele"
        verbose_name_plural = "geen dubbelen"
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other"],
                name="actors_not_duplicate_once",
                violation_error_message="Van deze twee is dit al gezegd.",
            ),
            models.CheckConstraint(
                name="actors_not_duplicate_of_itself",
                condition=~Q(one=F("other")),
                violation_error_message="Kies twee verschillende plekken.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} {self.other_id}"


class ActorMerge(models.Model):
    """One place went up in another one. Keys instead of links: the one that went is no row any more, and the one
    that stayed may go up in a third."""

    municipality = models.ForeignKey(
        Area, models.PROTECT, related_name="+", limit_choices_to={"level": "GEMEENTE"}, verbose_name="gemeente"
    )
    kept_pk = models.BigIntegerField("sleutel van wie bleef")
    gone_pk = models.BigIntegerField("sleutel van wie opging")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="wie")
    at = models.DateTimeField("wanneer", default=timezone.now)
    undone_at = models.DateTimeField("teruggedraaid op", null=True)
    # What stayed when it was taken back, because it was changed since; words of things, never of people.
    left = models.JSONField("niet teruggedraaid", default=list)

    objects: ClassVar[ActorMergeQuerySet] = ActorMergeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "samenvoeging"
        verbose_name_plural = "samenvoegingen"
        constraints = [
            models.UniqueConstraint(
                fields=["gone_pk"],
                condition=Q(undone_at=None),
                name="actors_merge_gone_once",
                violation_error_message="Deze plek is al samengevoegd.",
            ),
            models.CheckConstraint(
                name="actors_merge_two",
                condition=~Q(kept_pk=F("gone_pk")),
                violation_error_message="Kies twee verschillende plekken.",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "-at"], name="actors_merge_in_gemeente"),
            models.Index(fields=["gone_pk"], name="actors_merge_of"),
            models.Index(fields=["at"], name="actors_merge_term"),
        ]

    def __str__(self) -> str:
        return f"{self.gone_pk} → {self.kept_pk}"

    def get_absolute_url(self) -> str:
        return reverse("actor-merged", args=[self.pk])

    @property
    def may_undo(self) -> bool:
        return self.undone_at is None and timezone.now() < self.at + timedelta(days=MERGE_UNDO_DAYS)


class MergeLine(models.Model):
    """What a merge did to one row: fields from `before` to `after`, or the row gone (`after` is empty)."""

    merge = models.ForeignKey(ActorMerge, models.CASCADE, related_name="lines")
    target_label = models.CharField("soort", max_length=80)
    target_pk = models.BigIntegerField("sleutel")
    before = models.JSONField("hiervoor")
    after = models.JSONField("hierna", null=True)

    class Meta:
        verbose_name = "regel van een samenvoeging"
        verbose_name_plural = "regels van een samenvoeging"
        indexes = [models.Index(fields=["target_label", "target_pk"], name="actors_merge_line_of")]

    def __str__(self) -> str:
        return f"{self.target_label} {self.target_pk}"
