"""Write the draft of a wijk, and publish editions of it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from wijknet.access import Viewer
from wijknet.areas.models import Area
from wijknet.log.services import record, snapshot
from wijknet.profiles.figures import frozen, headline_figures
from wijknet.profiles.models import REQUIRED_TEXTS, RICH_TEXTS, TEXTS, Profile, ProfileEdition
from wijknet.profiles.rich import cleaned
from wijknet.profiles.texts import PHOTO_TITLES, QUESTION_TITLE
from wijknet.tokens.services import claim_key, fulfil
from wijknet.ui.conflict import Conflict

PUBLISH = "profiles.publish_edition"


class NotReady(Exception):
    """An edition was asked of a draft that misses a part. `missing` holds the Dutch names of those parts."""

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
    if new == profile.texts():
        return profile
    if profile.version != version:
        raise Conflict(profile, new)
    fields: dict[str, Any] = {**new, "updated_at": timezone.now(), "updated_by_id": by.pk}
    if not Profile.objects.filter(pk=profile.pk, version=version).update(version=F("version") + 1, **fields):
        profile.refresh_from_db()
        raise Conflict(profile, new)
    profile.refresh_from_db()
    record("change", profile, by=by, before=before)
    return profile


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
    if missing := missing_parts(draft):
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
        border_year=draft.area.border_year,
    )
    fulfil(claimed, edition)
    record("publish", edition, by=by)
    return edition


def missing_parts(profile: Profile) -> list[str]:
    """The Dutch names of the parts that an edition needs and that are still empty, in reading order."""
    titles = {"question": QUESTION_TITLE, **PHOTO_TITLES}
    return [titles[name] for name in REQUIRED_TEXTS if not getattr(profile, name).strip()]
