"""A colleague reads what a sender asks before everybody does: on the site, not on the site, or looked at once more."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import mails
from initiatives.models import Initiative, Moderation, Need
from initiatives.services.steps import touch
from wijknet.accounts.models import User
from wijknet.log.services import record, snapshot

State = Need.State
_GONE = {Moderation.WITHDRAWN, Moderation.NOT_PLACED}


def place_need(*, need: Need, by: User) -> Need:
    """Good to read: it stands with the idea and may be offered. Twice is once."""
    return _judge(need, State.PLACED, "", by)


def refuse_need(*, need: Need, reason: str, by: User) -> Need:
    """It stays off the site. Only the sender reads why, on the own page. Twice is once."""
    return _judge(need, State.NOT_PLACED, reason, by)


def look_again(*, need: Need, by: User) -> Need:
    """Undo: back to "we kijken ernaar", off the site until somebody says. What a colleague asked needs no look."""
    with transaction.atomic():
        need = _locked(need)
        if need.by_id is not None:
            raise ValidationError(_("Dit schreef een collega op. Is het niet meer nodig? Kies dan 'Gevonden'."))
        if need.state != State.WAITING:
            _set(need, State.WAITING, "", "reopen", by)
        return need


def _judge(need: Need, state: str, reason: str, by: User) -> Need:
    with transaction.atomic():
        need = _locked(need)
        if need.state == state:
            return need
        if need.state != State.WAITING:
            raise ValidationError(
                _("Een collega keek al: dit is %(state)s. Bekijk wat er nu staat.")
                % {"state": need.get_state_display()}
            )
        if need.found_on is not None:
            raise ValidationError(_("De afzender heeft dit al gevonden. Je hoeft niets meer te doen."))
        if need.initiative.moderation in _GONE:
            raise ValidationError(_("Dit idee is ingetrokken of niet geplaatst."))
        _set(need, state, reason, "place" if state == State.PLACED else "refuse", by)
        mails.need_judged(need.initiative, need)
        return need


def _locked(need: Need) -> Need:
    """The row, with its initiative locked first, as for who withdraws it at the same moment."""
    initiative = Initiative.objects.select_for_update().get(pk=need.initiative_id)
    found: Need | None = Need.objects.select_for_update().filter(pk=need.pk).first()
    if found is None:
        raise ValidationError(_("Deze vraag is er niet meer."))
    found.initiative = initiative
    return found


def _set(need: Need, state: str, reason: str, verb: str, by: User) -> None:
    before = snapshot(need)
    need.state, need.reason = state, reason
    need.validate_constraints()
    need.save()
    record(verb, need, by=by, before=before)
    touch(need.initiative)
    # Pages that were made before show what stood there then.
    Initiative.objects.filter(pk=need.initiative_id).update(updated_at=timezone.now())
