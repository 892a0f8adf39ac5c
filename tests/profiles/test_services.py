"""A draft loses no text; an edition holds what stood there that day."""

from decimal import Decimal
from uuid import uuid4

import pytest

from wijknet.accounts.models import User
from wijknet.areas.models import Area, Figure, Indicator
from wijknet.log.models import LogEntry
from wijknet.profiles.models import Profile, ProfileEdition
from wijknet.profiles.services import NotReady, publish_edition, save_draft
from wijknet.ui.conflict import Conflict


def test_the_first_save_makes_the_profile(
    klarendal: Area, beheer: User, texts: dict[str, str], stored: dict[str, str]
) -> None:
    draft = save_draft(area=klarendal, texts=texts, version=1, by=beheer)
    assert (draft.texts(), draft.version, draft.updated_by) == (stored, 2, beheer)
    assert draft.municipality == klarendal.municipality


def test_saving_is_logged_without_the_texts(klarendal: Area, beheer: User, texts: dict[str, str]) -> None:
    save_draft(area=klarendal, texts=texts, version=1, by=beheer)
    entry = LogEntry.objects.get(model="profiles.Profile")
    assert (entry.verb, entry.actor_id, entry.area_id) == ("change", beheer.pk, klarendal.pk)
    assert "question" in entry.fields
    assert texts["question"] not in str(entry.after)


def test_saving_the_same_again_changes_nothing(klarendal: Area, beheer: User, texts: dict[str, str]) -> None:
    first = save_draft(area=klarendal, texts=texts, version=1, by=beheer)
    again = save_draft(area=klarendal, texts=texts, version=2, by=beheer)
    assert (again.version, again.updated_at) == (first.version, first.updated_at)
    assert LogEntry.objects.filter(model="profiles.Profile").count() == 1


@pytest.mark.parametrize("again", [False, True])
def test_the_second_of_two_writers_gets_both_texts(
    klarendal: Area, beheer: User, fatima: User, texts: dict[str, str], *, again: bool
) -> None:
    seen = save_draft(area=klarendal, texts=texts, version=1, by=beheer).version if again else 1
    save_draft(area=klarendal, texts={**texts, "who": "Van de eerste."}, version=seen, by=beheer)
    with pytest.raises(Conflict) as caught:
        save_draft(area=klarendal, texts={**texts, "who": "Van de tweede."}, version=seen, by=fatima)
    assert isinstance(caught.value.current, Profile)
    assert (caught.value.current.who, caught.value.mine["who"]) == ("<p>Van de eerste.</p>", "<p>Van de tweede.</p>")
    assert Profile.objects.get().who == "<p>Van de eerste.</p>"


def test_an_edition_freezes_texts_and_figures(
    arnhem: Area, klarendal: Area, beheer: User, texts: dict[str, str], stored: dict[str, str]
) -> None:
    indicator = Indicator.objects.create(code="AantalInwoners", name="Aantal inwoners", unit="aantal", source="CBS")
    for area, value in ((klarendal, 7285), (arnhem, 167632)):
        Figure.objects.create(area=area, indicator=indicator, year=2024, value=value, source="CBS, KWB 2024")
    draft = save_draft(area=klarendal, texts=texts, version=1, by=beheer)
    edition = publish_edition(profile=draft, version=2, signed_name="Wijkteam Noord", key=uuid4(), by=beheer)
    save_draft(area=klarendal, texts={**texts, "who": "Later geschreven."}, version=2, by=beheer)
    Figure.objects.filter(area=klarendal).update(value=Decimal(1))

    kept = ProfileEdition.objects.get(pk=edition.pk)
    assert (kept.number, kept.signed_name, kept.published_by, kept.border_year) == (1, "Wijkteam Noord", beheer, 2024)
    assert kept.content == stored
    [figure] = kept.figures
    assert (figure["text"], figure["beside_text"]) == ("7.285", "167.632")
    assert (figure["value"], figure["year"], figure["source"]) == ("7285.0000", 2024, "CBS, KWB 2024")


def test_editions_are_numbered(edition: ProfileEdition, beheer: User) -> None:
    draft = edition.profile
    second = publish_edition(profile=draft, version=draft.version, signed_name="Team", key=uuid4(), by=beheer)
    assert second.number == 2
    assert ProfileEdition.objects.latest_of(draft.area) == second


def test_a_double_click_publishes_once(edition: ProfileEdition, beheer: User) -> None:
    key = uuid4()
    made = [
        publish_edition(profile=edition.profile, version=2, signed_name="Team", key=key, by=beheer) for _ in range(2)
    ]
    assert made[0] == made[1]
    assert ProfileEdition.objects.count() == 2


@pytest.mark.parametrize(
    ("empty", "said"),
    [
        ("question", "Onze vraag aan deze wijk"),
        ("who", "Wie de wijk is"),
        ("breathes", "Hoe de wijk ademt"),
        ("makes", "Wat de wijk een wijk maakt"),
    ],
)
def test_an_edition_needs_its_question_and_three_parts(
    klarendal: Area, beheer: User, texts: dict[str, str], empty: str, said: str
) -> None:
    draft = save_draft(area=klarendal, texts={**texts, empty: ""}, version=1, by=beheer)
    with pytest.raises(NotReady) as caught:
        publish_edition(profile=draft, version=2, signed_name="Team", key=uuid4(), by=beheer)
    assert caught.value.missing == [said]
    assert not ProfileEdition.objects.exists()


def test_a_draft_that_changed_after_reading_is_not_published(edition: ProfileEdition, beheer: User) -> None:
    draft = edition.profile
    save_draft(area=draft.area, texts={**draft.texts(), "who": "Anders."}, version=2, by=beheer)
    with pytest.raises(Conflict):
        publish_edition(profile=draft, version=2, signed_name="Team", key=uuid4(), by=beheer)
    assert ProfileEdition.objects.count() == 1


def test_publishing_is_logged(edition: ProfileEdition, beheer: User) -> None:
    entry = LogEntry.objects.get(verb="publish")
    assert (entry.actor_id, entry.object_pk) == (beheer.pk, edition.pk)
    assert "Wijkteam Noord" not in str(entry.after)
