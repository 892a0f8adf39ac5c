"""The field with which one chooses a party: it offers and accepts only what the viewer may see."""

import pytest
from django.core.exceptions import ValidationError

from actors.forms import ActorNewForm, PartiesField, PartyField, TieForm, party_label, party_value
from actors.forms.party import NOBODY, fetch, near, search
from actors.models import Actor, ActorKind, InformalNetwork, MunicipalContact, PersonFunction
from actors.services import archive_actor, mark_spoken
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area, ResidentGroup
from wijknet.ui.dates import today

ALL = ("actor", "network", "group", "contact")


def names(things: list[object]) -> list[str]:
    return [str(thing) for thing in things]


def test_a_value_says_what_it_is(
    bakery: Actor, tea_hour: InformalNetwork, elderly: ResidentGroup, desk: MunicipalContact, fatima: User
) -> None:
    assert [party_value(thing) for thing in near(fatima, None, kinds=ALL)] == [
        f"actor-{bakery.pk}",
        f"network-{tea_hour.pk}",
        f"group-{elderly.pk}",
        f"contact-{desk.pk}",
    ]


def test_spoken_to_last_comes_first_and_words_find(bakery: Actor, practice: Actor, fatima: User) -> None:
    mark_spoken(actors=[practice], on=today())
    assert names(near(fatima, None)) == [practice.name, bakery.name]
    assert names(search(fatima, "YILDIZ")) == [bakery.name]
    assert search(fatima, "niets zo") == []


def test_groups_are_found_by_folded_words(elderly: ResidentGroup, fatima: User) -> None:
    assert search(fatima, "ALLEEN ouderen", kinds=("group",)) == [elderly]
    assert search(fatima, "jongeren", kinds=("group",)) == []


def test_someone_is_found_by_the_place_and_named_by_the_function(owner: PersonFunction, fatima: User) -> None:
    found = search(fatima, "yildiz")
    assert owner in found
    assert party_label(owner) == f"{owner.actor} ({owner.title})"
    assert owner.person.name not in party_label(owner)
    assert search(fatima, owner.person.name.split()[-1] + " zo heet geen plek") == []


def test_another_wijk_offers_and_accepts_nothing(bakery: Actor, anna: User, geitenkamp: Area) -> None:
    assert near(anna, geitenkamp, kinds=("actor",)) == []
    field = PartyField()
    field.keep(anna, [party_value(bakery)])
    with pytest.raises(ValidationError, match="Kies iets uit de lijst"):
        field.clean(party_value(bakery))


def test_a_choice_gives_the_thing(bakery: Actor, desk: MunicipalContact, fatima: User) -> None:
    field = PartyField(required=False, kinds=ALL)
    field.keep(fatima, [f"actor-{bakery.pk}", f"contact-{desk.pk}"])
    assert field.clean(f"actor-{bakery.pk}") == bakery
    assert field.clean(f"contact-{desk.pk}") == desk
    assert field.clean("") is None


def test_several_and_nobody(bakery: Actor, tea_hour: InformalNetwork, fatima: User) -> None:
    field, chosen = PartiesField(), [party_value(bakery), party_value(tea_hour)]
    field.keep(fatima, chosen)
    assert field.clean([*chosen, NOBODY]) == [bakery, tea_hour, None]


@pytest.mark.parametrize(
    "value", ["actor-0", "actor-", "actor-x", "actor", "person-1", "actor-99999999999999999999", "actor-\0", "actor-²"]
)
def test_a_made_up_value_is_refused(bakery: Actor, fatima: User, value: str) -> None:
    field = PartyField()
    field.keep(fatima, [value])
    with pytest.raises(ValidationError):
        field.clean(value)


def test_only_the_kinds_that_are_asked(desk: MunicipalContact, fatima: User) -> None:
    field = PartyField(kinds=("actor",))
    field.keep(fatima, [party_value(desk)])
    with pytest.raises(ValidationError):
        field.clean(party_value(desk))


def test_without_a_viewer_nothing_holds(bakery: Actor) -> None:
    with pytest.raises(ValidationError):
        PartyField().clean(party_value(bakery))


def test_two_forms_do_not_share_what_was_chosen(bakery: Actor, practice: Actor, klarendal: Area, fatima: User) -> None:
    first = TieForm(fatima, practice, klarendal)
    first.show_who()
    assert not TieForm(fatima, practice, klarendal).chips.things


def test_what_is_archived_is_no_choice(bakery: Actor, fatima: User) -> None:
    archive_actor(actor=bakery, by=fatima)
    assert not fetch(fatima, [party_value(bakery)])
    assert near(fatima, None) == []


def test_what_was_chosen_stays_on_the_list(bakery: Actor, practice: Actor, fatima: User) -> None:
    field = PartyField()
    field.keep(fatima, [party_value(bakery)])
    field.offer(search(fatima, "linden"))
    assert [label for _value, label in list(field.choices)] == [bakery.name, practice.name]  # type: ignore[arg-type]


def test_a_tie_does_not_offer_itself(bakery: Actor, practice: Actor, klarendal: Area, fatima: User) -> None:
    form = TieForm(fatima, bakery, klarendal)
    form.show_who()
    assert list(form.chips.things) == [party_value(practice)]


def test_a_name_that_is_missing_is_added_on_the_spot(as_user: AsUser, bakery: Actor, fatima: User) -> None:
    client, url = as_user(fatima), f"/actoren/{bakery.pk}/relatie/"
    found = client.post(url, {"search": "1", "words": "Fietsenmaker Jan", "source_text": "een bewoner"})
    assert 'value="Fietsenmaker Jan"' in found.content.decode()
    data = {"new_name": " Fietsenmaker  Jan ", "source_text": "een bewoner", "strength": "3"}
    refused = client.post(url, {"add": "1", **data})
    assert "Kies wat voor plek het is." in refused.content.decode()
    assert not Actor.objects.filter(name="Fietsenmaker Jan").exists()
    for _ in range(2):
        page = client.post(url, {"add": "1", "new_kind": bakery.kind_id, **data}).content.decode()
    made = Actor.objects.get(name="Fietsenmaker Jan")
    assert (made.area, made.kind) == (bakery.area, bakery.kind)
    # It is chosen, and the rest of the form stands as it was typed.
    assert f'value="{party_value(made)}" checked' in page
    assert "een bewoner" in page


def test_a_sensitive_kind_is_not_added_as_one_side_of_a_tie(as_user: AsUser, bakery: Actor, fatima: User) -> None:
    kind = ActorKind.objects.create(name="Gebedshuis (test)", sensitive=True)
    client = as_user(fatima)
    data = {"add": "1", "new_name": "Huis van gebed", "new_kind": kind.pk}
    page = client.post(f"/actoren/{bakery.pk}/relatie/", data).content.decode()
    assert "Kies wat voor plek het is." in page
    assert not Actor.objects.filter(name="Huis van gebed").exists()


@pytest.mark.parametrize(("name", "words"), [("", "Vul de naam in"), ("x" * 121, "korter"), ("\0", "Vul de naam in")])
def test_a_bad_name_is_told(as_user: AsUser, bakery: Actor, fatima: User, name: str, words: str) -> None:
    data = {"add": "1", "new_name": name, "new_kind": bakery.kind_id}
    assert words in as_user(fatima).post(f"/actoren/{bakery.pk}/relatie/", data).content.decode()


def test_a_new_place_lies_in_a_wijk_of_the_writer(kinds: None, klarendal: Area, geitenkamp: Area, fatima: User) -> None:
    form = ActorNewForm(fatima)
    assert list(form.fields["area"].queryset) == [klarendal]  # type: ignore[attr-defined]
