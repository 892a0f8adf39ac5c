"""What the wijkmanager does with what came in."""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction

from initiatives import mails
from initiatives.models import (
    Initiative,
    Kind,
    Message,
    Moderation,
    Review,
    Sender,
    Submission,
    TextProposal,
    WaitingOn,
)
from initiatives.services.alike import write_terms
from initiatives.services.progress import place_turn
from initiatives.services.steps import touch
from wijknet.accounts.models import User
from wijknet.areas.models import MunicipalitySettings, Theme
from wijknet.log.services import record, snapshot
from wijknet.tokens.services import claim_key, fulfil, issue_link, revoke_links
from wijknet.ui.conflict import Conflict
from wijknet.ui.dates import today

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[a-z]{2,}", re.IGNORECASE)
_PHONE = re.compile(r"(?<!\d)(?:\+31|0031|0)[\s-]?(?:\(0\)[\s-]?)?[1-9](?:[\s-]?\d){8}(?!\d)")


def holds_contact_data(text: str) -> bool:
    """Whether a text names an e-mail address or a telephone number."""
    return bool(_EMAIL.search(text) or _PHONE.search(text))


def look_at(*, initiative: Initiative, by: User) -> Initiative:
    """Tell the sender that somebody looks at it."""
    with transaction.atomic():
        initiative = _moderate(initiative, Moderation.RECEIVED)
        before = snapshot(initiative)
        initiative.moderation = Moderation.LOOKING
        initiative.looking_on = initiative.moderated_on = today()
        return _save(initiative, before, by)


class PlacingWords(TypedDict):
    """The fields of `Placing`, as `publish` takes them."""

    word: str
    waiting_on: str
    until: date | None
    waiting_text: str
    spoken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """The word to the sender and whose turn it is then. `spoken`: a colleague asked the sender in person."""

    word: str
    waiting_on: str
    until: date | None
    waiting_text: str
    spoken: bool


def publish(*, initiative: Initiative, by: User, **placing: Unpack[PlacingWords]) -> Initiative:
    """Put it on the site, with a word to the sender."""
    with transaction.atomic():
        initiative = _moderate(initiative, Moderation.RECEIVED, Moderation.LOOKING)
        _check_alone(initiative)
        return place_on_site(initiative, Placing(**placing), by)


def place_on_site(initiative: Initiative, placing: Placing, by: User) -> Initiative:
    """Publish the locked row; for services that checked who may decide."""
    check_publishable(initiative, placing.spoken)
    before = snapshot(initiative)
    if placing.spoken:
        Submission.objects.filter(initiative=initiative).update(confirmed_by_id=by.pk, may_publish=True)
    Review.objects.filter(initiative=initiative).close(by.pk)
    initiative.moderation = Moderation.PUBLIC
    initiative.published_on = initiative.published_on or today()
    initiative.moderated_on = today()
    initiative.looking_on = initiative.looking_on or today()
    initiative.moderation_reason = ""
    place_turn(initiative, waiting_on=placing.waiting_on, until=placing.until, text=placing.waiting_text)
    message = _word(initiative, placing.word, by)
    initiative = _save(initiative, before, by)
    mails.published(initiative, message)
    return initiative


def not_place(*, initiative: Initiative, reason: str, by: User) -> Initiative:
    """It stays off the site. Only the sender gets the reason, on their own page."""
    with transaction.atomic():
        initiative = _moderate(initiative, Moderation.RECEIVED, Moderation.LOOKING)
        _check_alone(initiative)
        return put_aside(initiative, reason, by)


def put_aside(initiative: Initiative, reason: str, by: User) -> Initiative:
    """Keep the locked row off the site; for services that checked who may decide."""
    before = snapshot(initiative)
    Review.objects.filter(initiative=initiative).close(by.pk)
    TextProposal.objects.filter(initiative=initiative).withdraw()
    initiative.moderation, initiative.moderation_reason = Moderation.NOT_PLACED, reason
    initiative.moderated_on = today()
    initiative.looking_on = initiative.looking_on or today()
    place_turn(initiative, waiting_on=WaitingOn.NOBODY, until=None, text="")
    initiative.unanswered_since = None
    initiative = _save(initiative, before, by)
    mails.not_placed(initiative)
    return initiative


def reopen(*, initiative: Initiative, until: date, by: User) -> Initiative:
    """Undo: back to "we kijken ernaar", off the site until somebody decides again."""
    with transaction.atomic():
        initiative = _moderate(initiative, Moderation.PUBLIC, Moderation.NOT_PLACED)
        before = snapshot(initiative)
        initiative.moderation, initiative.moderation_reason = Moderation.LOOKING, ""
        initiative.moderated_on = today()
        text = "We kijken opnieuw naar je idee."
        place_turn(initiative, waiting_on=WaitingOn.WIJKMANAGER, until=until, text=text)
        return _save(initiative, before, by)


def change_initiative(*, initiative: Initiative, version: int, values: dict[str, Any], by: User) -> Initiative:
    """Change the words of what is never public or has no sender any more, and the themes of anything.

    Other words for an idea are proposed to its sender first (services.proposals). What the sender wrote stays with
    the submission.
    """
    with transaction.atomic():
        initiative = _locked(initiative, version, values)
        before = snapshot(initiative)
        for name in ("title", "story", "place_text"):
            setattr(initiative, name, values[name])
        initiative.version += 1
        initiative = _save(initiative, before, by, verb="change")
        write_terms(initiative)
        themes: list[Theme] = list(values["themes"])
        initiative.themes.set(themes)
        return initiative


def set_themes(*, initiative: Initiative, themes: Iterable[Theme], by: User) -> None:
    """What it is about; the words stay as they are."""
    with transaction.atomic():
        before = sorted(initiative.themes.values_list("pk", flat=True))
        initiative.themes.set(themes)
        now = sorted(initiative.themes.values_list("pk", flat=True))
        if now != before:
            record("change", initiative, by=by, before=snapshot(initiative), links={"themes": (before, now)})


def write_remark(*, initiative: Initiative, version: int, remark: str, by: User) -> Initiative:
    """A line for colleagues, that the sender does not see on their page."""
    with transaction.atomic():
        initiative = _locked(initiative, version, {"remark": remark})
        before = snapshot(initiative)
        initiative.remark = remark
        initiative.version += 1
        return _save(initiative, before, by, verb="change")


def answer(*, initiative: Initiative, text: str, request_key: uuid.UUID, by: User) -> Message:
    """Write to the sender. The mail holds a link, never the words."""
    with transaction.atomic():
        key = claim_key(request_key, purpose="initiative-answer", by=by)
        if key.target_pk:
            return Message.objects.get(pk=key.target_pk)
        initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
        message = _word(initiative, text, by)
        fulfil(key, message)
        initiative.save()
        record("create", message, by=by)
        touch(initiative)
        mails.staff_wrote(initiative, message)
        return message


def renew_link(*, initiative: Initiative, by: User) -> str:
    """Close every older link and make a new one: mailed where that may be, and returned to be printed."""
    with transaction.atomic():
        for purpose in (mails.FOLLOW, mails.MAIL):
            revoke_links(purpose=purpose, target=initiative)
        submission = initiative.submission
        if submission.reach_mail:
            mails.link_again(initiative, submission)
        record("change", submission, by=by, before=snapshot(submission))
        return issue_link(purpose=mails.FOLLOW, target=initiative)


def _moderate(initiative: Initiative, *expected: str) -> Initiative:
    """The row, locked; refused when a colleague (or the sender) was first."""
    found: Initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if found.moderation not in expected:
        raise ValidationError(f"Dit kan niet meer: het is al {found.get_moderation_display()}. Bekijk wat er nu staat.")
    return found


def _locked(initiative: Initiative, version: int, values: dict[str, Any]) -> Initiative:
    found: Initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if found.version != version:
        raise Conflict(found, values)
    return found


def needs_colleague(initiative: Initiative) -> bool:
    """Whether the gemeente chose that nobody decides alone."""
    rows = MunicipalitySettings.objects.filter(municipality=initiative.municipality_id)
    return bool(rows.values_list("four_eyes", flat=True).first())


def _check_alone(initiative: Initiative) -> None:
    if needs_colleague(initiative):
        raise ValidationError("In jouw gemeente kijkt een collega mee. Vraag dat eerst.")


def check_publishable(initiative: Initiative, spoken: bool) -> None:
    """Refuse what may not come on the site: a question, contact data, words or a place without a yes of the sender."""
    if initiative.kind != Kind.IDEA:
        raise ValidationError("Een vraag of zorg komt nooit op de site.")
    if holds_contact_data(f"{initiative.title}\n{initiative.story}\n{initiative.place_text}"):
        raise ValidationError(
            "In de tekst staat een e-mailadres of telefoonnummer. Haal dat eerst weg bij 'Tekst veranderen'."
        )
    if TextProposal.objects.filter(initiative=initiative).open().exists():
        raise ValidationError(
            "De afzender heeft nog niet gezegd of de nieuwe tekst goed is. Wacht daarop, of vraag het."
        )
    submission = Submission.objects.filter(initiative=initiative).first()
    if submission is None or spoken:
        return
    if not submission.may_publish:
        raise ValidationError("De afzender wil het nog niet op de site. Vraag het eerst, en zet dan het vinkje.")
    if not submission.confirmed:
        raise ValidationError(
            "De afzender heeft zich nog niet gemeld via de link in de mail. Spreek de afzender, en zet dan het vinkje."
        )


def _word(initiative: Initiative, text: str, by: User) -> Message:
    """A message of ours; what the sender asked is answered with it. The caller saves the initiative."""
    initiative.unanswered_since = None
    return Message.objects.create(initiative=initiative, sender=Sender.STAFF, text=text, by_id=by.pk)


def _save(initiative: Initiative, before: dict[str, Any], by: User, *, verb: str = "moderate") -> Initiative:
    initiative.save()
    record(verb, initiative, by=by, before=before)
    touch(initiative)
    return initiative
