"""Other words for an idea: the wijkmanager proposes, the sender says yes or no."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from initiatives import mails
from initiatives.models import Initiative, Message, Sender, TextProposal, WaitingOn
from initiatives.services.alike import write_terms
from initiatives.services.progress import place_turn
from initiatives.services.steps import touch
from wijknet.accounts.models import User
from wijknet.log.services import record, snapshot
from wijknet.ui.conflict import Conflict
from wijknet.ui.dates import add_working_days, today

TEXTS = ("title", "story", "place_text")
# Working days that the sender gets to look, and that we get after their answer.
LOOK_DAYS = 10
ANSWER_DAYS = 5
Answer = TextProposal.Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class NewText:
    """How it would read, and why."""

    title: str
    story: str
    place_text: str
    why: str


def propose_text(*, initiative: Initiative, version: int, text: NewText, by: User) -> TextProposal:
    """Ask the sender whether these words are right. The same words asked twice are one question."""
    values = {name: getattr(text, name) for name in TEXTS}
    with transaction.atomic():
        found: Initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
        if found.version != version:
            raise Conflict(found, values)
        if all(getattr(found, name) == value for name, value in values.items()):
            raise ValidationError("De tekst is hetzelfde gebleven. Verander iets, of ga terug.")
        current: TextProposal | None = TextProposal.objects.filter(initiative=found).open().first()
        if current is not None and all(getattr(current, name) == value for name, value in values.items()):
            return current
        TextProposal.objects.filter(initiative=found).withdraw()
        made: TextProposal = TextProposal.objects.create(initiative=found, why=text.why, by_id=by.pk, **values)
        record("create", made, by=by)
        _give_turn(found, WaitingOn.SENDER, LOOK_DAYS, "Kijk of de nieuwe tekst goed is.", by)
        mails.text_proposed(found, made)
        return made


def take_proposal_back(*, initiative: Initiative, by: User) -> bool:
    """The wijkmanager does not ask it any more; False when the sender was first."""
    with transaction.atomic():
        found: Initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
        if not TextProposal.objects.filter(initiative=found).withdraw():
            return False
        _give_turn(found, WaitingOn.WIJKMANAGER, ANSWER_DAYS, "We lezen je idee en antwoorden.", by)
        return True


def answer_proposal(
    *, proposal: TextProposal, agreed: bool, remark: str = "", by: User | None = None
) -> TextProposal | None:
    """What the sender says of the words; `by` is the colleague who heard it. None: it was answered or taken back.

    After a yes the idea reads as proposed. After a no it stays as it was, and the reason stands among the messages.
    """
    with transaction.atomic():
        initiative: Initiative = Initiative.objects.select_for_update().get(pk=proposal.initiative_id)
        found: TextProposal | None = TextProposal.objects.select_for_update().open().filter(pk=proposal.pk).first()
        if found is None:
            return None
        found.answer = Answer.AGREED if agreed else Answer.REFUSED
        found.answered_at, found.heard_by = timezone.now(), by
        found.save(update_fields=["answer", "answered_at", "heard_by"])
        if agreed:
            before = snapshot(initiative)
            for name in TEXTS:
                setattr(initiative, name, getattr(found, name))
            initiative.version += 1
            initiative.save()
            record("change", initiative, by=by, before=before)
            write_terms(initiative)
        elif remark:
            told = Message.objects.create(initiative=initiative, sender=Sender.SENDER, text=remark)
            initiative.unanswered_since = initiative.unanswered_since or told.at
        what = "We gaan verder met je tekst." if agreed else "We lezen wat je schreef en antwoorden."
        _give_turn(initiative, WaitingOn.WIJKMANAGER, ANSWER_DAYS, what, by)
        if by is None:
            mails.proposal_answered(initiative, found)
        return found


def _give_turn(initiative: Initiative, who: str, days: int, what: str, by: User | None) -> None:
    before: dict[str, Any] = snapshot(initiative)
    place_turn(initiative, waiting_on=who, until=add_working_days(today(), days), text=what)
    initiative.save()
    record("change", initiative, by=by, before=before)
    touch(initiative)
