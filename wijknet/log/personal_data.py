"""What the log holds of people: which colleague did something. Values of personal fields never come in."""

from wijknet.declare import Erase, Ground, NotPersonal, PersonalData

DECLARATIONS = (
    PersonalData(
        model="log.LogEntry",
        fields=("actor_id", "function"),
        whose="collega die iets veranderde",
        ground=Ground.PUBLIC_TASK,
        purpose="Kunnen nagaan wie wat veranderde, bij een vraag of een klacht.",
        term="Vijf jaar; daarna gaat de regel weg.",
        erase=Erase.DELETE_ROW,
        days=5 * 366,
        since="at",
    ),
    PersonalData(
        model="log.ReadEntry",
        fields=("actor_id",),
        whose="collega die iemands gegevens bekeek",
        ground=Ground.LEGAL_DUTY,
        purpose="Kunnen zeggen wie iemands gegevens zag. Nooit om het werk van collega's te meten.",
        term="Twee jaar; daarna gaat de regel weg.",
        erase=Erase.DELETE_ROW,
        days=2 * 366,
        since="at",
    ),
    NotPersonal(
        model="log.LogEntry",
        fields=("fields", "before", "after"),
        why="Alleen waarden van velden die niet persoonlijk zijn; ze zijn te wissen.",
    ),
)
