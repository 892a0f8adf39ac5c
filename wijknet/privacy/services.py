"""Give and withdraw consent. The subject is the row that someone sent in; who they are stands in that row."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from wijknet.access import Viewer
from wijknet.log.services import record, snapshot
from wijknet.privacy.models import Consent
from wijknet.privacy.texts import find, newest


def give_consent(*, text_key: str, version: int, subject: Model, by: Viewer | None = None) -> Consent:
    """Remember that the sender of `subject` agreed to a text in the version that stood there.

    Twice the same is one consent; a newer version takes the place of an older one. `by` is the colleague who
    wrote down what someone told them; nobody when the person ticked the box.
    """
    find(text_key, version)
    with transaction.atomic():
        for current in _current(text_key, subject).select_for_update():
            if current.text_version == version:
                return current
            _end(current, by)
        consent = Consent.objects.create(
            text_key=text_key,
            text_version=version,
            subject_label=subject._meta.label,
            subject_pk=subject.pk,
        )
        record("give_consent", consent, by=by)
        return consent


def give_first_consents(*, text_keys: Iterable[str], subject: Model) -> None:
    """Remember what a person ticked on the form that made `subject` just now, in the words that are shown today.

    Inside the transaction that made the row: nothing can be there yet, so it is one write without a look first.
    """
    Consent.objects.bulk_create(
        Consent(
            text_key=key, text_version=newest(key).version, subject_label=subject._meta.label, subject_pk=subject.pk
        )
        for key in text_keys
    )


def withdraw(*, text_key: str, subject: Model, by: Viewer | None = None) -> bool:
    """End the consent for this text; False when there was none. What was made public with it is up to the caller."""
    with transaction.atomic():
        ended = [_end(current, by) for current in _current(text_key, subject).select_for_update()]
    return bool(ended)


def has_consent(*, text_key: str, subject: Model) -> bool:
    """Whether consent for this text, in any version, holds now."""
    return _current(text_key, subject).exists()


def _current(text_key: str, subject: Model) -> QuerySet[Consent]:
    return Consent.objects.filter(
        text_key=text_key,
        subject_label=subject._meta.label,
        subject_pk=subject.pk,
        withdrawn_at=None,
    )


def _end(consent: Consent, by: Viewer | None) -> Consent:
    before = snapshot(consent)
    consent.withdrawn_at = timezone.now()
    consent.save(update_fields=["withdrawn_at"])
    record("withdraw_consent", consent, by=by, before=before)
    return consent
