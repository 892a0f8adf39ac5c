"""What an admin of a gemeente may do with colleagues."""

from wijknet.access import Function, Viewer
from wijknet.accounts.models import Assignment, User
from wijknet.areas.models import Area


def may_assign(viewer: Viewer, area: Area, function: str) -> bool:
    """In their own gemeente. Running a gemeente is a function of the whole gemeente, never of one wijk."""
    if area.level not in {Area.Level.GEMEENTE, Area.Level.WIJK}:
        return False
    if function == Function.MUNICIPALITY_ADMIN and area.level != Area.Level.GEMEENTE:
        return False
    return (area.municipality_id or area.pk) in viewer.municipality_ids(Function.MUNICIPALITY_ADMIN)


def may_end(viewer: Viewer, assignment: Assignment) -> bool:
    """Everyone but the function that you do it with: a gemeente must not lose its last admin by one click."""
    own = assignment.user_id == viewer.pk and assignment.function == Function.MUNICIPALITY_ADMIN
    return not own and may_assign(viewer, assignment.area, assignment.function)


def may_take_second_step_off(viewer: Viewer, user: User) -> bool:
    """For who lost phone and codes. Never one's own, and never the operator's: they reach further than a gemeente."""
    return user.pk != viewer.pk and not user.is_staff


def may_invite_again(user: User) -> bool:
    """Only who never chose a password: a colleague who signs in asks for a new password themselves."""
    return user.is_active and not user.has_usable_password()
