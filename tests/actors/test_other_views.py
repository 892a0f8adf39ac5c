"""The pages of networks, gemeente contacts, ties and reach."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actors.models import Actor, InformalNetwork, MunicipalContact, Reach, Tie
from actors.services import add_actor, add_municipal_contact, add_network
from tests.actors.places import kind_named
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area, ResidentGroup, Theme
from wijknet.ui.dates import today

NETWORKS, CONTACTS = "/netwerken/", "/gemeentecontacten/"


@pytest.fixture
def browser_of_fatima(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


# Networks


def network(area: Area, **values: Any) -> dict[str, Any]:
    return {"name": "Appgroep Akkerstraat", "area": area.pk, "request_key": str(uuid4()), **values}


def test_an_empty_list_of_networks_says_what_to_do(klarendal: Area, browser_of_fatima: Client) -> None:
    assert "Nog geen informele netwerken" in browser_of_fatima.get(NETWORKS).content.decode()


def test_networks_ask_as_much_for_one_as_for_fifty(klarendal: Area, fatima: User, browser_of_fatima: Client) -> None:
    counts = []
    for start, end in ((0, 1), (1, 50)):
        for number in range(start, end):
            add_network(by=fatima, area=klarendal, name=f"Groep {number}")
        with CaptureQueriesContext(connection) as asked:
            assert browser_of_fatima.get(f"{NETWORKS}?q=groep").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 8


def test_networks_are_found(tea_hour: InformalNetwork, browser_of_fatima: Client) -> None:
    for query, count in (("q=kopje", 1), ("q=haven", 0), ("wijk=WK020207", 1), ("wijk=WK020210", 0), ("group=x", 1)):
        assert len(browser_of_fatima.get(f"{NETWORKS}?{query}").context["page"].items) == count, query


def test_a_network_is_added_and_changed(bakery: Actor, klarendal: Area, browser_of_fatima: Client) -> None:
    sent = network(klarendal, actors=[bakery.pk], size="40")
    answers = [browser_of_fatima.post(f"{NETWORKS}nieuw/", sent) for _ in range(2)]
    made = InformalNetwork.objects.get()
    assert {answer["Location"] for answer in answers} == {made.get_absolute_url()}
    url = reverse("network-change", args=[made.pk])
    change = {**sent, "version": 1, "meeting_place": bakery.pk, "meeting_text": "het plein"}
    assert "Niet allebei" in browser_of_fatima.post(url, change).content.decode()
    assert browser_of_fatima.post(url, {**change, "meeting_text": ""}).status_code == 302
    assert browser_of_fatima.post(url, {**change, "meeting_text": ""}).status_code == 409
    made.refresh_from_db()
    assert (made.meeting_place, made.size) == (bakery, 40)


def test_who_takes_part_unseen_keeps_taking_part(
    kinds: None, tea_hour: InformalNetwork, geitenkamp: Area, anna: User, browser_of_fatima: Client
) -> None:
    there = add_actor(by=anna, area=geitenkamp, name="De Wilgen (test)", kind=kind_named("Buurthuis"))
    tea_hour.actors.add(there)
    InformalNetwork.objects.update(meeting_place=there)
    url = reverse("network-change", args=[tea_hour.pk])
    sent = network(tea_hour.area, version=1, actors=[], meeting_place=there.pk, name="Theeuur")
    assert browser_of_fatima.post(url, sent).status_code == 302
    tea_hour.refresh_from_db()
    assert (list(tea_hour.actors.all()), tea_hour.meeting_place, tea_hour.name) == ([there], there, "Theeuur")


def test_a_sensitive_place_is_no_choice_for_a_network_or_a_tie(
    mosque: Actor, bakery: Actor, browser_of_fatima: Client
) -> None:
    form = browser_of_fatima.get(f"{NETWORKS}nieuw/").context["form"]
    assert list(form.fields["actors"].queryset) == [bakery]
    assert mosque in form.fields["meeting_place"].queryset
    page = browser_of_fatima.get(reverse("actor-tie-new", args=[bakery.pk])).content.decode()
    assert mosque.name not in page
    query = {"naam": "other", "soort": ["actor", "network"], "netwerk": "1"}
    assert mosque.name not in browser_of_fatima.get("/actoren/kies/", query).content.decode()


@pytest.mark.parametrize(
    ("values", "message"), [({"name": ""}, "Vul in: "), ({"size": "-1"}, ""), ({"size": "veel"}, "")]
)
def test_a_wrong_network_is_refused(
    klarendal: Area, browser_of_fatima: Client, values: dict[str, str], message: str
) -> None:
    answer = browser_of_fatima.post(f"{NETWORKS}nieuw/", network(klarendal, **values))
    assert answer.status_code == 400
    assert message in answer.content.decode()
    assert not InformalNetwork.objects.exists()


def test_a_network_goes_to_the_archive_and_back(tea_hour: InformalNetwork, browser_of_fatima: Client) -> None:
    url = reverse("network-archive", args=[tea_hour.pk])
    assert "archiveren?" in browser_of_fatima.get(url).content.decode()
    assert "ligt in het archief" in browser_of_fatima.post(url, follow=True).content.decode()
    assert tea_hour.name in browser_of_fatima.get(f"{NETWORKS}?archief=ja").content.decode()
    browser_of_fatima.post(reverse("network-restore", args=[tea_hour.pk]))
    assert InformalNetwork.objects.current().exists()


# Gemeente contacts


def contact(**values: Any) -> dict[str, Any]:
    return {"department": "Beheer", "request_key": str(uuid4()), **values}


def test_an_empty_list_of_contacts_says_what_to_do(klarendal: Area, browser_of_fatima: Client) -> None:
    assert "Nog geen gemeentecontacten" in browser_of_fatima.get(CONTACTS).content.decode()


def test_contacts_ask_as_much_for_one_as_for_fifty(
    arnhem: Area, klarendal: Area, fatima: User, browser_of_fatima: Client
) -> None:
    theme = Theme.objects.create(municipality=arnhem, name="Groen")
    counts = []
    for start, end in ((0, 1), (1, 50)):
        for number in range(start, end):
            add_municipal_contact(by=fatima, municipality=arnhem, department=f"Bureau {number}", themes=[theme])
        with CaptureQueriesContext(connection) as asked:
            assert browser_of_fatima.get(f"{CONTACTS}?theme={theme.pk}").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 8


def test_contacts_are_found(
    arnhem: Area, geitenkamp: Area, desk: MunicipalContact, fatima: User, browser_of_fatima: Client
) -> None:
    theme = Theme.objects.create(municipality=arnhem, name="Groen")
    green = add_municipal_contact(
        by=fatima, municipality=arnhem, department="Groen (test)", themes=[theme], wijken=[geitenkamp]
    )
    wanted = {
        "": {desk, green},
        "q=groen": {green},
        f"theme={theme.pk}": {green},
        "department=Beheer (test)": {desk},
        "wijk=WK020207": {desk},
        "wijk=WK020210": {desk, green},
        "theme=x&department=zoiets": {desk, green},
    }
    for query, found in wanted.items():
        assert set(browser_of_fatima.get(f"{CONTACTS}?{query}").context["page"].items) == found, query


def test_a_contact_is_added_and_changed(desk: MunicipalContact, browser_of_fatima: Client) -> None:
    sent = contact(department="Verkeer", name="Ruben (test)", phone="14 026")
    answers = [browser_of_fatima.post(f"{CONTACTS}nieuw/", sent) for _ in range(2)]
    made = MunicipalContact.objects.exclude(pk=desk.pk).get()
    assert {answer["Location"] for answer in answers} == {made.get_absolute_url()}
    url = reverse("municipal-contact-change", args=[made.pk])
    away = str(today() + timedelta(days=3))
    change = {**sent, "version": 1, "deputy": desk.pk, "absent_until": away}
    assert browser_of_fatima.post(url, change).status_code == 302
    assert browser_of_fatima.post(url, change).status_code == 409
    page = browser_of_fatima.get(made.get_absolute_url()).content.decode()
    assert "Afwezig tot en met" in page
    assert desk.get_absolute_url() in page
    assert "afwezig" in browser_of_fatima.get(CONTACTS).content.decode()


def test_a_contact_without_department_is_refused(klarendal: Area, browser_of_fatima: Client) -> None:
    answer = browser_of_fatima.post(f"{CONTACTS}nieuw/", contact(department="", phone="x", email="y"))
    assert answer.status_code == 400
    assert "Vul in: Afdeling" in answer.content.decode()
    assert not MunicipalContact.objects.exists()


def test_who_works_in_two_gemeenten_says_which(
    klarendal: Area, other_wijk: Area, fatima: User, as_user: AsUser
) -> None:
    fatima.assignments.create(area=other_wijk, function="WIJKMANAGER")
    client = as_user(User.objects.get(pk=fatima.pk))
    assert "?gemeente=GM1924" in client.get(f"{CONTACTS}nieuw/").content.decode()
    assert client.post(f"{CONTACTS}nieuw/?gemeente=GM1924", contact()).status_code == 302
    assert MunicipalContact.objects.get().municipality.code == "GM1924"


def test_a_contact_goes_to_the_archive_and_back(desk: MunicipalContact, browser_of_fatima: Client) -> None:
    url = reverse("municipal-contact-archive", args=[desk.pk])
    assert "archiveren?" in browser_of_fatima.get(url).content.decode()
    assert "Terughalen" in browser_of_fatima.post(url, follow=True).content.decode()
    browser_of_fatima.post(reverse("municipal-contact-restore", args=[desk.pk]))
    assert MunicipalContact.objects.current().exists()


def test_a_reader_changes_no_network_and_no_contact(
    tea_hour: InformalNetwork, desk: MunicipalContact, as_user: AsUser, joris: User
) -> None:
    client = as_user(joris)
    for thing, key in (("network", tea_hour.pk), ("municipal-contact", desk.pk)):
        for verb in ("change", "archive", "restore"):
            assert client.post(reverse(f"{thing}-{verb}", args=[key])).status_code == 403
    assert client.post(f"{NETWORKS}nieuw/").status_code == 403
    assert client.post(f"{CONTACTS}nieuw/").status_code == 403


# Ties and reach


def test_a_tie_is_added_from_both_kinds_of_page(
    bakery: Actor, tea_hour: InformalNetwork, browser_of_fatima: Client
) -> None:
    sent = {"other": f"network-{tea_hour.pk}", "kind": "SUPPORTS", "strength": "5", "source_text": "een bewoner"}
    url = reverse("actor-tie-new", args=[bakery.pk])
    assert tea_hour.name in browser_of_fatima.get(url).content.decode()
    assert browser_of_fatima.post(url, sent)["Location"] == bakery.get_absolute_url()
    browser_of_fatima.post(url, sent)
    tie = Tie.objects.get()
    assert (tie.source, tie.target, tie.strength) == (bakery, tea_hour, 5)
    url = reverse("network-tie-new", args=[tea_hour.pk])
    back = {"other": f"actor-{bakery.pk}", "kind": "KNOWS", "strength": "1"}
    assert browser_of_fatima.post(url, back)["Location"] == tea_hour.get_absolute_url()
    assert Tie.objects.count() == 2


def test_a_tie_says_from_when_and_until_when(bakery: Actor, practice: Actor, browser_of_fatima: Client) -> None:
    url = reverse("actor-tie-new", args=[bakery.pk])
    sent = {"other": f"actor-{practice.pk}", "kind": "KNOWS", "strength": "1", "start": "2020-03-01"}
    browser_of_fatima.post(url, sent)
    assert "sinds zo 1 maart 2020" in browser_of_fatima.get(bakery.get_absolute_url()).content.decode()
    browser_of_fatima.post(url, sent | {"end": "2021-03-01"})
    tie = Tie.objects.get()
    assert (tie.start, tie.end) == (date(2020, 3, 1), date(2021, 3, 1))
    assert practice.name not in browser_of_fatima.get(bakery.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "values",
    [
        {"other": ""},
        {"other": "itself"},
        {"strength": "2"},
        {"kind": "LOVES"},
        {"strength": ""},
        {"start": "2024-05-01", "end": "2023-05-01"},
        {"start": "2999-01-01"},
        {"end": "gisteren"},
    ],
)
def test_a_wrong_tie_is_refused(
    bakery: Actor, practice: Actor, browser_of_fatima: Client, values: dict[str, str]
) -> None:
    sent = {"other": f"actor-{practice.pk}", "kind": "KNOWS", "strength": "1", **values}
    if sent["other"] == "itself":
        sent["other"] = f"actor-{bakery.pk}"
    answer = browser_of_fatima.post(reverse("actor-tie-new", args=[bakery.pk]), sent)
    assert answer.status_code == 400
    assert "Fout:" in answer.content.decode()
    assert not Tie.objects.exists()


def test_no_tie_with_a_sensitive_place_by_form(bakery: Actor, mosque: Actor, browser_of_fatima: Client) -> None:
    sent = {"other": f"actor-{mosque.pk}", "kind": "KNOWS", "strength": "1"}
    answer = browser_of_fatima.post(reverse("actor-tie-new", args=[bakery.pk]), sent)
    assert "Kies iets uit de lijst" in answer.content.decode()
    assert not Tie.objects.exists()


def test_a_tie_finds_the_other_side_and_keeps_what_was_chosen(
    bakery: Actor, practice: Actor, elderly: ResidentGroup, browser_of_fatima: Client, tea_hour: InformalNetwork
) -> None:
    sent = {"search": "1", "words": "theeuur", "other": f"actor-{practice.pk}", "strength": "3"}
    page = browser_of_fatima.post(reverse("actor-tie-new", args=[bakery.pk]), sent).content.decode()
    assert f'value="network-{tea_hour.pk}"' in page
    assert f'value="actor-{practice.pk}" checked' in page
    assert elderly.name not in page


def test_a_tie_is_confirmed_and_ended_by_a_button(
    tie: Tie, bakery: Actor, practice: Actor, browser_of_fatima: Client, as_user: AsUser, joris: User, anna: User
) -> None:
    Tie.objects.update(last_confirmed_on=None)
    for name in ("tie-confirm", "tie-end"):
        url = reverse(name, args=[tie.pk])
        assert as_user(joris).post(url).status_code == 403
        assert as_user(anna).post(url).status_code == 404
    answer = browser_of_fatima.post(reverse("tie-confirm", args=[tie.pk]), {"van": f"actor-{practice.pk}"})
    assert answer["Location"] == practice.get_absolute_url()
    assert browser_of_fatima.post(reverse("tie-end", args=[tie.pk]))["Location"] == bakery.get_absolute_url()
    tie.refresh_from_db()
    assert (tie.last_confirmed_on, tie.end) == (today(), today())


def test_reach_is_set_one_group_at_a_time(
    bakery: Actor, tea_hour: InformalNetwork, elderly: ResidentGroup, browser_of_fatima: Client
) -> None:
    url = reverse("actor-reach", args=[bakery.pk])
    assert browser_of_fatima.get(f"{url}?groep={elderly.pk}").context["form"].initial == {"group": str(elderly.pk)}
    assert browser_of_fatima.get(f"{url}?groep=x").context["form"].initial == {}
    sent = {"group": elderly.pk, "level": "TRUSTED"}
    assert browser_of_fatima.post(url, sent)["Location"] == bakery.get_absolute_url()
    assert browser_of_fatima.post(url, {**sent, "level": "LOVED"}).status_code == 400
    browser_of_fatima.post(reverse("network-reach", args=[tea_hour.pk]), {**sent, "level": "UNKNOWN"})
    assert set(Reach.objects.values_list("level", flat=True)) == {"TRUSTED", "UNKNOWN"}
