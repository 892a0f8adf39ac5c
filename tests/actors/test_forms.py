"""The field with which one chooses a party: it offers and accepts only what the viewer may see."""

import pytest
from django.core.exceptions import ValidationError

from actors.forms import ActorNewForm, PartyField, TieForm, party_options, party_value
from actors.models import Actor, InformalNetwork, MunicipalContact
from actors.services import archive_actor, mark_spoken
from wijknet.accounts.models import User
from wijknet.areas.models import Area, ResidentGroup
from wijknet.ui.dates import today

ALL = ("actor", "network", "group", "contact")


def labels(viewer: User, **how: object) -> list[str]:
    return [option.label for option in party_options(viewer, **how)]  # type: ignore[arg-type]


def test_options_say_what_they_are(
    bakery: Actor, tea_hour: InformalNetwork, elderly: ResidentGroup, desk: MunicipalContact, fatima: User
) -> None:
    options = party_options(fatima, kinds=ALL)
    assert [(option.value, option.kind) for option in options] == [
        (f"actor:{bakery.pk}", "Winkel"),
        (f"network:{tea_hour.pk}", "informeel netwerk"),
        (f"group:{elderly.pk}", "bewonersgroep"),
        (f"contact:{desk.pk}", "gemeente"),
    ]


def test_spoken_to_last_comes_first_and_words_find(bakery: Actor, practice: Actor, fatima: User) -> None:
    mark_spoken(actors=[practice], on=today())
    assert labels(fatima) == [practice.name, bakery.name]
    assert labels(fatima, q="YILDIZ") == [bakery.name]
    assert labels(fatima, q="niets zo") == []


def test_groups_are_found_by_folded_words(elderly: ResidentGroup, fatima: User) -> None:
    assert labels(fatima, q="ALLEEN ouderen", kinds=("group",)) == [elderly.name]
    assert labels(fatima, q="jongeren", kinds=("group",)) == []


def test_a_group_that_is_too_small_is_no_choice(elderly: ResidentGroup, fatima: User) -> None:
    ResidentGroup.objects.filter(pk=elderly.pk).update(size=3, source="schatting")
    assert labels(fatima, kinds=("group",)) == []


def test_another_wijk_offers_and_accepts_nothing(bakery: Actor, anna: User, geitenkamp: Area) -> None:
    assert labels(anna) == []
    field = PartyField()
    field.offer(anna, area=geitenkamp)
    with pytest.raises(ValidationError, match="Kies iets uit de lijst"):
        field.clean(party_value(bakery))


def test_a_choice_gives_the_thing(bakery: Actor, desk: MunicipalContact, fatima: User) -> None:
    field = PartyField(required=False, kinds=ALL)
    field.offer(fatima)
    assert field.clean(f"actor:{bakery.pk}") == bakery
    assert field.clean(f"contact:{desk.pk}") == desk
    assert field.clean("") is None


@pytest.mark.parametrize(
    "value", ["actor:0", "actor:", "actor:x", "actor", "person:1", "actor:99999999999999999999", "actor:\0", "actor:²"]
)
def test_a_made_up_value_is_refused(bakery: Actor, fatima: User, value: str) -> None:
    field = PartyField()
    field.offer(fatima)
    with pytest.raises(ValidationError):
        field.clean(value)


def test_only_the_kinds_that_are_asked(desk: MunicipalContact, fatima: User) -> None:
    field = PartyField(kinds=("actor",))
    field.offer(fatima)
    with pytest.raises(ValidationError):
        field.clean(f"contact:{desk.pk}")


def test_without_a_viewer_nothing_holds(bakery: Actor) -> None:
    with pytest.raises(ValidationError):
        PartyField().clean(f"actor:{bakery.pk}")


def test_what_is_archived_is_no_choice(bakery: Actor, fatima: User) -> None:
    archive_actor(actor=bakery, by=fatima)
    assert labels(fatima) == []


def test_what_was_chosen_stays_on_the_list(bakery: Actor, practice: Actor, fatima: User) -> None:
    field = PartyField()
    field.offer(fatima, q="linden", chosen=party_value(bakery))
    assert [label for _value, label in list(field.choices)] == [bakery.name, practice.name]  # type: ignore[arg-type]


def test_a_tie_does_not_offer_itself(bakery: Actor, practice: Actor, fatima: User) -> None:
    form = TieForm(fatima, bakery, "")
    assert [value for value, _label in form.fields["other"].choices] == [party_value(practice)]  # type: ignore[attr-defined]


def test_a_new_place_lies_in_a_wijk_of_the_writer(kinds: None, klarendal: Area, geitenkamp: Area, fatima: User) -> None:
    form = ActorNewForm(fatima)
    assert list(form.fields["area"].queryset) == [klarendal]  # type: ignore[attr-defined]
