"""Write the draft of a wijk, and publish editions of it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijknet.access import Viewer
from wijknet.areas.models import Area, MunicipalitySettings
from wijknet.log.services import record, snapshot
from wijknet.profiles.around import frozen_around
from wijknet.profiles.figures import frozen, headline_figures
from wijknet.profiles.models import REQUIRED_TEXTS, RICH_TEXTS, TEXTS, EditionQuote, Profile, ProfileEdition
from wijknet.profiles.pictured import pictures_in, placed
from wijknet.profiles.rich import cleaned
from wijknet.profiles.services.pictures import keep_with, mark_used, pictures_of
from wijknet.profiles.texts import PHOTO_TITLES, QUESTION_TITLE
from wijknet.tokens.services import claim_key, fulfil
from wijknet.ui.conflict import Conflict
from wijknet.ui.dates import today

PUBLISH = "profiles.publish_edition"
NOT_READ = gettext_lazy("Een collega leest mee en zegt dat het goed is")


class NotReady(Exception):
    """An edition was asked of a draft that misses a part. `missing` says in Dutch what."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


@transaction.atomic
def save_draft(*, area: Area, texts: Mapping[str, str], version: int, by: Viewer) -> Profile:
    """Store the texts of one wijk; the first save makes the profile.

    `version` is the one that the writer saw, 1 when there was nothing yet. When a colleague saved in between
    nothing is written and Conflict carries both texts.
    """
    profile, _ = Profile.objects.get_or_create(area=area, defaults={"municipality": area.municipality or area})
    before = snapshot(profile)
    new = {name: texts.get(name, "") for name in TEXTS}
    new |= {name: cleaned(new[name]) for name in RICH_TEXTS}
    pictured = any(map(pictures_in, [*new.values(), *profile.texts().values()]))
    if pictured:
        known = pictures_of(profile)
        new |= {name: placed(new[name], known) for name in RICH_TEXTS}
    if new == profile.texts():
        return profile
    if profile.version != version:
        raise Conflict(profile, new)
    fields: dict[str, Any] = {**new, "updated_at": timezone.now(), "updated_by_id": by.pk}
    if not Profile.objects.filter(pk=profile.pk, version=version).update(version=F("version") + 1, **fields):
        profile.refresh_from_db()
        raise Conflict(profile, new)
    profile.refresh_from_db()
    if pictured:
        mark_used(profile)
    record("change", profile, by=by, before=before)
    return profile


def take_over(*, edition: ProfileEdition, part: str, version: int, by: Viewer) -> Profile:
    """Put one part of an edition back into the draft, in the place of what stands there. KeyError for no part."""
    draft: Profile = Profile.objects.select_related("area").get(pk=edition.profile_id)
    texts = {**draft.texts(), part: edition.content[part]}
    return save_draft(area=draft.area, texts=texts, version=version, by=by)


@transaction.atomic
def publish_edition(*, profile: Profile, version: int, signed_name: str, key: UUID, by: Viewer) -> ProfileEdition:
    """Freeze the draft as the next edition, with the figures of today; from then on residents read this.

    `version` is the draft that was previewed. `key` makes a double click one edition. Raises Conflict when the
    draft changed in between, NotReady when the question or one of the three parts is empty.
    """
    claimed = claim_key(key, purpose=PUBLISH, by=by)
    if claimed.target_pk:
        made: ProfileEdition = ProfileEdition.objects.get(pk=claimed.target_pk)
        return made
    draft: Profile = Profile.objects.select_for_update().select_related("area").get(pk=profile.pk)
    if draft.version != version:
        raise Conflict(draft, profile.texts())
    if missing := [*missing_parts(draft), *missing_reader(draft)]:
        raise NotReady(missing)
    last = draft.editions.aggregate(last=Max("number"))["last"] or 0
    edition: ProfileEdition = ProfileEdition.objects.create(
        profile=draft,
        municipality_id=draft.municipality_id,
        area_id=draft.area_id,
        number=last + 1,
        published_by_id=by.pk,
        signed_name=signed_name,
        content=draft.texts(),
        figures=frozen(headline_figures(draft.area)),
        around=frozen_around(draft.area),
        border_year=draft.area.border_year,
    )
    EditionQuote.objects.bulk_create(
        EditionQuote(
            edition=edition, quote=quote, part=quote.part, text=quote.text, said_by=quote.said_by, until=quote.until
        )
        for quote in draft.quotes.allowed(today())
    )
    keep_with(edition)
    fulfil(claimed, edition)
    record("publish", edition, by=by)
    return edition


@transaction.atomic
def agree(*, profile: Profile, version: int, by: Viewer) -> Profile:
    """A colleague read the draft in this version and agrees. Raises ValidationError for who wrote it last,
    Conflict when it changed since."""
    draft: Profile = Profile.objects.select_for_update().get(pk=profile.pk)
    if draft.version != version:
        raise Conflict(draft, profile.texts())
    if draft.updated_by_id == by.pk:
        raise ValidationError(_("Jij schreef dit als laatste. Vraag een collega om het te lezen."))
    before = snapshot(draft)
    draft.read_version, draft.read_by_id = version, by.pk
    draft.save(update_fields=["read_version", "read_by"])
    record("agree", draft, by=by, before=before)
    return draft


def missing_reader(profile: Profile) -> list[str]:
    """That nobody else read it, where the gemeente asks for that; else nothing."""
    asked = MunicipalitySettings.objects.filter(municipality=profile.municipality_id, second_reader=True).exists()
    return [str(NOT_READ)] if asked and not profile.was_read else []


def missing_parts(profile: Profile) -> list[str]:
    """The Dutch names of the parts that an edition needs and that are still empty, in reading order."""
    titles = {"question": QUESTION_TITLE, **PHOTO_TITLES}
    return [titles[name] for name in REQUIRED_TEXTS if not getattr(profile, name).strip()]
