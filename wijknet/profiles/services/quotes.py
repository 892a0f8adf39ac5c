"""Quotes: by consent only, until a day, and gone everywhere when the person says so."""

from datetime import date
from typing import TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from wijknet.access import Viewer
from wijknet.areas.models import Area
from wijknet.log.services import erase_values, record, snapshot
from wijknet.privacy.services import give_consent, withdraw
from wijknet.privacy.texts import newest
from wijknet.profiles.models import EditionQuote, Profile, Quote
from wijknet.tokens.services import claim_key, fulfil
from wijknet.ui.dates import today

CONSENT_TEXT = "quote_in_profile"
ADD = "profiles.add_quote"
# Longer than this one asks again; consent that nobody remembers is no consent.
LONGEST_CONSENT = 2 * 366


class QuoteFacts(TypedDict):
    part: str
    text: str
    said_by: str
    given_by: str
    consent_on: date
    until: date


@transaction.atomic
def add_quote(*, area: Area, key: UUID, by: Viewer, **facts: Unpack[QuoteFacts]) -> Quote:
    """Somebody's words beside a part of the draft; the consent is kept in the version of its text."""
    claimed = claim_key(key, purpose=ADD, by=by)
    if claimed.target_pk and (found := Quote.objects.filter(pk=claimed.target_pk).first()):
        made: Quote = found
        return made
    check_days(consent_on=facts["consent_on"], until=facts["until"])
    place = {"area": area, "municipality": area.municipality or area}
    profile, _new = Profile.objects.get_or_create(area=area, defaults={"municipality": place["municipality"]})
    quote: Quote = Quote.objects.create(profile=profile, **place, **facts)
    give_consent(text_key=CONSENT_TEXT, version=newest(CONSENT_TEXT).version, subject=quote, by=by)
    record("create", quote, by=by)
    fulfil(claimed, quote)
    return quote


def check_days(*, consent_on: date, until: date) -> None:
    if consent_on > today():
        raise ValidationError({"consent_on": _("Deze dag moet nog komen.")})
    if until < today() or (until - consent_on).days > LONGEST_CONSENT:
        raise ValidationError({"until": _("Kies een dag vanaf vandaag, hoogstens twee jaar na de toestemming.")})


@transaction.atomic
def erase_quote(*, quote: Quote, by: Viewer | None) -> None:
    """The person takes the words back, or the day has passed (nobody as `by`): gone from the draft and the log, and
    empty in every edition that carried them."""
    EditionQuote.objects.filter(quote=quote).update(text="", said_by="", quote=None)
    withdraw(text_key=CONSENT_TEXT, subject=quote, by=by)
    record("erase", quote, by=by)
    erase_values(Quote._meta.label, quote.pk)
    quote.delete()


@transaction.atomic
def extend_consent(*, quote: Quote, how: str, consent_on: date, until: date, by: Viewer) -> Quote:
    """The person was asked again and said yes, in one of the ways of `ConsentHow`, until a later day.

    The words stay longer in every edition that carries them too. ValidationError for words of which the day has
    passed: they are gone for readers, and who said them is asked for a new quote.
    """
    locked: Quote = Quote.objects.select_for_update().get(pk=quote.pk)
    if not locked.shown_on(today()):
        raise ValidationError(_("De toestemming is al voorbij. Voeg het citaat opnieuw toe."))
    check_days(consent_on=consent_on, until=until)
    if until <= locked.until:
        raise ValidationError({"until": _("Kies een latere dag dan nu: het mag al tot en met die dag.")})
    before = snapshot(locked)
    locked.consent_how, locked.consent_on, locked.until = how, consent_on, until
    locked.full_clean(exclude=["profile", "area", "municipality"])
    locked.save(update_fields=["consent_how", "consent_on", "until"])
    EditionQuote.objects.filter(quote=locked, until__lt=until).exclude(text="").update(until=until)
    withdraw(text_key=CONSENT_TEXT, subject=locked, by=by)
    give_consent(text_key=CONSENT_TEXT, version=newest(CONSENT_TEXT).version, subject=locked, by=by)
    record("extend", locked, by=by, before=before)
    return locked


@transaction.atomic
def clear_quotes() -> int:
    """Quotes of which the consent has passed. Returns how many."""
    old = list(Quote.objects.filter(until__lt=today()))
    for quote in old:
        erase_quote(quote=quote, by=None)
    return len(old) + EditionQuote.objects.past(today()).update(text="", said_by="")
