"""What goes by itself, when its day has passed."""

from wijknet.profiles.services.pictures import clear_unused
from wijknet.profiles.services.quotes import clear_quotes


def clear_old() -> int:
    """Quotes of which the consent has passed, and pictures that no text shows; a job, once a day, safe to run twice.

    Returns how many.
    """
    return clear_quotes() + clear_unused()
