"""Make, find and revoke personal links; claim the key of a form."""

import hashlib
import secrets
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from wijknet.access import Viewer
from wijknet.tokens.models import PersonalLink, RequestKey

# How long a used key or a closed link is kept: long enough to explain what happened, no longer.
KEEP = timedelta(days=30)


def issue_link(
    *, purpose: str, target: models.Model, expires_at: datetime | None = None, token: str | None = None
) -> str:
    """Make a link to one thing; returns the token (43 characters) that is told once and never stored.

    Give `token` only when the caller must be able to derive the same secret again, for the second click on a form.
    """
    token = token or secrets.token_urlsafe(32)
    PersonalLink.objects.create(
        token_hash=_hash(token),
        purpose=purpose,
        target_label=target._meta.label,
        target_pk=target.pk,
        expires_at=expires_at,
    )
    return token


def issue_links(*, purpose: str, targets: Sequence[models.Model], expires_at: datetime | None = None) -> list[str]:
    """A link to each of many things of one kind, in one statement; the tokens in the order of the things."""
    tokens = [secrets.token_urlsafe(32) for _target in targets]
    PersonalLink.objects.bulk_create(
        PersonalLink(
            token_hash=_hash(token),
            purpose=purpose,
            target_label=target._meta.label,
            target_pk=target.pk,
            expires_at=expires_at,
        )
        for token, target in zip(tokens, targets, strict=True)
    )
    return tokens


def find_link(token: str, *, purpose: str) -> PersonalLink | None:
    """The link behind a token, if it is of this purpose, not revoked and not past its date."""
    if not token.isascii() or len(token) > 100:
        return None
    return (
        PersonalLink.objects.filter(token_hash=_hash(token), purpose=purpose, revoked_at=None)
        .filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()))
        .first()
    )


def has_link(*, purpose: str, target: models.Model) -> bool:
    """Whether an open link of this purpose leads to this thing."""
    links = PersonalLink.objects.filter(purpose=purpose, target_label=target._meta.label, target_pk=target.pk)
    return links.filter(revoked_at=None).filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now())).exists()


def use_link(link: PersonalLink) -> bool:
    """Use up a link that works once; False when someone was first."""
    return PersonalLink.objects.filter(pk=link.pk, used_at=None).update(used_at=timezone.now()) == 1


def revoke_links(*, purpose: str, target: models.Model | Sequence[models.Model]) -> int:
    """Close every open link of this purpose to this thing, or to these things of one kind; returns how many."""
    targets = [target] if isinstance(target, models.Model) else target
    links = PersonalLink.objects.filter(
        purpose=purpose,
        target_label__in={one._meta.label for one in targets},
        target_pk__in=[one.pk for one in targets],
        revoked_at=None,
    )
    return links.update(revoked_at=timezone.now())


def claim_key(key: uuid.UUID, *, purpose: str, by: Viewer | None = None) -> RequestKey:
    """Take a form's key, inside the transaction that makes the thing.

    The key of someone else or of another form is treated as new under a fresh key, so that a guessed key
    shows nothing. When `target_pk` is set the form was already handled: use what it made.
    """
    owner = by.pk if by else None
    # One statement without a savepoint. Where a parallel request holds the key, it waits for how that one ends.
    RequestKey.objects.bulk_create([RequestKey(key=key, purpose=purpose, owner_id=owner)], ignore_conflicts=True)
    found = RequestKey.objects.select_for_update().get(key=key)
    if (found.purpose, found.owner_id) == (purpose, owner):
        return found
    return RequestKey.objects.create(key=uuid.uuid4(), purpose=purpose, owner_id=owner)


def fulfil(key: RequestKey, target: models.Model) -> None:
    """Remember what the form made."""
    key.target_label, key.target_pk = target._meta.label, target.pk
    key.save(update_fields=["target_label", "target_pk"])


def clear_old() -> int:
    """Delete used form keys and closed links after a month; a job, once a day. Returns how many went."""
    before = timezone.now() - KEEP
    keys, _ = RequestKey.objects.filter(created_at__lt=before).delete()
    closed = Q(used_at__lt=before) | Q(revoked_at__lt=before) | Q(expires_at__lt=before)
    links, _ = PersonalLink.objects.filter(closed).delete()
    return keys + links


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
