"""The verbs of who is who: what they write, what they refuse, and that a refusal leaves nothing behind."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from actors.models import Actor, ActorKind, Approach, InformalNetwork, PersonFunction, Reach, Tie
from actors.services import (
    add_actor,
    add_network,
    add_person_function,
    add_tie,
    archive_actor,
    archive_network,
    change_actor,
    change_network,
    confirm_tie,
    end_person_function,
    end_tie,
    ensure_kinds,
    mark_spoken,
    note_approach,
    restore_actor,
    restore_network,
    set_reach,
)
from tests.actors.places import kind_named
from wijknet.accounts.models import User
from wijknet.areas.models import Area, ResidentGroup
from wijknet.log.models import LogEntry
from wijknet.ui.conflict import Conflict
from wijknet.ui.dates import today

DAY = date(2026, 11, 24)


def last_entry() -> LogEntry:
    found: LogEntry = LogEntry.objects.latest("pk")
    return found


# Kinds


def test_the_kinds_are_made_once_and_changes_stay(kinds: None) -> None:
    count = ActorKind.objects.count()
    ActorKind.objects.filter(name="Café").update(rhythm_days=7)
    ensure_kinds()
    assert ActorKind.objects.count() == count
    assert kind_named("Café").rhythm_days == 7


def test_some_kinds_are_sensitive(kinds: None) -> None:
    sensitive = set(ActorKind.objects.filter(sensitive=True).values_list("name", flat=True))
    assert {"Geloofsgemeenschap", "Politieke partij", "Vakbond", "Patiëntengroep"} <= sensitive
    assert not sensitive & {"Café", "School", "Buurthuis", "Wijkraad"}


# Actors


def test_a_new_actor_is_folded_and_active_at_home(bakery: Actor, klarendal: Area) -> None:
    assert bakery.sort_name == "bakkerij yildiz (test)"
    assert "winkel" in bakery.search_text
    assert [area.pk for area in bakery.active_in.all()] == [klarendal.pk]
    assert bakery.municipality_id == klarendal.municipality_id
    entry = last_entry()
    assert (entry.verb, entry.model, entry.object_pk, entry.area_id) == (
        "create",
        "actors.Actor",
        bakery.pk,
        klarendal.pk,
    )


def test_the_log_keeps_no_phone(kinds: None, klarendal: Area, fatima: User) -> None:
    add_actor(by=fatima, area=klarendal, name="X", kind=kind_named("Café"), phone="026 123 45 67", email="a@b.example")
    entry = last_entry()
    assert {"phone", "email"} <= set(entry.fields)
    assert not {"phone", "email"} & set(entry.after or {})


def test_the_same_form_twice_is_one_actor(kinds: None, klarendal: Area, fatima: User) -> None:
    key = uuid4()
    first = add_actor(by=fatima, area=klarendal, name="Een", kind=kind_named("Café"), key=key)
    second = add_actor(by=fatima, area=klarendal, name="Een", kind=kind_named("Café"), key=key)
    assert first == second
    assert Actor.objects.count() == 1


@pytest.mark.parametrize("wrong", ["area", "kind", "active_in", "buurt"])
def test_an_actor_lies_in_one_gemeente(
    kinds: None, klarendal: Area, arnhem: Area, other_wijk: Area, goeree: Area, fatima: User, wrong: str
) -> None:
    facts: dict[str, Any] = {"area": klarendal, "kind": kind_named("Café")}
    facts[wrong] = {
        "area": arnhem,
        "kind": ActorKind.objects.create(municipality=goeree, name="Strandtent"),
        "active_in": [other_wijk],
        "buurt": Area(level="BUURT", code="BU1", name="x", municipality=goeree, parent=other_wijk),
    }[wrong]
    with pytest.raises(ValidationError) as refusal:
        add_actor(by=fatima, name="X", **facts)
    assert wrong in refusal.value.message_dict
    assert not Actor.objects.exists()


def test_a_change_counts_on_and_says_before_and_after(
    bakery: Actor, klarendal: Area, geitenkamp: Area, fatima: User
) -> None:
    changed = change_actor(
        actor=bakery,
        by=fatima,
        version=1,
        area=klarendal,
        name="Bakkerij Zon",
        kind=bakery.kind,
        active_in=[geitenkamp],
        street="Klarendalseweg",
    )
    assert changed.version == 2
    assert "klarendalseweg" in changed.search_text
    assert {area.pk for area in changed.active_in.all()} == {klarendal.pk, geitenkamp.pk}
    entry = last_entry()
    assert entry.before == {"name": "Bakkerij Yıldız (test)", "street": ""}
    assert entry.after == {"name": "Bakkerij Zon", "street": "Klarendalseweg"}


def test_the_second_writer_sees_both_texts(bakery: Actor, klarendal: Area, fatima: User) -> None:
    facts: dict[str, Any] = {"actor": bakery, "by": fatima, "area": klarendal, "kind": bakery.kind}
    change_actor(version=1, name="Eerst", **facts)
    with pytest.raises(Conflict) as conflict:
        change_actor(version=1, name="Later", **facts)
    assert str(conflict.value.current) == "Eerst"
    assert conflict.value.mine["name"] == "Later"
    assert Actor.objects.get().name == "Eerst"


def test_leaving_a_wijk_takes_it_off(bakery: Actor, klarendal: Area, geitenkamp: Area, fatima: User) -> None:
    facts: dict[str, Any] = {"actor": bakery, "by": fatima, "name": "X", "kind": bakery.kind}
    change_actor(version=1, area=klarendal, active_in=[geitenkamp], **facts)
    change_actor(version=2, area=geitenkamp, **facts)
    assert [area.pk for area in bakery.active_in.all()] == [geitenkamp.pk]


def test_archive_and_back(bakery: Actor, fatima: User) -> None:
    archive_actor(actor=bakery, by=fatima)
    assert not Actor.objects.current().exists()
    assert Actor.objects.get().archived_on == today()
    entries = LogEntry.objects.count()
    archive_actor(actor=bakery, by=fatima)
    assert LogEntry.objects.count() == entries
    assert restore_actor(actor=bakery, by=fatima).archived_on is None
    assert last_entry().verb == "restore"


def test_the_clock_only_goes_on(bakery: Actor, tea_hour: InformalNetwork) -> None:
    mark_spoken(actors=[bakery], networks=[tea_hour], on=DAY)
    mark_spoken(actors=[bakery], on=DAY - timedelta(days=3))
    bakery.refresh_from_db()
    tea_hour.refresh_from_db()
    assert (bakery.last_spoken_on, tea_hour.last_spoken_on) == (DAY, DAY)


def test_an_approach_is_remembered_with_its_wijk(bakery: Actor, geitenkamp: Area, fatima: User) -> None:
    note_approach(actor=bakery, by=fatima, area=geitenkamp, why="posters ophangen", on=DAY)
    approach = Approach.objects.get()
    assert (approach.area, approach.on, approach.by_id) == (geitenkamp, DAY, fatima.pk)
    assert list(Approach.objects.all().since(DAY)) == [approach]
    assert not Approach.objects.all().since(DAY + timedelta(days=1)).exists()


# Persons


def test_a_new_face_inherits_nothing(bakery: Actor, owner: PersonFunction, fatima: User) -> None:
    made = add_person_function(
        by=fatima, actor=bakery, name="Nieuw (test)", title="eigenaar", ground="FUNCTION", replaces=owner
    )
    assert list(bakery.functions.shown()) == [made]
    assert (made.person.phone, made.person.consent_text) == ("", "")
    owner.refresh_from_db()
    assert owner.end == today()


def test_a_function_never_ends_before_it_starts(bakery: Actor, fatima: User) -> None:
    start = today()
    function = add_person_function(by=fatima, actor=bakery, name="X", title="y", ground="FUNCTION", start=start)
    ended = end_person_function(function=function, by=fatima, on=start - timedelta(days=9))
    assert ended.end == start
    assert end_person_function(function=function, by=fatima).end == start


def test_who_leaves_must_be_of_this_place(practice: Actor, owner: PersonFunction, fatima: User) -> None:
    with pytest.raises(ValidationError, match="andere plek"):
        add_person_function(by=fatima, actor=practice, name="X", title="y", ground="FUNCTION", replaces=owner)
    owner.refresh_from_db()
    assert owner.end is None


def test_the_log_keeps_no_name_of_a_person(owner: PersonFunction) -> None:
    kept = LogEntry.objects.filter(model__in=["actors.Person", "actors.PersonFunction"])
    assert kept.count() == 2
    assert "Emine" not in str(list(kept.values_list("before", "after")))
    assert "eigenaar" not in str(list(kept.values_list("before", "after")))


def test_no_person_at_a_sensitive_place(mosque: Actor, fatima: User) -> None:
    with pytest.raises(ValidationError, match="geen personen"):
        add_person_function(by=fatima, actor=mosque, name="X", title="bestuur", ground="FUNCTION")
    assert not PersonFunction.objects.exists()


def test_a_place_with_a_person_does_not_become_sensitive(
    bakery: Actor, owner: PersonFunction, klarendal: Area, fatima: User
) -> None:
    sensitive = kind_named("Geloofsgemeenschap")
    with pytest.raises(ValidationError, match="geen personen en geen relaties"):
        change_actor(actor=bakery, by=fatima, version=1, area=klarendal, name="X", kind=sensitive)
    bakery.refresh_from_db()
    assert (bakery.kind.name, bakery.version) == ("Winkel", 1)


# Networks


def test_a_network_with_its_places(bakery: Actor, practice: Actor, klarendal: Area, fatima: User) -> None:
    network = add_network(
        by=fatima, area=klarendal, name="Theeuur", meeting_place=bakery, actors=[bakery], rhythm="dinsdag"
    )
    assert "bakkerij yildiz" in network.search_text
    changed = change_network(network=network, by=fatima, version=1, area=klarendal, name="Koffie", actors=[practice])
    assert [str(actor) for actor in changed.actors.all()] == [str(practice)]
    assert (changed.version, changed.rhythm) == (2, "dinsdag")
    with pytest.raises(Conflict):
        change_network(network=network, by=fatima, version=1, area=klarendal, name="Laat")


def test_a_network_stays_in_its_gemeente(bakery: Actor, other_wijk: Area, arnhem: Area, fatima: User) -> None:
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("area", {"area": arnhem}),
        ("actors", {"area": other_wijk, "actors": [bakery]}),
        ("meeting_place", {"area": other_wijk, "meeting_place": bakery}),
    ]
    for field, facts in wrong:
        with pytest.raises(ValidationError) as refusal:
            add_network(by=fatima, name="X", **facts)
        assert field in refusal.value.message_dict
    assert not InformalNetwork.objects.exists()


def test_a_sensitive_place_takes_part_in_no_network(mosque: Actor, klarendal: Area, fatima: User) -> None:
    with pytest.raises(ValidationError, match="geen relaties"):
        add_network(by=fatima, area=klarendal, name="X", actors=[mosque])
    # As a place to meet it stays useful.
    assert add_network(by=fatima, area=klarendal, name="X", meeting_place=mosque).meeting_place == mosque


def test_a_network_made_twice_is_one_and_goes_to_the_archive_and_back(klarendal: Area, fatima: User) -> None:
    key = uuid4()
    network = add_network(by=fatima, area=klarendal, name="X", key=key)
    assert add_network(by=fatima, area=klarendal, name="X", key=key) == network
    assert archive_network(network=network, by=fatima).archived_on == today()
    assert restore_network(network=network, by=fatima).archived_on is None


# Ties and reach


def test_a_tie_raises_the_version_of_the_network(tie: Tie, klarendal: Area) -> None:
    klarendal.refresh_from_db()
    assert klarendal.network_version == 1
    assert tie.last_confirmed_on == today()


def test_the_same_tie_again_confirms_it(
    tie: Tie, bakery: Actor, practice: Actor, klarendal: Area, fatima: User
) -> None:
    again = add_tie(by=fatima, area=klarendal, source=bakery, target=practice, strength=5, on=DAY)
    assert again.pk == tie.pk
    assert (again.strength, again.last_confirmed_on) == (5, DAY)
    assert Tie.objects.count() == 1


def test_a_tie_has_two_sides_of_one_gemeente(
    bakery: Actor, tea_hour: InformalNetwork, klarendal: Area, other_wijk: Area, other_gemeente: User, fatima: User
) -> None:
    there = add_actor(by=other_gemeente, area=other_wijk, name="Haven", kind=kind_named("Café"))
    with pytest.raises(ValidationError, match="twee kanten"):
        add_tie(by=fatima, area=klarendal, source=bakery, target=bakery, strength=1)
    with pytest.raises(ValidationError, match="dezelfde gemeente"):
        add_tie(by=fatima, area=klarendal, source=bakery, target=there, strength=1)
    # An actor and a network with the same key are two things.
    tie = add_tie(by=fatima, area=klarendal, source=bakery, target=tea_hour, strength=1)
    assert tie.target == tea_hour


def test_no_tie_with_a_sensitive_place(bakery: Actor, mosque: Actor, klarendal: Area, fatima: User) -> None:
    for source, target in ((bakery, mosque), (mosque, bakery)):
        with pytest.raises(ValidationError, match="geen relaties"):
            add_tie(by=fatima, area=klarendal, source=source, target=target, strength=1)
    assert not Tie.objects.exists()


def test_a_tie_fades_is_confirmed_and_ends(tie: Tie, bakery: Actor, practice: Actor, fatima: User) -> None:
    confirm_tie(tie=tie, by=fatima, on=today() - timedelta(days=200))
    assert list(Tie.objects.all().to_confirm()) == [tie]
    confirm_tie(tie=tie, by=fatima, strength=5)
    assert not Tie.objects.all().to_confirm().exists()
    end_tie(tie=tie, by=fatima)
    assert not Tie.objects.all().current().exists()
    assert Tie.objects.get().strength == 5


def test_a_tie_in_the_words_of_each_side(bakery: Actor, practice: Actor, klarendal: Area, fatima: User) -> None:
    tie = add_tie(by=fatima, area=klarendal, source=practice, target=bakery, strength=3, kind=Tie.Kind.REFERS)
    assert (tie.seen_from(practice).words, tie.seen_from(practice).other) == ("verwijst door naar", bakery)
    assert (tie.seen_from(bakery).words, tie.seen_from(bakery).other) == ("krijgt mensen via", practice)


def test_reach_is_one_word_per_group(
    bakery: Actor, tea_hour: InformalNetwork, elderly: ResidentGroup, fatima: User
) -> None:
    set_reach(by=fatima, side=bakery, group=elderly, level="REACHES")
    set_reach(by=fatima, side=bakery, group=elderly, level="TRUSTED", source_text="een bewoner", on=DAY)
    set_reach(by=fatima, side=tea_hour, group=elderly, level="UNKNOWN")
    rows = {(row.actor_id, row.network_id): row.level for row in Reach.objects.all()}
    assert rows == {(bakery.pk, None): "TRUSTED", (None, tea_hour.pk): "UNKNOWN"}
    assert last_entry().model == "actors.Reach"


def test_a_group_that_is_too_small_has_no_reach(bakery: Actor, elderly: ResidentGroup, fatima: User) -> None:
    row = set_reach(by=fatima, side=bakery, group=elderly, level="REACHES")
    assert list(Reach.objects.all().above_minimum()) == [row]
    ResidentGroup.objects.filter(pk=elderly.pk).update(size=9, source="schatting")
    with pytest.raises(ValidationError, match="te klein"):
        set_reach(by=fatima, side=bakery, group=elderly, level="TRUSTED")
    assert not Reach.objects.all().above_minimum().exists()


def test_reach_stays_in_its_gemeente(bakery: Actor, goeree: Area, other_wijk: Area, fatima: User) -> None:
    group = ResidentGroup.objects.create(area=other_wijk, municipality=goeree, name="Jongeren")
    with pytest.raises(ValidationError, match="dezelfde gemeente"):
        set_reach(by=fatima, side=bakery, group=group, level="REACHES")
