"""What the work holds of people: free text, in which someone may be recognised although nobody has to be named."""

from wijknet.declare import Erase, Ground, NotPersonal, PersonalData

ABOUT = "bewoners en beroepskrachten over wie een regel gaat, en de schrijver"
FIVE_YEARS = 5 * 365

DECLARATIONS = (
    PersonalData(
        model="casework.ContactMoment",
        fields=("line",),
        whose=ABOUT,
        ground=Ground.PUBLIC_TASK,
        purpose="Weten wat er in de wijk speelt en wat er is gezegd.",
        term="Vijf jaar na het gesprek; 'alleen ik' na 30 dagen.",
        erase=Erase.REVIEW,
        days=FIVE_YEARS,
        since="logged_at",
    ),
    PersonalData(
        model="casework.Jotting",
        fields=("line",),
        whose=ABOUT,
        ground=Ground.PUBLIC_TASK,
        purpose="Onderweg opschrijven wat later een plek krijgt.",
        term="30 dagen; wie een regel laat liggen krijgt eerst bericht.",
        erase=Erase.DELETE_ROW,
        days=30,
        since="written_at",
    ),
    PersonalData(
        model="casework.Agreement",
        fields=("what", "told", "street"),
        whose=ABOUT,
        ground=Ground.PUBLIC_TASK,
        purpose="Doen wat is afgesproken, en vertellen hoe het afliep.",
        term="Vijf jaar na de dag van de afspraak.",
        erase=Erase.REVIEW,
        days=FIVE_YEARS,
        since="due",
    ),
    PersonalData(
        model="casework.Snooze",
        fields=("why",),
        whose=ABOUT,
        ground=Ground.PUBLIC_TASK,
        purpose="Kunnen vertellen waarom een afspraak later werd.",
        term="Zolang de afspraak bestaat.",
        erase=Erase.REVIEW,
    ),
    PersonalData(
        model="casework.Signal",
        fields=("title",),
        whose=ABOUT,
        ground=Ground.PUBLIC_TASK,
        purpose="Zien wat steeds terugkomt in de wijk.",
        term="Vijf jaar nadat het voor het laatst is gehoord.",
        erase=Erase.REVIEW,
        days=FIVE_YEARS,
        since="last_heard_on",
    ),
    PersonalData(
        model="casework.Case",
        fields=("title", "question", "next_step", "result_life", "result_system"),
        whose=ABOUT,
        ground=Ground.PUBLIC_TASK,
        purpose="Verbinden wat in de wijk speelt met wie er iets aan kan doen.",
        term="Vijf jaar na het afronden.",
        erase=Erase.REVIEW,
        days=FIVE_YEARS,
        since="closed_on",
    ),
    PersonalData(
        model="casework.Step",
        fields=("what",),
        whose=ABOUT,
        ground=Ground.PUBLIC_TASK,
        purpose="Nagaan wat er voor een verbinding is gedaan.",
        term="Zolang de verbinding bestaat.",
        erase=Erase.REVIEW,
    ),
    NotPersonal(
        model="casework.Signal",
        fields=("street", "folded_street"),
        why="De straat waar iets speelt, niet het adres van iemand.",
    ),
)
