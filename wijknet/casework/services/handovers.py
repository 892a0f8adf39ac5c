"""Hand over what is open to a colleague of the same wijk, and take it back."""

import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from wijknet.access import Function
from wijknet.accounts.models import Assignment, User
from wijknet.areas.models import Area
from wijknet.casework.models import Agreement, Case, Handover, HandoverItem
from wijknet.casework.services.rows import place_of, store
from wijknet.log.services import record, snapshot
from wijknet.tokens.services import claim_key, fulfil
from wijknet.ui import dates


def colleagues_in(area: Area, *, apart_from: User) -> QuerySet[User]:
    """Who is wijkmanager in this wijk today, and can sign in."""
    here = Q(area=area) | Q(area=area.municipality_id)
    working = Assignment.objects.current().filter(here, function=Function.WIJKMANAGER)
    colleagues: QuerySet[User] = User.objects.filter(is_active=True, pk__in=working.values("user"))
    return colleagues.exclude(pk=apart_from.pk).order_by("name", "pk")


def open_agreements(giver: User, area: Area) -> QuerySet[Agreement]:
    """What may change hands: never what came out of a talk that is kept for oneself."""
    rows: QuerySet[Agreement] = Agreement.objects.open().filter(by=giver, area=area, only_me=False)
    return rows.order_by("due", "pk")


def open_cases(giver: User, area: Area) -> QuerySet[Case]:
    rows: QuerySet[Case] = Case.objects.open().filter(by=giver, area=area)
    return rows.order_by("due", "pk")


@transaction.atomic
def hand_over(*, by: User, area: Area, key: uuid.UUID, taker: User, until: date | None = None) -> Handover:
    """Give everything open of mine in this wijk to a colleague; each thing stands in the log."""
    claimed = claim_key(key, purpose="handover", by=by)
    if claimed.target_pk:
        made: Handover = Handover.objects.get(pk=claimed.target_pk)
        return made
    if not colleagues_in(area, apart_from=by).filter(pk=taker.pk).exists():
        raise ValidationError({"taker": "Kies een collega die wijkmanager is in deze wijk."})
    if until is not None and until < dates.today():
        raise ValidationError({"until": "Kies een dag die nog komt."})
    agreements = list(open_agreements(by, area).select_for_update())
    cases = list(open_cases(by, area).select_for_update())
    if not (agreements or cases):
        raise ValidationError("Er staat niets open om over te dragen.")
    handover = Handover(**place_of(area), giver_id=by.pk, taker_id=taker.pk, made_on=dates.today(), until=until)
    store(handover)
    for agreement in agreements:
        _give(agreement, taker.pk, by=by, verb="hand_over")
    for case in cases:
        _give(case, taker.pk, by=by, verb="hand_over")
    HandoverItem.objects.bulk_create(
        [HandoverItem(handover=handover, agreement=agreement) for agreement in agreements]
        + [HandoverItem(handover=handover, case=case) for case in cases]
    )
    record("hand_over", handover, by=by)
    fulfil(claimed, handover)
    return handover


@transaction.atomic
def recall_handover(*, by: User | None, handover: Handover) -> Handover:
    """Take back what is still open with that colleague; nobody as `by` means that the day has passed."""
    current: Handover = Handover.objects.select_for_update().get(pk=handover.pk)
    if current.taken_back_on is not None:
        return current
    before = snapshot(current)
    items = HandoverItem.objects.filter(handover=current)
    with_taker = {"by": current.taker_id}
    agreements = Agreement.objects.open().filter(pk__in=items.values("agreement"), **with_taker)
    for agreement in agreements.select_for_update():
        _give(agreement, current.giver_id, by=by, verb="take_back")
    cases = Case.objects.open().filter(pk__in=items.values("case"), **with_taker)
    for case in cases.select_for_update():
        _give(case, current.giver_id, by=by, verb="take_back")
    current.taken_back_on = dates.today()
    store(current, update_fields=["taken_back_on"])
    record("take_back", current, by=by, before=before)
    return current


def end_handovers() -> int:
    """Job: after the last day everything goes back to who gave it, if they still work there. Returns how many."""
    count = 0
    for handover in Handover.objects.ended(dates.today()).select_related("area", "giver", "taker"):
        if colleagues_in(handover.area, apart_from=handover.taker).filter(pk=handover.giver_id).exists():
            recall_handover(by=None, handover=handover)
            count += 1
    return count


def _give(thing: Agreement | Case, user_id: int, *, by: User | None, verb: str) -> None:
    before = snapshot(thing)
    thing.by_id = user_id
    thing.save(update_fields=["by"])
    record(verb, thing, by=by, before=before)
