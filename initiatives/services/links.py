"""Say whether an event and an initiative belong together, and take that back."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from initiatives.models import Event, EventInitiative, Initiative, Match, MatchState
from wijknet.accounts.models import User
from wijknet.log.services import record, snapshot

State = EventInitiative.State


@transaction.atomic
def judge_link(*, event: Event, initiative: Initiative, linked: bool, reason: str, by: User) -> EventInitiative:
    """They belong together or not; said again it is the same, said otherwise it changes. Never proposed again."""
    if event.area_id != initiative.area_id:
        raise ValidationError("Dit kan alleen met een initiatief uit dezelfde wijk.")
    state = State.LINKED if linked else State.DROPPED
    link, is_new = EventInitiative.objects.select_for_update().get_or_create(
        event=event, initiative=initiative, defaults={"state": state, "reason": reason, "by_id": by.pk}
    )
    if is_new:
        record("create", link, by=by)
    elif link.state == state:
        return link
    else:
        before = snapshot(link)
        link.state, link.by_id, link.at = state, by.pk, timezone.now()
        link.save()
        record("change", link, by=by, before=before)
    said = MatchState.ACCEPTED if linked else MatchState.DROPPED
    _both_changed(link, state=said, by=by.pk, at=link.at)
    return link


@transaction.atomic
def forget_link(*, event: Event, initiative: Initiative, by: User) -> None:
    """Undo: it is a proposal again, as long as they fit."""
    link = EventInitiative.objects.select_for_update().filter(event=event, initiative=initiative).first()
    if link is None:
        return
    record("delete", link, by=by, before=snapshot(link))
    _both_changed(link, state=MatchState.PROPOSED, by=None, at=None)
    link.delete()


def _both_changed(link: EventInitiative, **judged: Any) -> None:
    """Public pages of both are kept until one of these moves on. The koppelkans of this pair follows what was said."""
    now = timezone.now()
    Match.objects.filter(event=link.event_id, initiative=link.initiative_id).update(**judged)
    Event.objects.filter(pk=link.event_id).update(updated_at=now)
    Initiative.objects.filter(pk=link.initiative_id).update(updated_at=now)
