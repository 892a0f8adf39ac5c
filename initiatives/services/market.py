"""What an initiative needs, who offers help, and which offer answered which need."""

import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import mails
from initiatives.models import Initiative, Kind, Moderation, Need, Offer
from initiatives.models.market import offer_term
from initiatives.services.steps import touch
from wijknet.accounts.models import User
from wijknet.log.services import record, snapshot
from wijknet.tokens.services import claim_key, fulfil, revoke_links
from wijknet.ui.dates import today

# What a sender asks at a time; a longer list helps nobody to choose.
MOST_NEEDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """What somebody offers, and how to reach them."""

    name: str
    text: str
    email: str = ""
    phone: str = ""
    share: bool = False
    need: Need | None = None


def add_need(*, initiative: Initiative, kind: str, text: str, key: uuid.UUID, by: User | None) -> Need:
    """Write down something that is needed. Sent again it is the same need.

    Without `by` the sender asks it on the own page: it waits until a colleague looked (`place_need`, `refuse_need`).
    """
    with transaction.atomic():
        claimed = claim_key(key, purpose="need", by=by)
        sent: Need | None = Need.objects.filter(pk=claimed.target_pk or 0).first()
        if sent is not None:
            return sent
        # Locked, so that of two the same the second is told so in words.
        locked = Initiative.objects.select_for_update().get(pk=initiative.pk)
        if by is None:
            _check_sender_may_ask(locked)
        state = Need.State.WAITING if by is None else Need.State.PLACED
        need = Need(initiative=locked, kind=kind, text=text, by=by, state=state)
        need.validate_constraints()
        need.save()
        _tell(need)
        record("create", need, by=by)
        fulfil(claimed, need)
        if by is None:
            mails.need_asked(locked, need)
            touch(locked)
        return need


def _check_sender_may_ask(initiative: Initiative) -> None:
    if initiative.kind != Kind.IDEA or initiative.moderation in {Moderation.WITHDRAWN, Moderation.NOT_PLACED}:
        raise ValidationError(_("Dit idee is ingetrokken of niet geplaatst."))
    if Need.objects.standing().filter(initiative=initiative, found_on=None).count() >= MOST_NEEDS:
        raise ValidationError(_("Er staan al 10 vragen open. Zeg eerst wat er gevonden is."))


def set_found(*, need: Need, found: bool, by: User | None) -> Need:
    """It was found and goes off the site; or it is looked for again. Doing it twice is doing it once."""
    with transaction.atomic():
        need = Need.objects.select_for_update().get(pk=need.pk)
        if (need.found_on is not None) != found and need.state != Need.State.NOT_PLACED:
            before = snapshot(need)
            need.found_on = today() if found else None
            need.save()
            _tell(need)
            record("change", need, by=by, before=before)
        return need


def _tell(need: Need) -> None:
    """Pages that were made before show what was looked for then."""
    Initiative.objects.filter(pk=need.initiative_id).update(updated_at=timezone.now())


def offer_help(*, initiative: Initiative, what: Help, key: uuid.UUID) -> Offer:
    """Keep what somebody offers and tell staff; the sender of the idea too when the helper agreed."""
    with transaction.atomic():
        claimed = claim_key(key, purpose="offer")
        sent: Offer | None = Offer.objects.filter(pk=claimed.target_pk or 0).first()
        if sent is not None:
            return sent
        if what.need is not None and not Need.objects.open().filter(pk=what.need.pk, initiative=initiative).exists():
            raise ValidationError({"need": _("Dit wordt niet meer gezocht. Kies iets anders.")})
        names = ("name", "text", "email", "phone", "share", "need")
        offer = Offer(initiative=initiative, **{name: getattr(what, name) for name in names})
        offer.validate_constraints()
        offer.save()
        record("create", offer, by=None)
        mails.help_offered(initiative, offer)
        fulfil(claimed, offer)
        return offer


def settle_offer(*, offer: Offer, need: Need | None, by: User) -> Offer:
    """Somebody called or wrote the helper; with `need` this is the answer to it. The term starts again."""
    with transaction.atomic():
        offer = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
        before = snapshot(offer)
        offer.need, offer.settled_on, offer.forget_on = need, today(), offer_term()
        offer.save()
        record("change", offer, by=by, before=before)
        if need is not None:
            set_found(need=need, found=True, by=by)
        return offer


def reopen_offer(*, offer: Offer, by: User) -> Offer:
    """Undo: the offer waits again, and what it answered is looked for again."""
    with transaction.atomic():
        offer = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
        if offer.settled_on is None:
            return offer
        before = snapshot(offer)
        offer.settled_on = None
        offer.save()
        record("change", offer, by=by, before=before)
        if offer.need is not None:
            set_found(need=offer.need, found=False, by=by)
        return offer


def take_offer_back(*, offer: Offer) -> None:
    """The helper withdraws: the row goes at once, what it answered stays found. Doing it twice is doing it once."""
    with transaction.atomic():
        found = Offer.objects.select_for_update(of=("self",)).filter(pk=offer.pk).first()
        if found is not None:
            record("delete", found, by=None, before=snapshot(found))
            revoke_links(purpose=mails.OFFER, target=found)
            found.delete()
