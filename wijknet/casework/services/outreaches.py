"""Keep a trusted circle as a plan, tick who was asked, and put the plan away."""

import uuid
from collections.abc import Iterable

from django.db import transaction

from actors.models import Actor, InformalNetwork
from actors.services import note_approach
from wijknet.accounts.models import User
from wijknet.areas.models import Area, ResidentGroup
from wijknet.casework.models import Outreach, OutreachMember
from wijknet.casework.services.rows import columns_of, place_of, store
from wijknet.log.services import record, snapshot
from wijknet.tokens.services import claim_key, fulfil
from wijknet.ui import dates


@transaction.atomic
def keep_circle(
    *,
    by: User,
    area: Area,
    key: uuid.UUID,
    title: str,
    groups: Iterable[ResidentGroup],
    members: Iterable[Actor | InformalNetwork],
) -> Outreach:
    """Write the plan down with its groups and members."""
    claimed = claim_key(key, purpose="outreach", by=by)
    if claimed.target_pk:
        made: Outreach = Outreach.objects.get(pk=claimed.target_pk)
        return made
    outreach = Outreach(**place_of(area), title=title.strip(), by=by)
    store(outreach)
    outreach.groups.set(groups)
    OutreachMember.objects.bulk_create(OutreachMember(outreach=outreach, **columns_of(side)) for side in members)
    record("create", outreach, by=by)
    fulfil(claimed, outreach)
    return outreach


@transaction.atomic
def tick_asked(*, by: User, member: OutreachMember) -> OutreachMember:
    """Asked today; counts for "te vaak gevraagd". Twice at once is asked once."""
    fresh = OutreachMember.objects.filter(pk=member.pk, asked_on=None).update(asked_on=dates.today())
    if fresh:
        if member.actor is not None:
            note_approach(actor=member.actor, by=by, area=member.outreach.area, why="nieuws via de wijk")
        record("ask", member.outreach, by=by)
    member.refresh_from_db(fields=["asked_on"])
    return member


@transaction.atomic
def archive_outreach(*, by: User, outreach: Outreach, away: bool = True) -> Outreach:
    """Put it away, or take it back; what is so already stays so."""
    if (outreach.archived_on is not None) != away:
        before = snapshot(outreach)
        outreach.archived_on = dates.today() if away else None
        store(outreach, update_fields=["archived_on"])
        record("archive" if away else "restore", outreach, by=by, before=before)
    return outreach
