"""Koppelkansen: search for them, say yes or no, and take that back. What a yes makes is made here too."""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Max, Sum
from django.utils import timezone

from actors.models import Actor, Alliance, AlliancePartner
from initiatives.matching import Found, search
from initiatives.models import (
    COLUMNS,
    Event,
    EventInitiative,
    Initiative,
    Introduction,
    Match,
    MatchRun,
    MatchState,
    Moderation,
    Partner,
    Phase,
)
from initiatives.scoring import Sort
from initiatives.services.links import forget_link, judge_link
from initiatives.services.meetings import ask_to_meet
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Plan, ResidentGroup
from wijknet.log.services import record, snapshot
from wijknet.ui.conflict import Conflict
from wijknet.ui.dates import day, local_date, today

Key = tuple[int, Sort, int]
_CLOSED = (Moderation.NOT_PLACED, Moderation.WITHDRAWN)
_ENDED = (Phase.SUCCEEDED, Phase.STOPPED)


def find_matches() -> int:
    """A job: search each wijk where something changed since the last time. Returns how many were searched."""
    wijken = Area.objects.wijken().filter(pk__in=Initiative.objects.values("area")).order_by("pk")
    return sum(search_again(wijk) for wijk in wijken)


def search_again(area: Area, *, anyway: bool = False) -> bool:
    """Search one wijk, when it changed. What was judged stays as it is; what no longer fits goes."""
    mark = mark_of(area)
    with transaction.atomic():
        MatchRun.objects.get_or_create(area=area, defaults={"mark": ""})
        run = MatchRun.objects.select_for_update().get(area=area)
        if run.mark == mark and not anyway:
            return False
        store(area, search(area, today=today()))
        run.mark, run.at = mark, timezone.now()
        run.save()
    return True


def search_wijk(area_pk: int) -> None:
    """The same as work for the background, because a colleague asked for it."""
    search_again(Area.objects.get(pk=area_pk), anyway=True)


def mark_of(area: Area) -> str:
    """Changes when anything that is weighed in this wijk does, and with the day."""
    last = {"rows": Count("pk"), "last": Max("updated_at")}
    whole = {"rows": Count("pk"), "changes": Sum("version")}
    parts = AlliancePartner.objects.filter(alliance__area=area)
    facts = [
        today(),
        Initiative.objects.filter(area=area).aggregate(**last),
        Event.objects.filter(area=area).aggregate(**last),
        Plan.objects.for_area(area).aggregate(**whole),
        Actor.objects.in_area(area).aggregate(**whole),
        Alliance.objects.filter(area=area).aggregate(**whole, parts=Count("partners")),
        list(parts.order_by("pk").values_list("pk", "wants", "offers")),
        ResidentGroup.objects.filter(area=area).aggregate(**whole),
    ]
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def store(area: Area, found: list[Found]) -> None:
    """Keep what was found. A pair that is known in another way is no proposal."""
    rows: dict[Key, Match] = {
        (row.initiative_id, row.sort, row.target_pk): row for row in Match.objects.filter(area=area)
    }
    judged, known = links_of(area), known_pairs(area)
    new, changed, still = [], [], set()
    for pair in found:
        key = (pair.idea, pair.sort, pair.other)
        still.add(key)
        row = rows.get(key)
        if row is None and key not in known:
            made = Match(
                municipality_id=area.municipality_id or area.pk,
                area=area,
                initiative_id=pair.idea,
                score=pair.score,
                reason=pair.reason,
                **{f"{COLUMNS[pair.sort]}_id": pair.other},
            )
            if key in judged:
                made.state, made.by_id, made.at = judged[key]
            new.append(made)
        elif row is not None and row.is_open and (row.score, row.reason) != (pair.score, pair.reason):
            row.score, row.reason = pair.score, pair.reason
            changed.append(row)
    gone = [row.pk for key, row in rows.items() if row.is_open and (key not in still or key in known)]
    Match.objects.filter(pk__in=gone, state=MatchState.PROPOSED).delete()
    Match.objects.bulk_update(changed, ["score", "reason"], batch_size=500)
    Match.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)


def links_of(area: Area) -> dict[Key, tuple[str, int | None, Any]]:
    """How pairs with an event were judged on the page of either."""
    links = EventInitiative.objects.filter(initiative__area=area)
    states = {EventInitiative.State.LINKED: MatchState.ACCEPTED, EventInitiative.State.DROPPED: MatchState.DROPPED}
    return {
        (link.initiative_id, Sort.EVENT, link.event_id): (
            states[EventInitiative.State(link.state)],
            link.by_id,
            link.at,
        )
        for link in links
    }


def known_pairs(area: Area) -> set[Key]:
    """Ideas whose senders were asked to meet, and partners that an idea has already."""
    met = Introduction.objects.filter(first__area=area).values_list("first", "second")
    partners = Partner.objects.filter(initiative__area=area).values_list("initiative", "actor")
    return {(one, Sort.IDEA, other) for one, other in met} | {(one, Sort.PARTNER, other) for one, other in partners}


@transaction.atomic
def judge_match(*, match: Match, accepted: bool, by: User) -> Match:
    """Yes makes what belongs to it: a partner, a link, or a question to both senders. No is remembered.

    The same answer again changes nothing; when a colleague was first, that is told.
    """
    current = locked(match)
    state = MatchState.ACCEPTED if accepted else MatchState.DROPPED
    if not current.is_open:
        if current.state == state and current.by_id == by.pk:
            return current
        raise ValidationError(already_said(current))
    if accepted:
        refuse_ended(current)
    before = snapshot(current)
    current.state, current.by_id, current.at = state, by.pk, timezone.now()
    current.save(update_fields=["state", "by", "at"])
    record("change", current, by=by, before=before)
    if current.event is not None:
        judge_link(
            event=current.event, initiative=current.initiative, linked=accepted, reason=current.reason[:300], by=by
        )
    elif accepted and current.actor is not None:
        make_partner(current, current.actor, by=by)
    elif accepted and current.other is not None:
        ask_to_meet(initiative=current.initiative, other=current.other, by=by)
    return current


@transaction.atomic
def reopen_match(*, match: Match, by: User) -> Match:
    """Undo: it is a proposal again, and what the yes made goes, as long as nobody built on it."""
    current = locked(match)
    if current.is_open:
        return current
    if current.is_accepted and current.actor is not None:
        for partner in Partner.objects.filter(initiative=current.initiative, actor=current.actor):
            record("delete", partner, by=by, before=snapshot(partner))
            partner.delete()
    if current.is_accepted and current.other is not None:
        for asked in Introduction.objects.of(current.initiative).filter(second=current.other):
            if asked.answers.exists():
                raise ValidationError("Een buur gaf al antwoord. Dit draai je niet meer terug.")
            record("delete", asked, by=by, before=snapshot(asked))
            asked.delete()
    before = snapshot(current)
    current.state, current.by, current.at = MatchState.PROPOSED, None, None
    current.save(update_fields=["state", "by", "at"])
    record("change", current, by=by, before=before)
    if current.event is not None:
        forget_link(event=current.event, initiative=current.initiative, by=by)
    return current


def locked(match: Match) -> Match:
    """The row as it stands now, with its sides; nobody else judges it meanwhile."""
    Match.objects.select_for_update().get(pk=match.pk)
    found: Match = Match.objects.with_sides().get(pk=match.pk)
    return found


def already_said(match: Match) -> str:
    """Who judged it, what they said and when, and what to do."""
    who = str(match.by) if match.by else "Een collega"
    on = day(local_date(match.at)) if match.at else ""
    said = "nam deze koppelkans al aan" if match.is_accepted else "zei al dat dit niet past"
    return f"{who} {said} ({on}). Draai dat eerst terug als je het anders wilt."


def refuse_ended(match: Match) -> None:
    """What stopped, was taken back or is no longer there is not joined to anything."""
    for idea in filter(None, (match.initiative, match.other)):
        if idea.moderation in _CLOSED or idea.phase in _ENDED:
            raise ValidationError(f"“{idea.title}” is gestopt of klaar. Koppelen kan niet meer.")
    if match.actor is not None and (match.actor.archived_on or match.actor.kind.sensitive):
        raise ValidationError("Deze plek kan geen partner worden.")
    if match.event is not None and match.event.cancelled_on:
        raise ValidationError("Deze bijeenkomst gaat niet door. Koppelen kan niet meer.")


def make_partner(match: Match, actor: Actor, *, by: User) -> Partner:
    """With what it wants and offers to begin with; both can be changed for this idea."""
    parts = AlliancePartner.objects.filter(actor=actor, alliance__area=match.area_id, alliance__archived_on=None)
    wants = [actor.wants, *(part.wants for part in parts)]
    offers = [actor.offers, *(part.offers for part in parts)]
    partner, is_new = Partner.objects.get_or_create(
        initiative=match.initiative,
        actor=actor,
        defaults={
            "goal": "\n".join(filter(None, wants))[:500],
            "contribution": "\n".join(filter(None, offers))[:500],
            "by_id": by.pk,
        },
    )
    if is_new:
        record("create", partner, by=by)
    return partner


@transaction.atomic
def change_partner(*, partner: Partner, goal: str, contribution: str, version: int, by: User) -> Partner:
    current: Partner = Partner.objects.select_for_update(of=("self",)).get(pk=partner.pk)
    if current.version != version:
        raise Conflict(current, {"goal": goal, "contribution": contribution})
    before = snapshot(current)
    current.goal, current.contribution = goal.strip(), contribution.strip()
    current.version += 1
    current.save(update_fields=["goal", "contribution", "version"])
    record("change", current, by=by, before=before)
    return current


@transaction.atomic
def remove_partner(*, partner: Partner, by: User) -> None:
    """The partner stops. What we said of the koppelkans goes back to a proposal, so that it can be judged anew."""
    match = Match.objects.filter(initiative=partner.initiative, actor=partner.actor).accepted().first()
    if match is not None:
        reopen_match(match=match, by=by)
        return
    record("delete", partner, by=by, before=snapshot(partner))
    partner.delete()
