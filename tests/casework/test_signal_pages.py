"""What keeps coming back, in the browser: the list with its filters, and one signal with its evidence."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from tests.conftest import AsUser
from wijknet.access import Function
from wijknet.accounts.models import Assignment, User
from wijknet.areas.models import Area, Theme
from wijknet.casework.models import ContactMoment, Signal
from wijknet.casework.services import Heard, Next, Talk, log_moment, open_case, raise_signal
from wijknet.ui.dates import add_working_days, today

URL = "/signalen/"


@pytest.fixture(autouse=True)
def tuesday() -> Any:
    with time_machine.travel(datetime(2026, 11, 24, 13, 30, tzinfo=UTC), tick=False):
        yield


def body(response: Any) -> str:
    return str(response.content.decode())


def raised(by: User, area: Area, title: str, theme: Theme | None = None) -> Signal:
    return raise_signal(by=by, area=area, key=uuid4(), title=title, theme=theme)


def take_up(by: User, signal: Signal) -> None:
    following = Next(problem="unsolved", step="Kijken", turn="ME", due=add_working_days(today(), 5))
    open_case(by=by, area=signal.area, key=uuid4(), title="A", question="B", following=following, signal=signal)


def titles(response: Any) -> set[str]:
    return {signal.title for signal in response.context["page"].items}


def test_the_list_is_narrowed_by_its_address(
    fatima: User, as_user: AsUser, klarendal: Area, geitenkamp: Area, safety: Theme
) -> None:
    Assignment.objects.create(user=fatima, area=geitenkamp, function=Function.WIJKMANAGER)
    taken_up = raised(fatima, klarendal, "Hard rijden", safety)
    take_up(fatima, taken_up)
    raised(fatima, klarendal, "Zwerfvuil")
    raised(fatima, geitenkamp, "Donker pad", safety)
    closed = raised(fatima, klarendal, "Lege bank")
    Signal.objects.filter(pk=closed.pk).update(closed_on=today())
    browser = as_user(fatima)
    asked: tuple[tuple[dict[str, Any], set[str]], ...] = (
        ({}, {"Hard rijden", "Zwerfvuil", "Donker pad"}),
        ({"wijk": klarendal.code}, {"Hard rijden", "Zwerfvuil"}),
        ({"thema": safety.pk}, {"Hard rijden", "Donker pad"}),
        ({"staat": "opgepakt"}, {"Hard rijden"}),
        ({"staat": "nieuw"}, {"Zwerfvuil", "Donker pad"}),
        ({"staat": "klaar"}, {"Lege bank"}),
        ({"wijk": klarendal.code, "thema": safety.pk, "staat": "nieuw"}, set()),
    )
    for query, expected in asked:
        assert titles(browser.get(URL, query)) == expected, query
    assert browser.get(URL, {"thema": "x' OR 1=1", "staat": "weg"}).status_code == 200


def test_another_wijk_stays_unseen_whatever_is_asked(
    fatima: User, anna: User, as_user: AsUser, klarendal: Area, geitenkamp: Area
) -> None:
    raised(anna, geitenkamp, "Donker pad")
    queries: tuple[dict[str, str], ...] = ({}, {"wijk": geitenkamp.code}, {"staat": "nieuw"})
    for query in queries:
        assert titles(as_user(fatima).get(URL, query)) == set()


def test_one_signal_shows_count_days_months_and_what_was_said(
    fatima: User, joris: User, as_user: AsUser, klarendal: Area
) -> None:
    first = log_moment(
        by=fatima,
        area=klarendal,
        key=uuid4(),
        talk=Talk(line="Er ligt weer vuil.", at=datetime(2026, 9, 8, 9, 0, tzinfo=UTC)),
        heard=Heard(street="Akkerstraat"),
    )
    signal = Signal.objects.get()
    private = log_moment(
        by=fatima, area=klarendal, key=uuid4(), talk=Talk(line="Kanarie alleen voor mij", visibility="ONLY_ME")
    )
    ContactMoment.objects.filter(pk=private.pk).update(signal=signal)
    page = as_user(joris).get(signal.get_absolute_url())
    text = body(page)
    assert first.line in text
    assert "Kanarie" not in text
    assert "8 september 2026" in text
    assert [bar.words for bar in page.context["months"]] == ["0", "0", "0", "1", "0", "0"]
    assert "Pak dit op" not in text
    assert "Pak dit op" in body(as_user(fatima).get(signal.get_absolute_url()))


def test_the_list_asks_the_same_with_many_signals(
    fatima: User, as_user: AsUser, klarendal: Area, django_assert_max_num_queries: Any
) -> None:
    browser, counts = as_user(fatima), []
    for number in (1, 30):
        for index in range(number):
            take_up(fatima, raised(fatima, klarendal, f"Signaal {number} {index}"))
        with django_assert_max_num_queries(12) as captured:
            browser.get(URL, {"staat": "opgepakt"})
        counts.append(len(captured))
    assert counts[0] == counts[1]
