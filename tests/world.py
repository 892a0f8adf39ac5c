"""One of everything in wijk A, with the named people around it: what the access table and the browser look at.

An attribute per thing; whoever adds a page adds the thing that it shows.
"""

from dataclasses import MISSING, dataclass, fields
from datetime import timedelta
from uuid import uuid4

import pytest

from actors.mails import STOP as PERSON_STOP
from actors.models import (
    Actor,
    ActorKind,
    ActorMerge,
    Alliance,
    AlliancePartner,
    Buddy,
    Channel,
    ImportRun,
    InformalNetwork,
    MunicipalContact,
    PersonFunction,
    Position,
    Tie,
)
from actors.services.imports import choose_columns, start_import
from initiatives.mails import FOLLOW
from initiatives.models import (
    Draft,
    Event,
    HandCount,
    Initiative,
    Match,
    Need,
    Offer,
    Partner,
    Registration,
    Support,
    Task,
    TeamMember,
)
from initiatives.services import keep_draft, keep_picture
from tests.files.make import photo
from tests.initiatives.circles import InCircle
from tests.initiatives.make import add_picture, make_initiative
from wijknet.accounts.models import Assignment, User
from wijknet.accounts.services import CALENDAR, INVITATION
from wijknet.areas.models import Area, Plan, ResidentGroup
from wijknet.casework.models import (
    Agreement,
    Case,
    CaseAnswer,
    CheckIn,
    ContactMoment,
    Outreach,
    OutreachMember,
    Referral,
    Signal,
    SignalFollower,
)
from wijknet.casework.services import (
    PURPOSE,
    STOP,
    Heard,
    NewAgreement,
    NewReferral,
    Next,
    Talk,
    answer_question,
    ask_answer,
    follow_signal,
    keep_circle,
    log_moment,
    open_case,
    refer,
)
from wijknet.files.pictures import clean_picture
from wijknet.profiles.models import ProfileEdition, ProfilePicture, Quote
from wijknet.profiles.services import add_picture as add_profile_picture
from wijknet.profiles.services import add_quote, publish_edition, save_draft
from wijknet.tokens.services import issue_link
from wijknet.ui.dates import add_working_days, today

ANONYMOUS = "anonymous"
PROFILE_TEXTS = {
    "question": "Hoe leren buren uit verschillende straten elkaar kennen?",
    "who": "Gezinnen die hier al lang zijn, wonen naast studenten.\n\nVeel mensen huren.",
    "breathes": "De dag begint bij de bakker.",
    "makes": "Mensen helpen elkaar via het buurthuis.",
}
PEOPLE = (ANONYMOUS, "fatima", "joris", "anna", "beheer", "other_gemeente")


@dataclass(frozen=True, kw_only=True)
class World(InCircle):
    """Everything lies in Klarendal (wijk A) of Arnhem."""

    arnhem: Area
    klarendal: Area
    geitenkamp: Area
    other_wijk: Area
    fatima: User
    joris: User
    anna: User
    beheer: User
    other_gemeente: User
    edition: ProfileEdition
    quote: Quote
    profile_picture: ProfilePicture
    bakery: Actor
    own_kind: ActorKind
    owner: PersonFunction
    person_token: str
    merged: ActorMerge
    tie: Tie
    tea_hour: InformalNetwork
    elderly: ResidentGroup
    plan: Plan
    alliance: Alliance
    partner: AlliancePartner
    channel: Channel
    buddy: Buddy
    position: Position
    desk: MunicipalContact
    kookavond: Initiative
    geveltuin: Initiative
    talk_evening: Event
    past_evening: Event
    match: Match
    joined: Partner
    visitor: Registration
    visitor_token: str
    supporter: Support
    supporter_token: str
    counted: HandCount
    needed: Need
    offered: Offer
    offer_token: str
    teammate: TeamMember
    team_token: str
    invited: TeamMember
    task: Task
    calendar_token: str
    form: Draft
    sender_token: str
    assignment: Assignment
    invitation_token: str
    moment: ContactMoment
    agreement: Agreement
    signal: Signal
    follower: SignalFollower
    stop_token: str
    case: Case
    referral: Referral
    outreach: Outreach
    outreach_member: OutreachMember
    answered: CaseAnswer
    asked: CaseAnswer
    answer_token: str
    check_in: CheckIn
    check_in_token: str
    import_run: ImportRun
    idea_word: str = "idee"
    import_word: str = "actors"
    format_word: str = "csv"
    step_word: str = "plek"
    text_word: str = "vertel-meer"

    def person(self, name: str) -> User | None:
        return None if name == ANONYMOUS else getattr(self, name)


@pytest.fixture
def edition(klarendal: Area, beheer: User) -> ProfileEdition:
    """Edition 1 of Klarendal, made the way a curator makes it."""
    draft = save_draft(area=klarendal, texts=PROFILE_TEXTS, version=1, by=beheer)
    name = "Wijkteam Noord (test)"
    return publish_edition(profile=draft, version=draft.version, signed_name=name, key=uuid4(), by=beheer)


@pytest.fixture
def quote(edition: ProfileEdition, beheer: User) -> Quote:
    """What somebody said, in the draft that follows edition 1."""
    return add_quote(
        area=edition.area,
        key=uuid4(),
        by=beheer,
        part="makes",
        text="We hebben geen plan nodig, wel een sleutel van de zaal.",
        said_by="een vrijwilliger",
        given_by="Sanne (test)",
        consent_on=today(),
        until=today() + timedelta(days=365),
    )


@pytest.fixture
def profile_picture(edition: ProfileEdition, beheer: User) -> ProfilePicture:
    """In the draft of Klarendal, and in no text yet."""
    return add_profile_picture(
        area=edition.area,
        picture=clean_picture(photo()),
        alt="Buren aan een lange tafel",
        caption="Het straatfeest.",
        credit="Wijkteam Noord (test)",
        key=uuid4(),
        by=beheer,
    )


@pytest.fixture
def kookavond(klarendal: Area) -> Initiative:
    """Received in wijk A, not looked at yet; the sender may be mailed, allows publishing and added a picture."""
    found = make_initiative(klarendal)
    add_picture(found)
    return found


@pytest.fixture
def geveltuin(klarendal: Area) -> Initiative:
    """Public in wijk A, with a picture."""
    found = make_initiative(klarendal, public=True, title="Geveltuinen Klarendalseweg", story="Planten erin.")
    add_picture(found, approved=True)
    return found


@pytest.fixture
def form(klarendal: Area) -> Draft:
    """A public form of which the first step is filled in, with a picture."""
    found = keep_draft(key=None, kind="IDEA", step="idee", values={"title": "Zaadjes", "story": "Ruilen."})
    keep_picture(owner=found, picture=clean_picture(photo()), alt="Een bak met zaden")
    return found


@pytest.fixture
def calendar_token(fatima: User) -> str:
    return issue_link(purpose=CALENDAR, target=fatima)


@pytest.fixture
def sender_token(kookavond: Initiative) -> str:
    """The secret of the page of kookavond's sender."""
    return issue_link(purpose=FOLLOW, target=kookavond)


@pytest.fixture
def assignment(fatima: User) -> Assignment:
    """What fatima does in Klarendal."""
    found: Assignment = fatima.assignments.get()
    return found


@pytest.fixture
def moment(klarendal: Area, fatima: User) -> ContactMoment:
    """A talk in wijk A with "iemand, geen naam", with an agreement and a signal from it."""
    return log_moment(
        by=fatima,
        area=klarendal,
        key=uuid4(),
        talk=Talk(line="Er wordt hard gereden bij de school."),
        agreement=NewAgreement(what="Uitzoeken wie meet", due=add_working_days(today(), 3), street="Akkerstraat"),
        heard=Heard(street="Akkerstraat"),
    )


@pytest.fixture
def agreement(moment: ContactMoment) -> Agreement:
    found: Agreement = moment.agreements.get()
    return found


@pytest.fixture
def invitation_token(arnhem: Area) -> str:
    """The link of someone who was invited and did not choose a password yet."""
    invited = User.objects.create_user("nieuw@arnhem.example", name="Nieuw (test)")
    return issue_link(purpose=INVITATION, target=invited)


@pytest.fixture
def signal(moment: ContactMoment) -> Signal:
    return Signal.objects.get(moments=moment)


@pytest.fixture
def follower(signal: Signal, fatima: User) -> SignalFollower:
    """Someone who wants to hear what comes of the signal."""
    return follow_signal(by=fatima, signal=signal, email="bewoner@voorbeeld.example")


@pytest.fixture
def stop_token(follower: SignalFollower) -> str:
    """The secret under a mail by which that someone stops."""
    return issue_link(purpose=STOP, target=follower)


@pytest.fixture
def case(klarendal: Area, fatima: User, signal: Signal) -> Case:
    """Taken up from the signal, open, without a gemeente contact yet."""
    return open_case(
        by=fatima,
        area=klarendal,
        key=uuid4(),
        title="Te hard rijden in de Akkerstraat",
        question="Hoe lopen kinderen veilig naar school?",
        following=Next(problem="unsolved", step="Vraag om een meting", turn="ME", due=add_working_days(today(), 5)),
        signal=signal,
    )


@pytest.fixture
def referral(klarendal: Area, fatima: User, moment: ContactMoment) -> Referral:
    """Sent on to the wijkteam, from the talk, not settled."""
    return refer(
        by=fatima,
        area=klarendal,
        key=uuid4(),
        referral=NewReferral(to="HELP", what="Kind durft niet naar school"),
        moment=moment,
    )


@pytest.fixture
def outreach(klarendal: Area, fatima: User, bakery: Actor, elderly: ResidentGroup) -> Outreach:
    """A circle of one that was kept; nobody was asked yet."""
    return keep_circle(
        by=fatima, area=klarendal, key=uuid4(), title="Het plein gaat open", groups=[elderly], members=[bakery]
    )


@pytest.fixture
def outreach_member(outreach: Outreach) -> OutreachMember:
    member: OutreachMember = outreach.members.get()
    return member


@pytest.fixture
def answered(klarendal: Area, fatima: User, bakery: Actor, desk: MunicipalContact) -> CaseAnswer:
    """A desk was asked by personal link, and answered."""
    MunicipalContact.objects.filter(pk=desk.pk).update(email="loket@arnhem.example")
    case = open_case(
        by=fatima,
        area=klarendal,
        key=uuid4(),
        title="Bankje voor de bakker",
        question="Mag er een bankje op de stoep?",
        following=Next(problem="unsolved", step="Vraag het na", turn="ME", due=add_working_days(today(), 5)),
        life=[bakery],
        system=[desk],
    )
    party = case.parties.with_names().get(municipal_contact=desk)
    wanted = add_working_days(today(), 5)
    asked = ask_answer(by=fatima, party=party, key=uuid4(), question=case.question, wanted_by=wanted)
    return answer_question(asked=asked, key=uuid4(), text="Dit is middels een vergunning mogelijk.", refers_to="")


@pytest.fixture
def asked(answered: CaseAnswer, fatima: User) -> CaseAnswer:
    """The same desk was asked once more, and did not answer yet."""
    party, wanted = answered.party, add_working_days(today(), 5)
    return ask_answer(by=fatima, party=party, key=uuid4(), question="En een plantenbak?", wanted_by=wanted)


@pytest.fixture
def answer_token(asked: CaseAnswer) -> str:
    """The secret of the page on which the desk answers."""
    return issue_link(purpose=PURPOSE, target=asked, expires_at=asked.expires_at)


@pytest.fixture
def person_token(owner: PersonFunction) -> str:
    """The link with which the owner of the bakery ends being someone to speak to."""
    return issue_link(purpose=PERSON_STOP, target=owner.person)


@pytest.fixture
def import_run(klarendal: Area, fatima: User, kinds: None) -> ImportRun:
    """A file with one new place and one wrong row, checked and not imported yet."""
    content = b"Naam;Soort;Wijk\nLeeszaal (test);Bibliotheek;Klarendal\nRaket (test);Ruimteschip;Klarendal\n"
    assert klarendal.municipality is not None
    run = start_import(by=fatima, municipality=klarendal.municipality, kind="actors", content=content, name="lijst.csv")
    return choose_columns(run=run, by=fatima, sheet="", head_row=1, mapping=run.mapping, fills={})


@pytest.fixture
def world(db: None, request: pytest.FixtureRequest) -> World:
    # `db` in so many words: pytest-django only makes a database that some test is known to ask for beforehand.
    things = [field.name for field in fields(World) if field.default is MISSING]
    return World(**{name: request.getfixturevalue(name) for name in things})
