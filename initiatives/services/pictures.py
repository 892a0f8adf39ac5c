"""A picture with an idea: kept with the form, sent along, looked at before it is on the site, and taken away."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives.models import Draft, Initiative, Kind, Moderation, Picture, Submission
from wijknet.accounts.models import User
from wijknet.files.models import StoredFile
from wijknet.files.pictures import CleanPicture
from wijknet.files.services import files_of, remove_files, remove_ownerless, store_file
from wijknet.log.services import record
from wijknet.privacy import services as privacy
from wijknet.privacy.texts import newest

SHOW_PICTURE = "show_picture"
# All forms together that nobody has sent yet: what strangers may leave on our disk.
UNSENT_BYTES = 500 * 1024 * 1024


def keep_picture(*, owner: Draft | Submission, picture: CleanPicture, alt: str) -> Picture:
    """Put this picture with a form or with what was sent, in the place of an earlier one. It is not on the site yet."""
    with transaction.atomic():
        of_form = isinstance(owner, Draft)
        rows: QuerySet[Any] = Draft.objects.all() if of_form else Submission.objects.all()
        rows.select_for_update().get(pk=owner.pk)
        _take_away(picture_of(owner))
        kept = Picture.objects.create(
            draft=owner if isinstance(owner, Draft) else None,
            submission=owner if isinstance(owner, Submission) else None,
            alt=alt,
            width=picture.width,
            height=picture.height,
        )
        unsent = Picture.objects.filter(draft__isnull=False).values_list("pk", flat=True) if of_form else ()
        try:
            store_file(owner=kept, content=picture.content, name="foto.jpg", quota=UNSENT_BYTES, beside=unsent)
        except ValidationError as error:
            raise ValidationError(
                _("We kunnen nu geen foto's bewaren. Ga verder zonder foto, of probeer het morgen nog eens."),
                code="quota",
            ) from error
        if isinstance(owner, Submission):
            privacy.give_consent(text_key=SHOW_PICTURE, version=newest(SHOW_PICTURE).version, subject=owner)
        return kept


def send_along(draft: Draft, submission: Submission) -> bool:
    """Give the picture of a form to what was sent. Inside the transaction of sending. False: it went meanwhile."""
    return bool(Picture.objects.filter(draft=draft).update(draft=None, submission=submission))


def remove_picture(*, owner: Draft | Submission, by: User | None = None) -> bool:
    """Take the picture away, from page, table and disk; False when there is none (any more)."""
    with transaction.atomic():
        found = picture_of(owner)
        if found is None:
            return False
        _take_away(found)
        if isinstance(owner, Submission):
            privacy.withdraw(text_key=SHOW_PICTURE, subject=owner, by=by)
        if by is not None and isinstance(owner, Submission):
            record("remove_picture", owner.initiative, by=by)
        return True


def approve_picture(*, initiative: Initiative, picture_pk: int, by: User) -> Picture:
    """The wijkmanager looked at it: it may stand with the idea on the site."""
    with transaction.atomic():
        rows = Picture.objects.select_for_update().filter(pk=picture_pk, submission__initiative=initiative)
        found = rows.first()
        if found is None:
            raise ValidationError(_("Deze foto is er niet meer. Misschien is er een andere gekomen: kijk opnieuw."))
        if found.approved_at is None:
            found.approved_at, found.approved_by = timezone.now(), by
            found.save(update_fields=["approved_at", "approved_by"])
            record("approve_picture", initiative, by=by)
        return found


def picture_of(owner: Draft | Submission) -> Picture | None:
    name = "draft" if isinstance(owner, Draft) else "submission"
    return Picture.objects.filter(**{name: owner}).first()


def public_picture(initiative: Initiative) -> Picture | None:
    """The picture that everybody may see with an initiative; nothing until somebody of the wijk looked at it."""
    if initiative.kind != Kind.IDEA or initiative.moderation != Moderation.PUBLIC:
        return None
    return Picture.objects.filter(submission__initiative=initiative, approved_at__isnull=False).first()


def bytes_of(picture: Picture) -> StoredFile | None:
    """What is known of its file; `wijknet.files.services.read_file` gives the bytes."""
    return next(iter(files_of(picture)), None)


def clear_ownerless() -> int:
    """Files of pictures that went with their form or sender."""
    return remove_ownerless(Picture)


def _take_away(picture: Picture | None) -> None:
    if picture is not None:
        remove_files(picture)
        picture.delete()
