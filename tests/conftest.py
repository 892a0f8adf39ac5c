"""The same named people and places in every test.

`fatima` is wijkmanager of wijk A (Klarendal), `joris` reads there, `anna` is wijkmanager of wijk B
(Geitenkamp), `beheer` runs the gemeente and curates profiles, `other_gemeente` does so elsewhere.
"""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.utils.text import slugify
from pytest_django import DjangoDbBlocker

from tests import triggers
from tests.actors.places import bakery, desk, elderly, kinds, merged, mosque, own_kind, owner, practice, tea_hour, tie
from tests.actors.shared import alliance, buddy, channel, partner, plan, position
from tests.casework.check_ins import check_in, check_in_token
from tests.initiatives.circles import (
    circle_gone,
    circle_meeting,
    circle_member,
    circle_question,
    circle_seen,
    circle_token,
)
from tests.initiatives.evenings import past_evening, talk_evening, visitor, visitor_token
from tests.initiatives.matched import joined, match
from tests.initiatives.supporters import counted, needed, offered, supporter, supporter_token
from tests.initiatives.teammates import invited, offer_token, task, team_token, teammate
from tests.world import (
    agreement,
    answer_token,
    answered,
    asked,
    assignment,
    calendar_token,
    case,
    edition,
    follower,
    form,
    geveltuin,
    import_run,
    invitation_token,
    kookavond,
    moment,
    outreach,
    outreach_member,
    person_token,
    profile_picture,
    quote,
    referral,
    sender_token,
    signal,
    stop_token,
    world,
)
from wijknet.access import Function
from wijknet.accounts.models import Assignment, User
from wijknet.areas.finding import forget_names
from wijknet.areas.models import Area, MunicipalitySettings
from wijknet.pages.stamp import kept

PASSWORD = "een-lang-wachtwoord-voor-tests"
AsUser = Callable[[User], Client]
__all__ = [
    "agreement",
    "alliance",
    "answer_token",
    "answered",
    "asked",
    "assignment",
    "bakery",
    "buddy",
    "calendar_token",
    "case",
    "channel",
    "check_in",
    "check_in_token",
    "circle_gone",
    "circle_meeting",
    "circle_member",
    "circle_question",
    "circle_seen",
    "circle_token",
    "counted",
    "desk",
    "edition",
    "elderly",
    "follower",
    "form",
    "geveltuin",
    "import_run",
    "invitation_token",
    "invited",
    "joined",
    "kinds",
    "kookavond",
    "match",
    "merged",
    "moment",
    "mosque",
    "needed",
    "offer_token",
    "offered",
    "outreach",
    "outreach_member",
    "own_kind",
    "owner",
    "partner",
    "past_evening",
    "person_token",
    "plan",
    "position",
    "practice",
    "profile_picture",
    "quote",
    "referral",
    "sender_token",
    "signal",
    "stop_token",
    "supporter",
    "supporter_token",
    "talk_evening",
    "task",
    "tea_hour",
    "team_token",
    "teammate",
    "tie",
    "visitor",
    "visitor_token",
    "world",
]


def pytest_configure() -> None:
    """Hashing a password takes a fifth of a second by design, and tests make thousands of users."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def make_area(level: str, code: str, name: str, parent: Area | None = None) -> Area:
    municipality = parent.municipality or parent if parent else None
    area: Area = Area.objects.create(
        level=level,
        code=code,
        name=name,
        slug=slugify(name),
        parent=parent,
        municipality=municipality,
        border_year=2024,
    )
    if level == Area.Level.GEMEENTE:
        MunicipalitySettings.objects.create(municipality=area)
    return area


def make_user(email: str, name: str, area: Area | None = None, *functions: Function) -> User:
    user = User.objects.create_user(email, PASSWORD, name=name)
    if area is not None:
        Assignment.objects.bulk_create(Assignment(user=user, area=area, function=function) for function in functions)
    return user


@pytest.fixture(autouse=True)
def no_pages_kept() -> None:
    """Tests roll back, so that the next one makes other rows under the same keys."""
    kept.clear()
    forget_names()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(test_database_file: str, request: pytest.FixtureRequest) -> None:
    """A file per worker: an SQLite database in memory answers 500 under the live server."""
    database = connections["default"].settings_dict
    if connections["default"].vendor == "sqlite":
        database["TEST"]["NAME"] = test_database_file
    request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The triggers that refuse changes would refuse emptying a table as well (see tests/triggers.py)."""
    with django_db_blocker.unblock():
        triggers.take_off()


@pytest.fixture
def arnhem(db: None) -> Area:
    return make_area("GEMEENTE", "GM0202", "Arnhem")


@pytest.fixture
def klarendal(arnhem: Area) -> Area:
    return make_area("WIJK", "WK020207", "Klarendal", arnhem)


@pytest.fixture
def geitenkamp(arnhem: Area) -> Area:
    return make_area("WIJK", "WK020210", "Geitenkamp", arnhem)


@pytest.fixture
def goeree(db: None) -> Area:
    return make_area("GEMEENTE", "GM1924", "Goeree-Overflakkee")


@pytest.fixture
def other_wijk(goeree: Area) -> Area:
    return make_area("WIJK", "WK192406", "Stad aan 't Haringvliet", goeree)


@pytest.fixture
def fatima(klarendal: Area) -> User:
    return make_user("fatima@arnhem.example", "Fatima (test)", klarendal, Function.WIJKMANAGER)


@pytest.fixture
def joris(klarendal: Area) -> User:
    return make_user("joris@arnhem.example", "Joris (test)", klarendal, Function.READER)


@pytest.fixture
def anna(geitenkamp: Area) -> User:
    return make_user("anna@arnhem.example", "Anna (test)", geitenkamp, Function.WIJKMANAGER)


@pytest.fixture
def beheer(arnhem: Area) -> User:
    return make_user("beheer@arnhem.example", "Beheer (test)", arnhem, Function.MUNICIPALITY_ADMIN, Function.CURATOR)


@pytest.fixture
def other_gemeente(goeree: Area) -> User:
    return make_user(
        "beheer@goeree.example",
        "Andere gemeente (test)",
        goeree,
        Function.MUNICIPALITY_ADMIN,
        Function.CURATOR,
        Function.WIJKMANAGER,
    )


@pytest.fixture
def as_user() -> AsUser:
    """A browser in which this user is signed in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
