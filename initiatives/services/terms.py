"""What goes when its days are over."""

from initiatives.models import Draft, Registration
from initiatives.services.pictures import clear_ownerless
from wijknet.ui.dates import today


def clear_old() -> int:
    """Remove forms whose days are over, with their pictures, and who came to what is a month ago.

    Returns how many went. A job, safe to run twice.
    """
    forms = Draft.objects.expired().delete()[1].get(Draft._meta.label, 0)
    clear_ownerless()
    return forms + int(Registration.objects.past_term(today()).delete()[0])
