from django.apps import AppConfig

from actors.merge import MERGED
from actors.personal_data import DECLARATIONS
from wijknet.declare import declare, declare_merged


class ActorsConfig(AppConfig):
    name = "actors"
    label = "actors"
    verbose_name = "Wie is wie"

    def ready(self) -> None:
        declare(*DECLARATIONS)
        declare_merged(*MERGED)
