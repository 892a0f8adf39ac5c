"""A personal link opens one thing for one purpose; a form key makes a form count once."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.tokens.models import PersonalLink, RequestKey
from wijknet.tokens.services import claim_key, clear_old, find_link, fulfil, issue_link, revoke_links, use_link


def test_a_link_is_found_by_its_token_and_the_token_is_not_stored(klarendal: Area) -> None:
    token = issue_link(purpose="follow", target=klarendal)
    link = find_link(token, purpose="follow")
    assert link
    assert (link.target_label, link.target_pk) == ("areas.Area", klarendal.pk)
    assert token not in str(PersonalLink.objects.values())


@pytest.mark.parametrize("token", ["", "x", "ë" * 43, "a" * 5000, "a\0b", "'; --"])
def test_a_token_that_nobody_made_finds_nothing(klarendal: Area, token: str) -> None:
    issue_link(purpose="follow", target=klarendal)
    assert find_link(token, purpose="follow") is None


def test_a_link_for_one_purpose_opens_nothing_else(klarendal: Area) -> None:
    assert find_link(issue_link(purpose="follow", target=klarendal), purpose="invitation") is None


def test_a_link_past_its_date_is_closed(klarendal: Area) -> None:
    now = timezone.now()
    late = issue_link(purpose="follow", target=klarendal, expires_at=now - timedelta(seconds=1))
    early = issue_link(purpose="follow", target=klarendal, expires_at=now + timedelta(minutes=1))
    assert find_link(late, purpose="follow") is None
    assert find_link(early, purpose="follow")


def test_revoking_closes_the_links_of_this_thing_for_this_purpose_only(klarendal: Area, geitenkamp: Area) -> None:
    gone = issue_link(purpose="follow", target=klarendal)
    other_thing = issue_link(purpose="follow", target=geitenkamp)
    other_purpose = issue_link(purpose="confirm", target=klarendal)
    assert revoke_links(purpose="follow", target=klarendal) == 1
    assert revoke_links(purpose="follow", target=klarendal) == 0
    assert find_link(gone, purpose="follow") is None
    assert find_link(other_thing, purpose="follow")
    assert find_link(other_purpose, purpose="confirm")


def test_a_link_is_used_up_once(klarendal: Area) -> None:
    link = find_link(issue_link(purpose="invitation", target=klarendal), purpose="invitation")
    assert link
    assert use_link(link)
    assert not use_link(link)


def test_the_second_click_finds_what_the_first_made(fatima: User, klarendal: Area) -> None:
    key = uuid.uuid4()
    first = claim_key(key, purpose="moment", by=fatima)
    assert first.target_pk is None
    fulfil(first, klarendal)
    second = claim_key(key, purpose="moment", by=fatima)
    assert (second.target_label, second.target_pk) == ("areas.Area", klarendal.pk)
    assert RequestKey.objects.count() == 1


@pytest.mark.parametrize("other", ["colleague", "purpose", "nobody"])
def test_the_key_of_someone_or_something_else_shows_nothing(
    fatima: User, joris: User, klarendal: Area, other: str
) -> None:
    key = uuid.uuid4()
    fulfil(claim_key(key, purpose="moment", by=fatima), klarendal)
    by = {"colleague": joris, "purpose": fatima, "nobody": None}[other]
    claimed = claim_key(key, purpose="case" if other == "purpose" else "moment", by=by)
    assert claimed.target_pk is None
    assert claimed.key != key


def test_a_key_of_a_form_that_failed_is_free_again(fatima: User) -> None:
    key = uuid.uuid4()
    with transaction.atomic():
        claim_key(key, purpose="moment", by=fatima)
        transaction.set_rollback(True)
    assert claim_key(key, purpose="moment", by=fatima).key == key


def test_the_database_refuses_half_a_target(fatima: User) -> None:
    claimed = claim_key(uuid.uuid4(), purpose="moment", by=fatima)
    with pytest.raises(IntegrityError):
        RequestKey.objects.filter(pk=claimed.pk).update(target_pk=1)


def test_old_keys_and_closed_links_go_and_open_links_stay(klarendal: Area) -> None:
    long_ago = timezone.now() - timedelta(days=31)
    issue_link(purpose="follow", target=klarendal)
    for closed in ("used_at", "revoked_at", "expires_at"):
        issue_link(purpose=closed, target=klarendal)
        PersonalLink.objects.filter(purpose=closed).update(**{closed: long_ago})
    claim_key(uuid.uuid4(), purpose="old")
    RequestKey.objects.update(created_at=long_ago)
    claim_key(uuid.uuid4(), purpose="new")
    assert clear_old() == 4
    assert [link.purpose for link in PersonalLink.objects.all()] == ["follow"]
    assert [key.purpose for key in RequestKey.objects.all()] == ["new"]
