"""What a sender does on their own page, by personal link."""

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from initiatives import mails
from initiatives.models import (
    Initiative,
    Message,
    Moderation,
    Phase,
    PhaseChange,
    Review,
    Sender,
    Submission,
    TextProposal,
    WaitingOn,
)
from initiatives.services.alike import write_terms
from initiatives.services.steps import touch
from initiatives.services.submit import PUBLISH, SHOW_NAME, street_only, without_numbers
from initiatives.services.team_ends import end_team
from wijknet.privacy import services as privacy
from wijknet.privacy.texts import newest
from wijknet.tokens.services import claim_key, fulfil, issue_link, revoke_links
from wijknet.ui.conflict import Conflict
from wijknet.ui.dates import today


def sender_writes(*, initiative: Initiative, text: str, request_key: uuid.UUID) -> Message:
    """A message of the sender; the wijkmanagers of the wijk get a mail that one is waiting."""
    with transaction.atomic():
        key = claim_key(request_key, purpose="initiative-message")
        if key.target_pk:
            return Message.objects.get(pk=key.target_pk)
        message = Message.objects.create(initiative=initiative, sender=Sender.SENDER, text=text)
        fulfil(key, message)
        initiative.unanswered_since = initiative.unanswered_since or message.at
        initiative.save(update_fields=["unanswered_since"])
        touch(initiative)
        mails.sender_wrote(initiative, message)
        return message


def change_own(*, initiative: Initiative, version: int, values: dict[str, Any]) -> Initiative:
    """Change text, contact or permission. New text of something public is looked at first."""
    with transaction.atomic():
        initiative = _locked(initiative, version, values)
        submission = initiative.submission
        old_email = submission.email
        texts = {"title": values["title"], "story": values["story"], "place_text": street_only(values["place_text"])}
        changed = [name for name, text in texts.items() if getattr(initiative, name) != text]
        for name, text in texts.items():
            setattr(initiative, name, text)
        if changed:
            TextProposal.objects.filter(initiative=initiative).withdraw()
            submission.original = without_numbers({name: values[name] for name in texts})
        if changed and initiative.moderation == Moderation.PUBLIC:
            initiative.moderation, initiative.moderated_on = Moderation.LOOKING, today()
        for name in CONTACT:
            setattr(submission, name, values[name])
        if submission.email != old_email:
            submission.email_confirmed_at = None
            revoke_links(purpose=mails.MAIL, target=initiative)
        _agree(initiative, submission, values)
        submission.last_step_on = today()
        submission.save()
        initiative.version += 1
        initiative.save()
        if changed:
            write_terms(initiative)
        if submission.reach_mail and submission.email != old_email:
            mails.link_again(initiative, submission)
        return initiative


CONTACT = ("contact_name", "reach_mail", "reach_phone", "reach_visit", "reach_print", "email", "phone", "visit_text")


def withdraw(*, initiative: Initiative) -> Initiative:
    """The sender takes it back: off the site, nobody has to move. Doing it twice is doing it once."""
    with transaction.atomic():
        initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
        if initiative.moderation == Moderation.WITHDRAWN:
            return initiative
        initiative.moderation, initiative.moderated_on = Moderation.WITHDRAWN, today()
        initiative.phase = Phase.STOPPED
        initiative.waiting_on, initiative.waiting_until = WaitingOn.NOBODY, None
        initiative.waiting_first, initiative.waiting_text = None, ""
        initiative.unanswered_since = None
        initiative.public_name = ""
        TextProposal.objects.filter(initiative=initiative).withdraw()
        Review.objects.filter(initiative=initiative).close()
        initiative.version += 1
        initiative.save()
        PhaseChange.objects.create(initiative=initiative, phase=Phase.STOPPED, reason="ingetrokken door de bewoner")
        for key in (PUBLISH, SHOW_NAME):
            privacy.withdraw(text_key=key, subject=initiative.submission)
        end_team(initiative=initiative)
        touch(initiative)
        return initiative


def confirm_email(*, initiative: Initiative) -> None:
    """The sender says, on the page that only the mail opens, that the address is theirs."""
    Submission.objects.filter(initiative=initiative, email_confirmed_at=None).update(email_confirmed_at=timezone.now())


def mail_link_again(*, initiative: Initiative) -> bool:
    """Mail the sender a new link; the other links in mails keep working. False: there is no address to mail to."""
    submission = initiative.submission
    if not submission.reach_mail:
        return False
    with transaction.atomic():
        mails.link_again(initiative, submission)
    return True


def mail_lost_link(*, reference: str, email: str) -> None:
    """Mail a new link when this address sent in this number. Says nothing either way: nobody learns who sent what."""
    rows = Submission.objects.filter(initiative__reference=reference, email__iexact=email, reach_mail=True)
    submission = rows.select_related("initiative").first()
    if submission is not None:
        with transaction.atomic():
            mails.link_again(submission.initiative, submission)


def replace_link(*, initiative: Initiative) -> str:
    """The sender closes every link to their page, for when others have it; returns the new one, mailed where it may."""
    with transaction.atomic():
        for purpose in (mails.FOLLOW, mails.MAIL):
            revoke_links(purpose=purpose, target=initiative)
        mails.link_again(initiative, initiative.submission)
        return issue_link(purpose=mails.FOLLOW, target=initiative)


def _locked(initiative: Initiative, version: int, values: dict[str, Any]) -> Initiative:
    found: Initiative = (
        Initiative.objects.select_for_update(of=("self",)).select_related("submission").get(pk=initiative.pk)
    )
    if found.version != version:
        raise Conflict(found, values)
    return found


def _agree(initiative: Initiative, submission: Submission, values: dict[str, Any]) -> None:
    """Consent that was given or ended, and what follows for the site."""
    for key, name in ((PUBLISH, "may_publish"), (SHOW_NAME, "show_name")):
        before, after = getattr(submission, name), bool(values[name])
        if after and not before:
            privacy.give_consent(text_key=key, version=newest(key).version, subject=submission)
        elif before and not after:
            privacy.withdraw(text_key=key, subject=submission)
        setattr(submission, name, after)
    initiative.public_name = submission.sender_name if submission.show_name else ""
    if not submission.may_publish and initiative.moderation == Moderation.PUBLIC:
        initiative.moderation, initiative.moderated_on = Moderation.LOOKING, today()
