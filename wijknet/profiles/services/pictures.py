"""Pictures of a profile: kept with words for who cannot see them, and gone when no text needs them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from wijknet.access import Viewer
from wijknet.areas.models import Area
from wijknet.files.models import StoredFile
from wijknet.files.pictures import CleanPicture
from wijknet.files.services import files_of, remove_files, remove_ownerless, store_file
from wijknet.log.services import erase_values, record, snapshot
from wijknet.profiles.models import EditionPicture, Profile, ProfileEdition, ProfilePicture
from wijknet.profiles.pictured import ShownPicture, pictures_in, with_pictures
from wijknet.tokens.services import claim_key, fulfil
from wijknet.ui.dates import today

ADD = "profiles.add_picture"
# All pictures of one profile, also those that old editions show: about 250.
QUOTA = 25 * 1024 * 1024
# As long as anything can be undone: a picture that went out of the text may come back.
KEEP_UNUSED = timedelta(days=30)


@transaction.atomic
def add_picture(
    *, area: Area, picture: CleanPicture, alt: str, caption: str, credit: str, key: UUID, by: Viewer
) -> ProfilePicture:
    """Keep a picture for the text of this wijk. Only curators see it, until an edition shows it."""
    claimed = claim_key(key, purpose=ADD, by=by)
    if claimed.target_pk and (found := ProfilePicture.objects.filter(pk=claimed.target_pk).first()):
        made: ProfilePicture = found
        return made
    gemeente = area.municipality or area
    profile, _made = Profile.objects.get_or_create(area=area, defaults={"municipality": gemeente})
    kept: ProfilePicture = ProfilePicture(
        municipality=gemeente,
        area=area,
        profile=profile,
        alt=alt,
        caption=caption,
        credit=credit,
        width=picture.width,
        height=picture.height,
        added_by_id=by.pk,
    )
    kept.full_clean(exclude=["profile", "area", "municipality", "added_by"])
    kept.save()
    others = ProfilePicture.objects.filter(profile=profile).exclude(pk=kept.pk).values_list("pk", flat=True)
    try:
        store_file(owner=kept, content=picture.content, name="foto.jpg", quota=QUOTA, beside=others)
    except ValidationError as error:
        raise ValidationError(
            _("Dit profiel heeft te veel foto's. Haal eerst een foto weg die je niet gebruikt."), code="quota"
        ) from error
    fulfil(claimed, kept)
    record("create", kept, by=by)
    return kept


def shown_picture(picture: ProfilePicture) -> ShownPicture:
    """As the text shows it, with who made it behind the caption."""
    credit = _("Foto: %(name)s") % {"name": picture.credit} if picture.credit else ""
    return ShownPicture(
        pk=picture.pk,
        alt=picture.alt,
        caption=". ".join(words.rstrip(".") if credit else words for words in (picture.caption, credit) if words),
        width=picture.width,
        height=picture.height,
    )


def pictures_of(profile: Profile) -> dict[int, ShownPicture]:
    """All pictures that a text of this profile may show, by their key."""
    known = ProfilePicture.objects.filter(profile=profile, gone_at=None)
    return {picture.pk: shown_picture(picture) for picture in known}


def used_in(profile: Profile) -> set[int]:
    """The keys of the pictures that stand in the draft."""
    return {picture.pk for text in profile.texts().values() for picture in pictures_in(text)}


def keep_with(edition: ProfileEdition) -> None:
    """Tie the pictures of an edition to it. Inside the transaction of publishing."""
    named = {picture.pk for text in edition.content.values() for picture in pictures_in(text)}
    own = ProfilePicture.objects.filter(profile=edition.profile_id, pk__in=named)
    EditionPicture.objects.bulk_create(EditionPicture(edition=edition, picture=picture) for picture in own)


def mark_used(profile: Profile) -> None:
    """Remember which pictures the draft shows now, and since when it does not. Inside the transaction of saving."""
    used = used_in(profile)
    pictures = ProfilePicture.objects.filter(profile=profile)
    pictures.filter(pk__in=used).update(unused_since=None)
    pictures.filter(unused_since=None).exclude(pk__in=used).update(unused_since=today())


@transaction.atomic
def remove_picture(*, picture: ProfilePicture, by: Viewer | None) -> None:
    """Take it away, from table and disk. A ValidationError when a text still shows it; nobody as `by` is the job."""
    profile: Profile = Profile.objects.select_for_update().get(pk=picture.profile_id)
    if picture.pk in used_in(profile):
        raise ValidationError(_("Deze foto staat in je concept. Haal hem eerst uit de tekst en bewaar."))
    if EditionPicture.objects.filter(picture=picture).exists():
        raise ValidationError(_("Deze foto staat in een editie. Een editie verandert nooit, dus de foto blijft."))
    record("remove", picture, by=by)
    remove_files(picture)
    picture.delete()


@transaction.atomic
def take_away(*, picture: ProfilePicture, why: str, by: Viewer) -> ProfilePicture:
    """Somebody on it objects: bytes and words go now, from the draft too; every edition tells that it is gone."""
    profile: Profile = Profile.objects.select_for_update().get(pk=picture.profile_id)
    gone: ProfilePicture = ProfilePicture.objects.select_for_update().get(pk=picture.pk)
    if gone.gone_at:
        return gone
    old = profile.texts()
    texts = {name: with_pictures(old[name], lambda shown: "" if shown.pk == gone.pk else shown.html) for name in old}
    if texts != old:
        before = snapshot(profile)
        changed: dict[str, Any] = {**texts, "updated_at": timezone.now(), "updated_by_id": by.pk}
        Profile.objects.filter(pk=profile.pk).update(version=F("version") + 1, **changed)
        profile.refresh_from_db()
        record("change", profile, by=by, before=before)
    before = snapshot(gone)
    gone.alt, gone.caption, gone.credit = _("Weggehaalde foto"), "", ""
    gone.gone_at, gone.gone_why = timezone.now(), why
    gone.full_clean(exclude=["profile", "area", "municipality", "added_by", "unused_since"])
    gone.save()
    remove_files(gone)
    erase_values(ProfilePicture._meta.label, gone.pk)
    record("erase", gone, by=by, before=before)
    return gone


def bytes_of(picture: ProfilePicture) -> StoredFile | None:
    """What is known of its file; `wijknet.files.services.read_file` gives the bytes."""
    return next(iter(files_of(picture)), None)


def clear_unused() -> int:
    """Pictures that no text shows and nobody added lately; part of the job of this app. Returns how many went."""
    unused = ProfilePicture.objects.with_published().filter(unused_since__lt=today() - KEEP_UNUSED, is_published=False)
    old = list(unused)
    for picture in old:
        remove_picture(picture=picture, by=None)
    remove_ownerless(ProfilePicture)
    return len(old)
