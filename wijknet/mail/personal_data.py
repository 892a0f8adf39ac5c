"""What the outbox holds of people: an address and a text, until the mail has left."""

from wijknet.declare import Erase, Ground, NotPersonal, PersonalData

DECLARATIONS = (
    PersonalData(
        model="mail.OutgoingMail",
        fields=("to", "text", "html"),
        whose="wie een mail krijgt",
        ground=Ground.PUBLIC_TASK,
        purpose="De mail versturen.",
        term="Leeg zodra de mail weg is. Een mail die niet weg kon, gaat na 90 dagen weg.",
        erase=Erase.DELETE_ROW,
        days=90,
        since="created_at",
    ),
    NotPersonal(
        model="mail.OutgoingMail",
        fields=("subject",),
        why="Een vaste zin van onszelf, zonder namen. Gaat met de rij weg.",
    ),
)
