"""Ask a gemeente contact or a partner by personal link, take in what they answer, and tell it in the wijk."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from actors.models import MunicipalContact
from actors.services import note_approach
from initiatives.services import answer as write_to_sender
from wijknet.access import Function
from wijknet.accounts.models import User
from wijknet.casework.models import Case, CaseAnswer, CaseParty, Step
from wijknet.casework.services.departments import count_department
from wijknet.casework.services.initiative import tell_initiative
from wijknet.casework.services.rows import store
from wijknet.log.services import record, snapshot
from wijknet.mail.services import enqueue
from wijknet.tokens.services import claim_key, fulfil, issue_link, revoke_links
from wijknet.ui import dates
from wijknet.ui.conflict import Conflict

PURPOSE = "case-answer"
LINK_DAYS = 30
NO_EMAIL = "Bij deze partij staat geen e-mailadres. Vul dat eerst in."


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Who gets the question. `instead_of` names who is absent, when this is the deputy; `until` is their last day."""

    name: str
    email: str
    instead_of: str = ""
    until: date | None = None


def addressee_of(party: CaseParty) -> Addressee:
    """The party; or, while a gemeente contact is absent, the deputy who is there and can be mailed."""
    if party.municipal_contact_id is None:
        return Addressee(name=party.desk_name, email=party.email)
    contact = MunicipalContact.objects.select_related("deputy").get(pk=party.municipal_contact_id)
    there = contact.who_is_there
    if there == contact or not there.email:
        return Addressee(name=contact.department, email=party.email)
    same = there.department == contact.department
    return Addressee(
        name=there.department,
        email=there.email,
        instead_of="een collega die er niet is" if same else contact.department,
        until=contact.absent_until,
    )


@transaction.atomic
def ask_answer(*, by: User, party: CaseParty, key: uuid.UUID, question: str, wanted_by: date) -> CaseAnswer:
    """Mail a link to one party. Asked again, only the newest link works; what is still open stays one question."""
    claimed = claim_key(key, purpose="case-ask", by=by)
    if claimed.target_pk:
        made: CaseAnswer = CaseAnswer.objects.get(pk=claimed.target_pk)
        return made
    case: Case = Case.objects.select_for_update().get(pk=party.case_id)
    if not case.is_open:
        raise ValidationError("Deze verbinding is afgerond. Heropen haar eerst.")
    if not party.email:
        raise ValidationError(NO_EMAIL)
    waiting: CaseAnswer | None = CaseAnswer.objects.waiting().filter(party=party).first()
    before = snapshot(waiting) if waiting else None
    asked = waiting or CaseAnswer(case=case, party=party)
    to = addressee_of(party)
    asked.asked_of, asked.question = to.name[:200], question.strip()
    asked.asked_by, asked.asked_at = by, timezone.now()
    asked.wanted_by, asked.expires_at = wanted_by, timezone.now() + timedelta(days=LINK_DAYS)
    store(asked)
    if party.actor is not None:
        # Each question counts, the repeated one too: it is one more mail that somebody there has to answer.
        note_approach(actor=party.actor, by=by, area=case.area, why="vraag om een antwoord")
    record("ask", asked, by=by, before=before)
    instead = f", vervangt {to.instead_of}" if to.instead_of else ""
    store(Step(case=case, role=case.role, what=f"Antwoord gevraagd aan {asked.asked_of}{instead}"[:300], by_id=by.pk))
    _move(case, turn=Case.Turn.SYSTEM, due=wanted_by, following=f"Antwoord van {asked.asked_of}", by=by)
    revoke_links(purpose=PURPOSE, target=asked)
    _mail(asked, to=to.email, key=claimed.key)
    fulfil(claimed, asked)
    return asked


@transaction.atomic
def answer_question(*, asked: CaseAnswer, key: uuid.UUID, text: str, refers_to: str) -> CaseAnswer:
    """Keep what came back by the link, once; now we have to move. The caller opened the link, so nobody of ours."""
    claimed = claim_key(key, purpose=PURPOSE)
    case: Case = Case.objects.select_for_update().get(pk=asked.case_id)
    current: CaseAnswer = CaseAnswer.objects.select_for_update().get(pk=asked.pk)
    if current.at is not None:
        return current
    if current.withdrawn_at is not None or not case.is_open:
        raise ValidationError("Deze vraag is ingetrokken of al afgerond.")
    before = snapshot(current)
    current.text, current.refers_to = text.strip(), refers_to.strip()
    current.at = timezone.now()
    current.version += 1
    store(current)
    record("answer", current, by=None, before=before)
    if current.text:
        what, following = f"Antwoord van {current.asked_of}", f"Vertel in de wijk het antwoord van {current.asked_of}"
        if current.party.municipal_contact_id:
            count_department(theme_id=case.theme_id, department=current.asked_of, kind="answered")
    else:
        what = f"{current.asked_of} noemt wie het weet: {current.refers_to}"
        following = f"Vraag het aan {current.refers_to}"
    store(Step(case=case, role=case.role, what=what[:300], by_id=current.asked_by_id, answer=current))
    _move(case, turn=Case.Turn.ME, due=_soon(), following=following, by=None)
    _tell_asker(current)
    fulfil(claimed, current)
    return current


@transaction.atomic
def withdraw_question(*, by: User, asked: CaseAnswer) -> CaseAnswer:
    """The link stops working. Pressed twice is once; what was answered stays."""
    case: Case = Case.objects.select_for_update().get(pk=asked.case_id)
    current: CaseAnswer = CaseAnswer.objects.select_for_update().get(pk=asked.pk)
    if not current.is_waiting:
        return current
    before = snapshot(current)
    revoke_links(purpose=PURPOSE, target=current)
    current.withdrawn_at = timezone.now()
    store(current)
    record("withdraw", current, by=by, before=before)
    if case.is_open:
        store(Step(case=case, role=case.role, what=f"Vraag aan {current.asked_of} ingetrokken", by_id=by.pk))
        _move(case, turn=Case.Turn.ME, due=_soon(), following="Kies de volgende stap", by=by)
    return current


@transaction.atomic
def write_plain(
    *, by: User, asked: CaseAnswer, key: uuid.UUID, version: int, plain_text: str, tell: bool = False
) -> CaseAnswer:
    """Write the answer in plain words beside the one that was given; `tell` sends those words to the sender."""
    claimed = claim_key(key, purpose="case-answer-plain", by=by)
    current: CaseAnswer = CaseAnswer.objects.select_for_update().get(pk=asked.pk)
    if claimed.target_pk:
        return current
    if current.version != version:
        raise Conflict(current, {"plain_text": plain_text})
    before = snapshot(current)
    current.plain_text, current.written_by = plain_text.strip(), by
    current.version += 1
    initiative = current.case.initiative
    if tell and initiative is not None:
        # The message has a key of its own, which follows from ours: the second click finds the same message.
        message_key = uuid.uuid5(claimed.key, "message")
        write_to_sender(initiative=initiative, text=current.plain_text, request_key=message_key, by=by)
        current.told_at = timezone.now()
    store(current)
    record("change", current, by=by, before=before)
    fulfil(claimed, current)
    return current


def _move(case: Case, *, turn: str, due: date, following: str, by: User | None) -> None:
    """Put who has to move now, and tell the sender of the initiative."""
    before = snapshot(case)
    case.turn, case.due, case.next_step = turn, due, following[:300]
    case.version += 1
    store(case)
    tell_initiative(case, by=by)
    record("step", case, by=by, before=before)


def _soon() -> date:
    """Close enough to stand under Vandaag at once, and not late tomorrow in the eyes of the sender."""
    return dates.add_working_days(dates.today(), 1)


def _tell_asker(answered: CaseAnswer) -> None:
    """Say once that something came in, and where; not what, nor from whom. Who left the wijk is not told."""
    asker, case = answered.asked_by, answered.case
    if not asker.is_active or not asker.works_in(case.area_id, case.municipality_id, Function.WIJKMANAGER):
        return
    context = {"url": f"{settings.SITE_URL}{answered.get_absolute_url()}", "subject": "Er is een antwoord voor je"}
    enqueue(
        key=f"answer-arrived-{answered.pk}",
        to=asker.email,
        subject=context["subject"],
        text=render_to_string("mail/case_answered.txt", context),
        html=render_to_string("mail/case_answered.html", context),
    )


def _mail(asked: CaseAnswer, *, to: str, key: uuid.UUID) -> None:
    """The mail holds a link, never the question: whoever reads over a shoulder learns nothing."""
    token = issue_link(purpose=PURPOSE, target=asked, expires_at=asked.expires_at)
    subject = f"Vraag van de wijkmanager van {asked.case.area.name}"
    context = {
        "asked": asked,
        "area": asked.case.area,
        "subject": subject,
        "url": settings.SITE_URL + reverse("case-answer", args=[token]),
    }
    enqueue(
        key=f"case-answer-{key}",
        to=to,
        subject=subject,
        text=render_to_string("mail/case_answer.txt", context),
        html=render_to_string("mail/case_answer.html", context),
    )
