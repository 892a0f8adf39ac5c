"""What an admin of a gemeente does with colleagues, on the pages and in the services under them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.conftest import PASSWORD, AsUser, make_user
from wijknet.access import Function
from wijknet.accounts.forms import InviteForm
from wijknet.accounts.models import Assignment, User
from wijknet.accounts.permissions import may_assign, may_end
from wijknet.accounts.services import assign, change_assignment, clear_old, close_access
from wijknet.areas.models import Area
from wijknet.log.models import LogEntry
from wijknet.mail.models import OutgoingMail
from wijknet.ui.conflict import Conflict


@pytest.fixture
def desk(as_user: AsUser, beheer: User) -> Client:
    """The browser of who runs Arnhem."""
    return as_user(beheer)


def form(area: Area, **more: Any) -> dict[str, Any]:
    return {
        "name": "Noor (test)",
        "email": "noor@arnhem.example",
        "function": "WIJKMANAGER",
        "area": area.pk,
        "end": "",
        "request_key": str(uuid4()),
    } | more


# The list --------------------------------------------------------------------------------------------------


def test_the_list_shows_colleagues_of_this_gemeente_alone(desk: Client, fatima: User, other_gemeente: User) -> None:
    html = desk.get("/collegas/").content.decode()
    assert "Fatima (test)" in html
    assert "wijkmanager, Klarendal" in html
    assert "doet mee" in html
    assert "Andere gemeente" not in html


def test_what_someone_does_elsewhere_is_not_shown(desk: Client, fatima: User, other_wijk: Area) -> None:
    Assignment.objects.create(user=fatima, area=other_wijk, function=Function.READER)
    for address in ("/collegas/", f"/collegas/{fatima.pk}/"):
        assert "Haringvliet" not in desk.get(address).content.decode()


def test_searching_by_name_or_address(desk: Client, fatima: User, joris: User) -> None:
    assert "Joris" not in desk.get("/collegas/", {"zoek": "fati"}).content.decode()
    assert "Joris" in desk.get("/collegas/", {"zoek": "JORIS@"}).content.decode()
    assert "Niemand gevonden" in desk.get("/collegas/", {"zoek": "xyz"}).content.decode()


def test_who_stopped_stands_at_the_end(desk: Client, fatima: User, joris: User) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Assignment.objects.filter(user=fatima).update(start=yesterday, end=yesterday)
    html = desk.get("/collegas/").content.decode()
    assert "gestopt" in html
    assert html.index("Joris") < html.index("Fatima")


def test_as_many_queries_for_one_as_for_fifty(desk: Client, klarendal: Area) -> None:
    make_user("een@arnhem.example", "Een (test)", klarendal, Function.READER)
    with CaptureQueriesContext(connection) as few:
        desk.get("/collegas/")
    for number in range(50):
        make_user(f"c{number}@arnhem.example", f"Collega {number}", klarendal, Function.READER)
    with CaptureQueriesContext(connection) as many:
        assert b"Collega 49" in desk.get("/collegas/").content
    assert len(few) == len(many) <= 8


# Inviting --------------------------------------------------------------------------------------------------


def test_inviting_shows_who_was_invited_and_what_now(desk: Client, klarendal: Area) -> None:
    page = desk.post("/collegas/uitnodigen/", form(klarendal), follow=True).content.decode()
    assert "We hebben Noor (test) een mail gestuurd." in page
    assert "uitgenodigd" in page
    assert "Stuur de uitnodiging opnieuw" in page


def test_a_double_click_is_one_invitation_and_the_same_page(desk: Client, klarendal: Area) -> None:
    sent = form(klarendal)
    first, second = (desk.post("/collegas/uitnodigen/", sent) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert OutgoingMail.objects.count() == 1


def test_the_key_of_a_colleague_shows_nothing_of_theirs(
    desk: Client, as_user: AsUser, klarendal: Area, other_wijk: Area, other_gemeente: User
) -> None:
    sent = form(klarendal)
    desk.post("/collegas/uitnodigen/", sent)
    elsewhere = form(other_wijk, email="ander@goeree.example", request_key=sent["request_key"])
    assert as_user(other_gemeente).post("/collegas/uitnodigen/", elsewhere).status_code == 302
    assert User.objects.filter(email="ander@goeree.example").exists()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("email", "noor", "naam@voorbeeld.nl"),
        ("email", "", "Vul in: E-mailadres"),
        ("name", "", "Vul in: Naam"),
        ("name", "a\0b", "niet kunnen bewaren"),
        ("name", "x" * 101, "korter"),
        ("function", "KONING", "Kies iets uit de lijst"),
        ("area", "", "Maak een keuze bij: Waar"),
        ("area", "99999999999999999999", "Kies iets uit de lijst"),
        ("area", "abc", "Kies iets uit de lijst"),
        ("end", "2020-01-01", "Kies een dag die nog komt"),
        ("end", "morgen", "Vul een datum in"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    desk: Client, klarendal: Area, field: str, value: str, says: str
) -> None:
    page = desk.post("/collegas/uitnodigen/", form(klarendal) | {field: value})
    html = page.content.decode()
    assert page.status_code == 200
    assert says in html
    assert "<title>Fout:" in html
    assert field == "email" or 'value="noor@arnhem.example"' in html
    assert not User.objects.filter(email="noor@arnhem.example").exists()


@pytest.mark.parametrize("key", ["", "geen-sleutel"])
def test_a_form_without_a_key_is_refused(desk: Client, klarendal: Area, key: str) -> None:
    assert desk.post("/collegas/uitnodigen/", form(klarendal, request_key=key)).status_code == 200
    assert not OutgoingMail.objects.exists()


def test_another_gemeente_cannot_be_chosen(desk: Client, beheer: User, other_wijk: Area) -> None:
    assert "Kies iets uit de lijst" in desk.post("/collegas/uitnodigen/", form(other_wijk)).content.decode()
    offered = str(InviteForm(viewer=beheer).fields["area"].choices)  # type: ignore[attr-defined]
    assert "Heel Arnhem" in offered
    assert "Goeree" not in offered


def test_running_a_gemeente_is_for_the_whole_of_it(desk: Client, arnhem: Area, klarendal: Area) -> None:
    wrong = desk.post("/collegas/uitnodigen/", form(klarendal, function="MUNICIPALITY_ADMIN"))
    assert "hele gemeente" in wrong.content.decode()
    assert desk.post("/collegas/uitnodigen/", form(arnhem, function="MUNICIPALITY_ADMIN")).status_code == 302


def test_who_may_give_what_where(arnhem: Area, klarendal: Area, goeree: Area, beheer: User, fatima: User) -> None:
    buurt = Area(level=Area.Level.BUURT, municipality=arnhem)
    assert may_assign(beheer, klarendal, Function.READER)
    assert may_assign(beheer, arnhem, Function.MUNICIPALITY_ADMIN)
    assert not may_assign(beheer, klarendal, Function.MUNICIPALITY_ADMIN)
    assert not may_assign(beheer, goeree, Function.READER)
    assert not may_assign(beheer, buurt, Function.READER)
    assert not may_assign(fatima, klarendal, Function.READER)


# Functions -------------------------------------------------------------------------------------------------


def test_one_more_function_is_given_once_and_told_once(desk: Client, fatima: User, geitenkamp: Area) -> None:
    sent = form(geitenkamp, function="READER")
    for _ in range(2):
        assert desk.post(f"/collegas/{fatima.pk}/functie/", sent)["Location"] == f"/collegas/{fatima.pk}/"
    assert fatima.assignments.filter(area=geitenkamp, function=Function.READER).count() == 1
    assert OutgoingMail.objects.filter(to=fatima.email).count() == 1


def test_a_function_that_someone_has_is_not_given_twice(fatima: User, klarendal: Area, beheer: User) -> None:
    same = assign(user=fatima, function=Function.WIJKMANAGER, area=klarendal, end=None, request_key=uuid4(), by=beheer)
    assert same == fatima.assignments.get()


def test_the_last_day_is_kept_logged_and_included(desk: Client, fatima: User) -> None:
    assignment = fatima.assignments.get()
    today = timezone.localdate()
    address = f"/collegas/functies/{assignment.pk}/"
    assert desk.get(address).context["form"].initial["version"] == 1
    assert desk.post(address, {"end": today.isoformat(), "version": 1}).status_code == 302
    assignment.refresh_from_db()
    assert (assignment.end, assignment.version) == (today, 2)
    assert User.objects.get(pk=fatima.pk).wijk_ids()
    entry = LogEntry.objects.get(verb="change")
    assert entry.fields == ["end"]
    assert entry.function == Function.MUNICIPALITY_ADMIN or entry.function == Function.CURATOR


@pytest.mark.parametrize("end", ["2020-01-01", "morgen"])
def test_a_last_day_in_the_past_is_refused(desk: Client, fatima: User, end: str) -> None:
    assignment = fatima.assignments.get()
    assert desk.post(f"/collegas/functies/{assignment.pk}/", {"end": end, "version": 1}).status_code == 200
    assignment.refresh_from_db()
    assert assignment.end is None


def test_a_last_day_before_the_first_is_refused(desk: Client, fatima: User) -> None:
    today = timezone.localdate()
    fatima.assignments.update(start=today + timedelta(days=9))
    address = f"/collegas/functies/{fatima.assignments.get().pk}/"
    assert desk.post(address, {"end": today.isoformat(), "version": 1}).status_code == 200


def test_two_admins_at_once_the_second_sees_both(desk: Client, fatima: User, beheer: User) -> None:
    assignment = fatima.assignments.get()
    soon, later = (timezone.localdate() + timedelta(days=days) for days in (3, 30))
    change_assignment(assignment=assignment, end=soon, version=1, by=beheer)
    with pytest.raises(Conflict):
        change_assignment(assignment=assignment, end=later, version=1, by=beheer)
    page = desk.post(f"/collegas/functies/{assignment.pk}/", {"end": later.isoformat(), "version": 1})
    assert page.status_code == 409
    assert page.context["version"] == 2
    assignment.refresh_from_db()
    assert assignment.end == soon


def test_nobody_ends_the_function_that_they_do_it_with(desk: Client, beheer: User) -> None:
    own = beheer.assignments.get(function=Function.MUNICIPALITY_ADMIN)
    assert not may_end(beheer, own)
    assert may_end(beheer, beheer.assignments.get(function=Function.CURATOR))
    for response in (desk.get(f"/collegas/functies/{own.pk}/"), desk.post(f"/collegas/{beheer.pk}/sluiten/")):
        assert response.status_code == 403
        assert "eigen beheer" in response.content.decode()
    assert beheer.assignments.not_ended().count() == 2


# Again, and never again ------------------------------------------------------------------------------------


def test_inviting_again_is_for_who_never_came_in(desk: Client, klarendal: Area, fatima: User) -> None:
    desk.post("/collegas/uitnodigen/", form(klarendal))
    noor = User.objects.get(email="noor@arnhem.example")
    key = {"request_key": str(uuid4())}
    for _ in range(2):
        page = desk.post(f"/collegas/{noor.pk}/uitnodiging/", key, follow=True)
        assert "opnieuw gestuurd" in page.content.decode()
    assert OutgoingMail.objects.filter(to=noor.email).count() == 2
    for data, user in (({}, noor), ({"request_key": str(uuid4())}, fatima)):
        page = desk.post(f"/collegas/{user.pk}/uitnodiging/", data, follow=True)
        assert "niets verstuurd" in page.content.decode()
    assert OutgoingMail.objects.count() == 2


def test_closing_access_ends_functions_password_and_sessions(desk: Client, as_user: AsUser, fatima: User) -> None:
    Assignment.objects.filter(user=fatima).update(start=timezone.localdate() - timedelta(days=9))
    there = as_user(fatima)
    assert desk.get(f"/collegas/{fatima.pk}/sluiten/").status_code == 200
    assert fatima.assignments.not_ended().exists()
    assert desk.post(f"/collegas/{fatima.pk}/sluiten/")["Location"] == "/collegas/"
    assert there.get("/account/").status_code == 302
    fatima = User.objects.get(pk=fatima.pk)
    assert not fatima.is_active
    assert not fatima.has_usable_password()
    assert not fatima.wijk_ids()
    assert fatima.assignments.get().end == timezone.localdate() - timedelta(days=1)
    assert set(LogEntry.objects.values_list("verb", flat=True)) == {"change", "close"}


def test_closing_reaches_no_further_than_my_gemeente(
    beheer: User, arnhem: Area, fatima: User, other_wijk: Area
) -> None:
    elsewhere = Assignment.objects.create(user=fatima, area=other_wijk, function=Function.READER)
    assert close_access(user=fatima, municipality_ids=frozenset({arnhem.pk}), by=beheer) == 1
    fatima = User.objects.get(pk=fatima.pk)
    assert fatima.is_active
    assert fatima.check_password(PASSWORD)
    assert list(fatima.assignments.not_ended()) == [elsewhere]


def test_the_operator_is_not_shut_out_by_a_gemeente(beheer: User, arnhem: Area, fatima: User) -> None:
    User.objects.filter(pk=fatima.pk).update(is_staff=True)
    fatima.refresh_from_db()
    close_access(user=fatima, municipality_ids=frozenset({arnhem.pk}), by=beheer)
    fatima.refresh_from_db()
    assert fatima.is_active


def test_my_account_shows_what_i_do_and_for_how_long(as_user: AsUser, fatima: User) -> None:
    Assignment.objects.filter(user=fatima).update(end=timezone.localdate() + timedelta(days=400))
    html = as_user(fatima).get("/account/").content.decode()
    for words in ("Fatima (test)", fatima.email, "Wijkmanager: Klarendal", "tot en met", "staat uit"):
        assert words in html


def test_devices_of_sessions_that_are_over_go(client: Client, fatima: User) -> None:
    client.post("/accounts/inloggen/", {"login": fatima.email, "password": PASSWORD})
    assert clear_old() == 0
    client.session.flush()
    assert clear_old() == 1


def test_who_lost_phone_and_codes_starts_again(desk: Client, fatima: User) -> None:
    address = f"/collegas/{fatima.pk}/tweede-stap/"
    assert address not in desk.get(f"/collegas/{fatima.pk}/").content.decode()
    Authenticator.objects.create(user=fatima, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert address in desk.get(f"/collegas/{fatima.pk}/").content.decode()
    assert desk.get(address).status_code == 200
    assert Authenticator.objects.exists()
    for _ in range(2):
        assert desk.post(address).status_code == 302
    assert not Authenticator.objects.exists()
    assert OutgoingMail.objects.get().to == fatima.email
    assert LogEntry.objects.get().verb == "second_step_off"


def test_nobody_takes_away_their_own_or_the_operators_second_step(desk: Client, beheer: User, fatima: User) -> None:
    User.objects.filter(pk=fatima.pk).update(is_staff=True)
    for user in (beheer, fatima):
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
        assert desk.post(f"/collegas/{user.pk}/tweede-stap/").status_code == 403
    assert Authenticator.objects.count() == 2
