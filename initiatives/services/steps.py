"""A step was taken with an initiative. Below the verbs that take one."""

from initiatives.models import Initiative, Submission
from wijknet.ui.dates import today


def touch(initiative: Initiative) -> None:
    """The term of the sender's data, and of the team's, starts again."""
    Submission.objects.filter(initiative=initiative).update(last_step_on=today())
