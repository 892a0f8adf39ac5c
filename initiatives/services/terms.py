"""What goes when its days are over."""

from initiatives.models import Draft, Offer, Registration
from initiatives.services.circle_terms import clear_circles
from initiatives.services.pictures import clear_ownerless
from initiatives.services.supports import clear_supports
from initiatives.services.team_ends import clear_team
from wijknet.ui.dates import today


def clear_old() -> int:
    """Remove forms whose days are over, with their pictures, who came to what is a month ago,
    the addresses of who stood behind an idea, offered help or were asked into a team, and who left a circle by silence.

    Returns how many went. A job, safe to run twice.
    """
    forms = Draft.objects.expired().delete()[1].get(Draft._meta.label, 0)
    clear_ownerless()
    forms += int(Offer.objects.past_term(today()).delete()[0])
    forms += clear_team() + clear_circles()
    return forms + clear_supports() + int(Registration.objects.past_term(today()).delete()[0])
