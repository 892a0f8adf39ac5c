"""The public form: kept while it is filled in, and stored once when it is sent."""

import re
import uuid
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from initiatives import mails
from initiatives.models import (
    Channel,
    Draft,
    Initiative,
    Kind,
    ReferenceCounter,
    Submission,
    WaitingOn,
)
from initiatives.services.alike import write_terms
from initiatives.services.pictures import SHOW_PICTURE, send_along
from wijknet.areas.models import Area
from wijknet.privacy.numbers import mask
from wijknet.privacy.services import give_first_consents
from wijknet.tokens.services import issue_link
from wijknet.ui.dates import add_working_days, today

DRAFT_DAYS = 14

# What a sender agrees to; the words stand in wijknet.privacy.texts.
PUBLISH = "publish_initiative"
SHOW_NAME = "show_first_name"
REACH_ADULT = "reach_adult"

# A house number with its addition ("12", "12-b", "12 hs"), and a whole postcode.
_NUMBER = re.compile(r"(?<=[^\W\d_])\s+\d{1,5}(?:\s?-?\s?[a-z]{1,2}\b|\s?-\s?\d{1,3})?(?=$|[\s,.;)])", re.IGNORECASE)
_POSTCODE = re.compile(r"\b[1-9]\d{3}\s?[a-z]{2}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """Step one."""

    title: str
    story: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Step two: the wijk (with `municipality.settings` at hand), the buurt where a postcode told it, and words."""

    wijk: Area
    buurt: Area | None = None
    place_text: str = ""
    lon: float | None = None
    lat: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Step three. Below 16 the e-mail address and telephone number are those of `contact_name`."""

    sender_name: str
    under_16: bool = False
    contact_name: str = ""
    reach_mail: bool = False
    reach_phone: bool = False
    reach_visit: bool = False
    reach_print: bool = False
    email: str = ""
    phone: str = ""
    visit_text: str = ""
    may_publish: bool = False
    show_name: bool = False


def street_only(text: str) -> str:
    """A place without house number and postcode: at most the street is ever shown."""
    return " ".join(_NUMBER.sub("", _POSTCODE.sub("", text)).split()).strip(" ,;")


def keep_draft(*, key: uuid.UUID | None, kind: str, step: str, values: dict[str, str]) -> Draft:
    """Keep what stands in one step, right or wrong. Without a key, or with that of a form that is gone: a new form."""
    with transaction.atomic():
        found = Draft.objects.open().select_for_update().filter(key=key).first() if key else None
        draft: Draft = found or Draft(kind=kind)
        if draft.initiative_id is None:
            # A phone number may look like a BSN, so only what is told is searched for one.
            told = {name: mask(value).text for name, value in values.items()} if step == "idee" else values
            draft.data = {**draft.data, step: told}
            draft.expires_at = timezone.now() + timedelta(days=DRAFT_DAYS)
            draft.save()
        return draft


def token_of(draft: Draft) -> str:
    """The secret of the sender's page, derived from the form's key: a second click finds the same page."""
    return salted_hmac("initiatives.follow", draft.key.hex, algorithm="sha256").hexdigest()


def submit(*, draft: Draft, idea: Idea, place: Place, who: Who) -> tuple[Initiative, str]:
    """Store what was sent, with consent, personal link and mail; sent again it is the same initiative and link."""
    # Whoever read the form with its picture beside it pays no query here.
    with_picture = hasattr(draft, "picture")
    with transaction.atomic():
        # No join here: a row that another click made while this one waited is not in the join's view of the table.
        draft = Draft.objects.select_for_update().get(pk=draft.pk)
        if draft.initiative_id is not None:
            return Initiative.objects.get(pk=draft.initiative_id), token_of(draft)
        initiative, submission = store(kind=draft.kind, idea=idea, place=place, who=who)
        if with_picture and send_along(draft, submission):
            give_first_consents(text_keys=[SHOW_PICTURE], subject=submission)
        token = issue_link(purpose=mails.FOLLOW, target=initiative, token=token_of(draft))
        mails.received(initiative, submission)
        draft.initiative, draft.data = initiative, {}
        draft.save(update_fields=["initiative", "data"])
        return initiative, token


def store(
    *, kind: str, idea: Idea, place: Place, who: Who, channel: str = Channel.WEB, received_on: date | None = None
) -> tuple[Initiative, Submission]:
    """Make the rows of something that was told, on the day it was told. Inside a transaction."""
    on = received_on or today()
    municipality = place.wijk.municipality
    if municipality is None:
        raise ValueError(f"{place.wijk.code} is not a wijk.")
    is_idea = kind == Kind.IDEA
    initiative: Initiative = Initiative.objects.create(
        municipality=municipality,
        area=place.wijk,
        buurt=place.buurt,
        reference=ReferenceCounter.take(on),
        kind=kind,
        title=idea.title,
        story=idea.story,
        place_text=street_only(place.place_text),
        lon=place.lon,
        lat=place.lat,
        public_name=who.sender_name if is_idea and who.show_name else "",
        received_on=on,
        waiting_on=WaitingOn.WIJKMANAGER,
        waiting_until=add_working_days(on, municipality.settings.answer_within_days),
        waiting_text="We lezen je idee en antwoorden." if is_idea else "We lezen je vraag en antwoorden.",
    )
    write_terms(initiative, is_new=True)
    submission = Submission.objects.create(
        initiative=initiative,
        channel=channel,
        original=without_numbers({"title": idea.title, "story": idea.story, "place_text": place.place_text}),
        last_step_on=on,
        **asdict(who),
    )
    agreed = {PUBLISH: who.may_publish, SHOW_NAME: who.show_name, REACH_ADULT: who.under_16}
    give_first_consents(text_keys=[key for key, yes in agreed.items() if yes], subject=submission)
    return initiative, submission


def without_numbers(texts: dict[str, str]) -> dict[str, str]:
    """What somebody told, without a BSN or IBAN: those are not kept anywhere."""
    return {name: mask(text).text for name, text in texts.items()}
