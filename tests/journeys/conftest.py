"""Klarendal as the story finds it: a practice that is known, and a desk at the gemeente."""

from collections.abc import Callable

import pytest
from django.core import mail

from actors.models import Actor, ActorKind, MunicipalContact
from actors.services import add_actor, add_municipal_contact
from tests.browser import PHONE, Browse, Visit
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.mail.services import send_waiting

SITE = "http://localhost:8000"


@pytest.fixture
def practice(klarendal: Area, fatima: User) -> Actor:
    """The huisartsenpraktijk of the wijk, known to the wijkmanager."""
    kind = ActorKind.objects.create(name="huisarts (verhaal)", formal=True, rhythm_days=30)
    return add_actor(by=fatima, area=klarendal, name="Huisartsenpraktijk De Linden", kind=kind)


@pytest.fixture
def desk(arnhem: Area, beheer: User) -> MunicipalContact:
    return add_municipal_contact(by=beheer, municipality=arnhem, department="Bureau Verkeer")


@pytest.fixture
def phone(browse: Browse, fatima: User) -> Visit:
    """The wijkmanager's phone, signed in."""
    return browse(fatima, viewport=PHONE)


@pytest.fixture
def read_mail() -> Callable[[], str]:
    """What the worker sends now, as one text, with links that lead into the live server."""

    def read() -> str:
        mail.outbox.clear()
        send_waiting()
        return "\n".join(f"{sent.to} {sent.subject}\n{sent.body}" for sent in mail.outbox)

    return read
