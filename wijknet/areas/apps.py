from django.apps import AppConfig

from wijknet.areas.personal_data import DECLARATIONS
from wijknet.declare import declare


class AreasConfig(AppConfig):
    name = "wijknet.areas"
    label = "areas"
    verbose_name = "Gebieden"

    def ready(self) -> None:
        declare(*DECLARATIONS)
