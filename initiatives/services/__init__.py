"""Writes of initiatives, one module per group of verbs. Import the verbs from here."""

from initiatives.services.desk import (
    answer,
    change_initiative,
    look_at,
    not_place,
    publish,
    renew_link,
    reopen,
    set_themes,
    write_remark,
)
from initiatives.services.intake import write_down
from initiatives.services.pictures import approve_picture, keep_picture, remove_picture
from initiatives.services.progress import set_phase, set_results, set_waiting
from initiatives.services.proposals import answer_proposal, propose_text, take_proposal_back
from initiatives.services.reviews import agree, ask_review, disagree
from initiatives.services.sender import (
    change_own,
    confirm_email,
    mail_link_again,
    mail_lost_link,
    replace_link,
    sender_writes,
    withdraw,
)
from initiatives.services.submit import clear_old, keep_draft, submit
from initiatives.services.texts import add_text, change_text, remove_text

__all__ = [
    "add_text",
    "agree",
    "answer",
    "answer_proposal",
    "approve_picture",
    "ask_review",
    "change_initiative",
    "change_own",
    "change_text",
    "clear_old",
    "confirm_email",
    "disagree",
    "keep_draft",
    "keep_picture",
    "look_at",
    "mail_link_again",
    "mail_lost_link",
    "not_place",
    "propose_text",
    "publish",
    "remove_picture",
    "remove_text",
    "renew_link",
    "reopen",
    "replace_link",
    "sender_writes",
    "set_phase",
    "set_results",
    "set_themes",
    "set_waiting",
    "submit",
    "take_proposal_back",
    "withdraw",
    "write_down",
    "write_remark",
]
