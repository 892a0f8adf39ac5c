"""Answer what the log asked after a talk: with one word, or not at all."""

from django.db import transaction

from actors.models import Reach
from actors.services import add_tie, set_reach
from wijknet.accounts.models import User
from wijknet.areas.models import ResidentGroup
from wijknet.casework.asking import MetTogether, SpokeFor
from wijknet.casework.models import ContactMoment, PutAside
from wijknet.casework.services.rows import place_of
from wijknet.ui import dates


@transaction.atomic
def answer_met(*, by: User, moment: ContactMoment, question: MetTogether, strength: int) -> None:
    """They know each other this well: the relation that was proposed is made, by somebody who says so."""
    on = dates.local_date(moment.at)
    add_tie(by=by, area=moment.area, source=question.one, target=question.other, strength=strength, on=on)


@transaction.atomic
def answer_spoke_for(*, by: User, moment: ContactMoment, question: SpokeFor, group: ResidentGroup) -> None:
    """They spoke for this group, so they reach it; and this talk asks it no more."""
    on = dates.local_date(moment.at)
    set_reach(by=by, side=question.side, group=group, level=Reach.Level.REACHES, on=on)
    put_aside(by=by, moment=moment, key=question.key)


@transaction.atomic
def put_aside(*, by: User, moment: ContactMoment, key: str) -> None:
    """Not asked again in this wijk. Twice is once."""
    row = PutAside(**place_of(moment.area), key=key, by_id=by.pk)
    PutAside.objects.bulk_create([row], ignore_conflicts=True)
