"""Writes of initiatives, one module per group of verbs. Import the verbs from here."""

from initiatives.services.alike import fill_terms
from initiatives.services.circle import (
    answer_circle,
    ask_circle,
    change_member,
    join_circle,
    leave_circle,
    renew_circle_link,
    report_post,
    stay_in_circle,
    take_post_back,
)
from initiatives.services.circle_desk import (
    let_in_again,
    place_post,
    plan_circle_meeting,
    refuse_post,
    remove_member,
    say_coming,
)
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
from initiatives.services.events import (
    add_event,
    cancel_event,
    change_event,
    end_registration,
    mark_came,
    register,
    remind_visitors,
    restore_event,
)
from initiatives.services.intake import write_down
from initiatives.services.links import forget_link, judge_link
from initiatives.services.market import add_need, offer_help, reopen_offer, set_found, settle_offer, take_offer_back
from initiatives.services.matches import (
    change_partner,
    find_matches,
    judge_match,
    remove_partner,
    reopen_match,
    search_wijk,
)
from initiatives.services.meetings import answer_meeting, ask_to_meet
from initiatives.services.needs import look_again, place_need, refuse_need
from initiatives.services.pictures import approve_picture, keep_picture, remove_picture
from initiatives.services.progress import set_phase, set_results, set_waiting
from initiatives.services.proposals import answer_proposal, propose_text, take_proposal_back
from initiatives.services.rests import end_rest, set_rest
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
from initiatives.services.submit import keep_draft, submit
from initiatives.services.supports import ask_support, confirm_support, count_hands, end_support, remove_hands
from initiatives.services.tasks import add_task, hand_over, set_done
from initiatives.services.team import ask_again, ask_helper, ask_member, join_team, pull, refuse
from initiatives.services.team_ends import leave_team
from initiatives.services.terms import clear_old
from initiatives.services.texts import add_text, change_text, remove_text

__all__ = [
    "add_event",
    "add_need",
    "add_task",
    "add_text",
    "agree",
    "answer",
    "answer_circle",
    "answer_meeting",
    "answer_proposal",
    "approve_picture",
    "ask_again",
    "ask_circle",
    "ask_helper",
    "ask_member",
    "ask_review",
    "ask_support",
    "ask_to_meet",
    "cancel_event",
    "change_event",
    "change_initiative",
    "change_member",
    "change_own",
    "change_partner",
    "change_text",
    "clear_old",
    "confirm_email",
    "confirm_support",
    "count_hands",
    "disagree",
    "end_registration",
    "end_rest",
    "end_support",
    "fill_terms",
    "find_matches",
    "forget_link",
    "hand_over",
    "join_circle",
    "join_team",
    "judge_link",
    "judge_match",
    "keep_draft",
    "keep_picture",
    "leave_circle",
    "leave_team",
    "let_in_again",
    "look_again",
    "look_at",
    "mail_link_again",
    "mail_lost_link",
    "mark_came",
    "not_place",
    "offer_help",
    "place_need",
    "place_post",
    "plan_circle_meeting",
    "propose_text",
    "publish",
    "pull",
    "refuse",
    "refuse_need",
    "refuse_post",
    "register",
    "remind_visitors",
    "remove_hands",
    "remove_member",
    "remove_partner",
    "remove_picture",
    "remove_text",
    "renew_circle_link",
    "renew_link",
    "reopen",
    "reopen_match",
    "reopen_offer",
    "replace_link",
    "report_post",
    "restore_event",
    "say_coming",
    "search_wijk",
    "sender_writes",
    "set_done",
    "set_found",
    "set_phase",
    "set_rest",
    "set_results",
    "set_themes",
    "set_waiting",
    "settle_offer",
    "stay_in_circle",
    "submit",
    "take_offer_back",
    "take_post_back",
    "take_proposal_back",
    "withdraw",
    "write_down",
    "write_remark",
]
