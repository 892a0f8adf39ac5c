"""Keep, open and remove files in private storage. Who may see one is up to the view of its owner."""

import hashlib
import logging
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Model, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from wijknet.files.models import StoredFile
from wijknet.files.sniff import type_of

logger = logging.getLogger(__name__)

FOLDER = "files"
# Bytes without a row are what a rolled-back transaction left; a row is never this much slower than its bytes.
LEFT_BEHIND = timedelta(days=1)


@transaction.atomic
def store_file(*, owner: Model, content: bytes, name: str, quota: int, beside: Iterable[int] = ()) -> StoredFile:
    """Keep the bytes for `owner`; the same bytes twice are one file. `quota` is how many bytes the owners with the
    keys `beside` and this one may have together."""
    if not content:
        raise ValidationError(_("Dit bestand is leeg."), code="empty")
    label = owner._meta.label
    held = StoredFile.objects.filter(owner_label=label, owner_pk__in=[*beside, owner.pk])
    if (held.aggregate(bytes=Sum("size"))["bytes"] or 0) + len(content) > quota:
        raise ValidationError(_("Je hebt te veel bestanden klaarstaan. Rond er eerst een af."), code="quota")
    digest = hashlib.sha256(content).hexdigest()
    stored, is_new = StoredFile.objects.get_or_create(
        owner_label=label,
        owner_pk=owner.pk,
        sha256=digest,
        defaults={"name": plain_name(name), "content_type": type_of(content), "size": len(content)},
    )
    if is_new and not default_storage.exists(_path(stored)):
        default_storage.save(_path(stored), ContentFile(content))
    return stored


def read_file(stored: StoredFile) -> bytes:
    """All of it. `FileNotFoundError` when the bytes are gone."""
    with default_storage.open(_path(stored)) as opened:
        content: bytes = opened.read()
    return content


def files_of(owner: Model) -> list[StoredFile]:
    found = StoredFile.objects.filter(owner_label=owner._meta.label, owner_pk=owner.pk)
    return list(found.order_by("-created_at", "-pk"))


def files_of_all(kind: type[Model], pks: Iterable[int]) -> list[StoredFile]:
    """The same for many owners of one kind, in one query."""
    found = StoredFile.objects.filter(owner_label=kind._meta.label, owner_pk__in=list(pks))
    return list(found.order_by("created_at", "pk"))


@transaction.atomic
def remove_files(owner: Model) -> int:
    """The files of an owner that goes, or is done with them. The bytes go once that is certain."""
    found = files_of(owner)
    for stored in found:
        _remove(stored)
    return len(found)


@transaction.atomic
def remove_ownerless(model: type[Model]) -> int:
    """The files of rows of `model` that are gone, also when the database took them along with another row."""
    rows = StoredFile.objects.filter(owner_label=model._meta.label)
    found = list(rows.exclude(owner_pk__in=model._default_manager.values("pk")))
    for stored in found:
        _remove(stored)
    return len(found)


def download(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """An answer that a browser saves and never shows, whatever is in it."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{plain_name(name)}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def show_picture(request: HttpRequest, content: bytes, *, stored: StoredFile, for_all: bool = False) -> HttpResponse:
    """A picture of ours in a page. `for_all`: a cache may keep it, and asks each time whether it still stands."""
    tag = f'"{stored.sha256[:32]}"'
    fresh = request.headers.get("If-None-Match") == tag
    response = HttpResponse(b"" if fresh else content, content_type=stored.content_type, status=304 if fresh else 200)
    response["ETag"] = tag
    response["Content-Disposition"] = 'attachment; filename="foto.jpg"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "public, no-cache" if for_all else "private, no-store"
    return response


def plain_name(name: str) -> str:
    """The last part of a name, in signs that every header and disk can take."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = last.encode("ascii", "ignore").decode().replace("\0", "").strip(" .")
    return get_valid_filename(plain)[-100:] if plain else "bestand"


def clear_old() -> int:
    """Remove bytes that belong to no row; a job, once a day. Returns how many went."""
    known = {_path(stored) for stored in StoredFile.objects.iterator()}
    before = timezone.now() - LEFT_BEHIND
    count = 0
    try:
        names = default_storage.listdir(FOLDER)[1]
    except FileNotFoundError:
        return 0
    for name in names:
        path = f"{FOLDER}/{name}"
        if path not in known and default_storage.get_modified_time(path) < before:
            default_storage.delete(path)
            count += 1
    return count


def _remove(stored: StoredFile) -> None:
    path = _path(stored)
    stored.delete()
    transaction.on_commit(lambda: default_storage.delete(path))


def _path(stored: StoredFile) -> str:
    """Where the bytes lie; the owner is part of it, so that two owners of the same bytes do not share them."""
    return str(Path(FOLDER) / f"{stored.owner_label.lower()}-{stored.owner_pk}-{stored.sha256}")
