from django.apps import AppConfig

from actors.personal_data import DECLARATIONS
from wijknet.declare import declare


class ActorsConfig(AppConfig):
    name = "actors"
    label = "actors"
    verbose_name = "Wie is wie"

    def ready(self) -> None:
        declare(*DECLARATIONS)
