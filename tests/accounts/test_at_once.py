"""The same thing asked at the same moment, by a double click or by two admins: once, and nobody gets an error."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from wijknet.access import Function
from wijknet.accounts.models import Assignment, User
from wijknet.accounts.services import INVITATION, accept_invitation, invite
from wijknet.areas.models import Area
from wijknet.mail.models import OutgoingMail
from wijknet.tokens.models import PersonalLink
from wijknet.tokens.services import issue_link

AT_ONCE = 4
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(act: Callable[[int], Any]) -> list[Any]:
    """The answers of so many threads that start together, each with its own connection."""
    start = Barrier(AT_ONCE)

    def run(number: int) -> Any:
        start.wait()
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(AT_ONCE)))


@pytest.mark.parametrize("same_form", [True, False], ids=["one form", "four forms"])
def test_one_invitation(klarendal: Area, beheer: User, same_form: bool) -> None:
    keys = [uuid4() for _ in range(AT_ONCE)]
    made = at_once(
        lambda number: invite(
            email="noor@arnhem.example",
            name="Noor (test)",
            function=Function.WIJKMANAGER,
            area=klarendal,
            end=None,
            request_key=keys[0 if same_form else number],
            by=beheer,
        )
    )
    assert len({user.pk for user in made}) == 1
    assert Assignment.objects.filter(user=made[0]).count() == 1
    assert PersonalLink.objects.filter(purpose=INVITATION, revoked_at=None).count() == 1
    assert OutgoingMail.objects.count() == (1 if same_form else AT_ONCE)


def test_one_password(arnhem: Area) -> None:
    noor = User.objects.create_user("noor@arnhem.example", name="Noor (test)")
    issue_link(purpose=INVITATION, target=noor)
    link = PersonalLink.objects.get()
    passwords = [f"vier-woorden-nummer-{number}" for number in range(AT_ONCE)]
    accepted = at_once(lambda number: accept_invitation(link=link, password=passwords[number]))
    (first,) = [number for number, user in enumerate(accepted) if user]
    noor.refresh_from_db()
    assert noor.check_password(passwords[first])
