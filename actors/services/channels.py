"""Channels: add, change, put away; and the buddies who help, for as long as they want."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NotRequired, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actors.models import Actor, Buddy, Channel
from actors.services.people import NO_PERSONS_HERE
from actors.services.scope import gemeente_of
from wijknet.access import Viewer
from wijknet.areas.models import Area, ResidentGroup
from wijknet.log.services import record, snapshot
from wijknet.tokens.services import claim_key, fulfil
from wijknet.ui.conflict import Conflict
from wijknet.ui.dates import today
from wijknet.ui.text import search_words, sort_key

# Longer than this one asks again; consent that nobody remembers is no consent.
LONGEST_CONSENT = 2 * 366


class ChannelFacts(TypedDict):
    area: Area
    name: str
    kind: str
    owner: Actor | None
    how: str
    deadline: str
    website: str


class BuddyFacts(TypedDict):
    name: str
    helps: str
    phone: str
    email: str
    consent_text: str
    consent_on: date
    retain_until: date
    public: NotRequired[bool]


@transaction.atomic
def add_channel(
    *, by: Viewer, groups: Iterable[ResidentGroup] = (), key: UUID | None = None, **facts: Unpack[ChannelFacts]
) -> Channel:
    form_key = claim_key(key, purpose="channel", by=by) if key else None
    if form_key and form_key.target_pk:
        return Channel.objects.get(pk=form_key.target_pk)
    channel = Channel(**facts)
    _save(channel, list(groups))
    record("create", channel, by=by)
    if form_key:
        fulfil(form_key, channel)
    return channel


@transaction.atomic
def change_channel(
    *,
    channel: Channel,
    by: Viewer,
    version: int,
    groups: Iterable[ResidentGroup] = (),
    **facts: Unpack[ChannelFacts],
) -> Channel:
    """Change what is given; `Conflict` when someone changed it after `version`."""
    current: Channel = Channel.objects.select_for_update(of=("self",)).get(pk=channel.pk)
    mine: dict[str, Any] = {**facts, "groups": list(groups)}
    if current.version != version:
        raise Conflict(current, mine)
    before = snapshot(current)
    for field, value in facts.items():
        setattr(current, field, value)
    current.version += 1
    _save(current, mine["groups"])
    record("change", current, by=by, before=before)
    return current


@transaction.atomic
def set_channel_archived(*, channel: Channel, by: Viewer, archived: bool) -> Channel:
    """Put away, or take back. Twice the same is once."""
    current: Channel = Channel.objects.select_for_update().get(pk=channel.pk)
    if (current.archived_on is not None) == archived:
        return current
    before = snapshot(current)
    current.archived_on = today() if archived else None
    current.version += 1
    current.save(update_fields=["archived_on", "version"])
    record("archive" if archived else "restore", current, by=by, before=before)
    return current


@transaction.atomic
def add_buddy(*, by: Viewer, channel: Channel, key: UUID | None = None, **facts: Unpack[BuddyFacts]) -> Buddy:
    """Someone who agreed to help, in their own words and until a day."""
    form_key = claim_key(key, purpose="buddy", by=by) if key else None
    if form_key and form_key.target_pk:
        found: Buddy | None = Buddy.objects.filter(pk=form_key.target_pk).first()
        if found:
            return found
    if channel.owner and channel.owner.kind.sensitive:
        raise ValidationError(_(NO_PERSONS_HERE), code="sensitive")
    if facts["consent_on"] > today():
        raise ValidationError({"consent_on": _("Deze dag moet nog komen.")}, code="consent_on")
    if not 0 <= (facts["retain_until"] - facts["consent_on"]).days <= LONGEST_CONSENT:
        message = _("Kies een dag na de toestemming, hoogstens twee jaar later.")
        raise ValidationError({"retain_until": message}, code="retain_until")
    buddy: Buddy = Buddy.objects.create(channel=channel, **facts)
    record("create", buddy, by=by)
    if form_key:
        fulfil(form_key, buddy)
    return buddy


@transaction.atomic
def erase_buddy(*, buddy: Buddy, by: Viewer) -> None:
    """They stop, or take back their consent: nothing of them stays."""
    record("erase", buddy, by=by)
    buddy.delete()


def _save(channel: Channel, groups: list[ResidentGroup]) -> None:
    channel.municipality_id = gemeente_of(channel.area)
    if any(group.area_id != channel.area_id for group in groups):
        raise ValidationError({"groups": _("Kies groepen van dezelfde wijk.")}, code="groups")
    owner = channel.owner
    if owner and owner.municipality_id != channel.municipality_id:
        raise ValidationError({"owner": _("Kies een organisatie in dezelfde gemeente.")}, code="owner")
    if owner and owner.kind.sensitive and channel.pk and channel.buddies.exists():
        raise ValidationError({"owner": _(NO_PERSONS_HERE)}, code="sensitive")
    channel.sort_name = sort_key(channel.name) or "-"
    channel.search_text = search_words(channel.name, channel.get_kind_display(), str(owner or ""), channel.how)
    channel.save()
    channel.groups.set(groups)
