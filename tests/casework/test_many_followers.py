"""One answer to many people costs what one to a few costs."""

from uuid import uuid4

from pytest_django.fixtures import DjangoAssertNumQueries

from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework.services import answer_signal, follow_signal, raise_signal
from wijknet.mail.models import OutgoingMail
from wijknet.tokens.models import PersonalLink


def test_an_answer_asks_the_same_for_one_and_for_fifty(
    fatima: User, klarendal: Area, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    counts = []
    for number in (1, 50):
        signal = raise_signal(by=fatima, area=klarendal, key=uuid4(), title=f"Hard rijden {number}", count=number)
        for index in range(number):
            follow_signal(by=fatima, signal=signal, email=f"bewoner{index}@wijk.example")
        for _again in range(2):
            with django_assert_max_num_queries(18) as captured:
                answer_signal(by=fatima, signal=signal, key=uuid4(), text="Er komt een drempel.")
            counts.append(len(captured))
    assert len(set(counts)) == 1
    assert OutgoingMail.objects.filter(key__startswith="signal-answer").count() == 102
    assert PersonalLink.objects.filter(purpose="signal-stop", revoked_at=None).count() == 51
    assert PersonalLink.objects.filter(purpose="signal-stop").exclude(revoked_at=None).count() == 51
