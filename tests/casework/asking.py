"""Ask by personal link and answer it, the way a test says it in a word."""

import re
from typing import Any
from uuid import uuid4

from wijknet.accounts.models import User
from wijknet.casework import services
from wijknet.casework.models import Case, CaseAnswer, CaseParty
from wijknet.mail.models import OutgoingMail
from wijknet.ui.dates import add_working_days, today

ANSWER = "Alvorens te drempelen dient een meting plaats te vinden."


def party_of(case: Case, **wanted: Any) -> CaseParty:
    found: CaseParty = case.parties.with_names().get(**wanted)
    return found


def ask(by: User, party: CaseParty, question: str = "Komt er een drempel?") -> CaseAnswer:
    return services.ask_answer(
        by=by, party=party, key=uuid4(), question=question, wanted_by=add_working_days(today(), 5)
    )


def link_in(mail: OutgoingMail) -> str:
    found = re.search(r"/verbindingen/antwoord/[\w-]+/", mail.text)
    assert found, mail.text
    return found[0]


def newest_link() -> str:
    return link_in(OutgoingMail.objects.filter(key__startswith="case-answer").order_by("-pk")[0])


def body(response: Any) -> str:
    return str(response.content.decode())


def reply(**values: Any) -> dict[str, Any]:
    return {"request_key": str(uuid4()), "text": ANSWER, "refers_to": ""} | values
