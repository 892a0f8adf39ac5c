"""What is kept of colleagues who sign in, by us and by the parts that we sign in with."""

from wijknet.declare import Erase, Ground, NotPersonal, PersonalData

_COLLEAGUE = "collega met een account"
_WHILE = "Zolang de collega toegang heeft, en daarna één jaar."

DECLARATIONS = (
    PersonalData(
        model="accounts.User",
        fields=("email", "name", "password", "last_login"),
        whose=_COLLEAGUE,
        ground=Ground.PUBLIC_TASK,
        purpose="Inloggen, en laten zien wie iets deed.",
        term=_WHILE,
        erase=Erase.EMPTY,
    ),
    PersonalData(
        model="accounts.Assignment",
        fields=("user_id",),
        whose=_COLLEAGUE,
        ground=Ground.PUBLIC_TASK,
        purpose="Weten in welke wijk iemand mag kijken en werken.",
        term=_WHILE,
        erase=Erase.DELETE_ROW,
    ),
    PersonalData(
        model="account.EmailAddress",
        fields=("email",),
        whose=_COLLEAGUE,
        ground=Ground.PUBLIC_TASK,
        purpose="Een nieuw wachtwoord kunnen sturen.",
        term=_WHILE,
        erase=Erase.DELETE_ROW,
    ),
    PersonalData(
        model="mfa.Authenticator",
        fields=("data",),
        whose=_COLLEAGUE,
        ground=Ground.PUBLIC_TASK,
        purpose="De tweede stap bij het inloggen.",
        term="Tot de collega de tweede stap uitzet of geen toegang meer heeft.",
        erase=Erase.DELETE_ROW,
    ),
    PersonalData(
        model="usersessions.UserSession",
        fields=("ip", "user_agent", "session_key", "data"),
        whose=_COLLEAGUE,
        ground=Ground.PUBLIC_TASK,
        purpose="Zelf zien op welke apparaten je bent ingelogd, en er een uitloggen.",
        term="Zolang de sessie bestaat: hoogstens 12 uur.",
        erase=Erase.DELETE_ROW,
    ),
    PersonalData(
        model="sessions.Session",
        fields=("session_key", "session_data"),
        whose=_COLLEAGUE,
        ground=Ground.PUBLIC_TASK,
        purpose="Ingelogd blijven.",
        term="Hoogstens 12 uur.",
        erase=Erase.DELETE_ROW,
    ),
    NotPersonal(
        model="account.EmailConfirmation",
        fields=("key",),
        why="Blijft leeg: niemand meldt zichzelf aan, een uitnodiging bevestigt het adres.",
    ),
    NotPersonal(
        model="admin.LogEntry",
        fields=("object_id", "object_repr", "change_message"),
        why="Blijft leeg: het technisch beheer schrijft in ons eigen logboek.",
    ),
    NotPersonal(
        model="auth.Group",
        fields=("name",),
        why="De naam van een groep rechten; WijkNet gebruikt geen groepen.",
    ),
    NotPersonal(
        model="auth.Permission",
        fields=("name",),
        why="De naam van een recht, door Django gemaakt.",
    ),
)
