"""The rows of the access table about the circle of a wijk: address → statuses, and arguments in the world.

Members come in by a personal link. The desk is for wijkmanagers only: a member agreed to nobody else.
"""

OPEN = "200 200 200 200 200 200"
POST = "405 405 405 405 405 405"
DESK = "302 200 403 200 403 200"
DESK_THING = "302 200 403 404 403 404"
DESK_POST = "302 405 403 405 403 405"

_MEMBER = {"token": "circle_token"}

ROWS: dict[str, tuple[str, dict[str, str]]] = {
    "initiative-follow-circle": (OPEN, {"token": "sender_token"}),
    "circle": (OPEN, _MEMBER),
    "circle-ask": (OPEN, _MEMBER),
    "circle-question": (OPEN, _MEMBER | {"pk": "circle_seen.pk"}),
    "circle-take-back": (OPEN, _MEMBER | {"pk": "circle_question.pk"}),
    "circle-report": (OPEN, _MEMBER | {"pk": "circle_seen.pk"}),
    "circle-me": (OPEN, _MEMBER),
    "circle-stay": (POST, _MEMBER),
    "circle-leave": (OPEN, _MEMBER),
    "circle-new-link": (OPEN, _MEMBER),
    "circle-coming": (POST, _MEMBER | {"pk": "circle_meeting.pk"}),
    "circle-desk": (DESK, {}),
    "circle-meeting": (DESK, {}),
    "circle-place": (DESK_POST, {"pk": "circle_question.pk"}),
    "circle-refuse": (DESK_THING, {"pk": "circle_question.pk"}),
    "circle-remove": (DESK_THING, {"pk": "circle_member.pk"}),
    "circle-let-in": (DESK_POST, {"pk": "circle_gone.pk"}),
}
