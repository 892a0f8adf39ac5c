from django.apps import AppConfig

from wijknet.declare import declare
from wijknet.log.personal_data import DECLARATIONS


class LogConfig(AppConfig):
    name = "wijknet.log"
    label = "log"
    verbose_name = "Logboek"

    def ready(self) -> None:
        declare(*DECLARATIONS)
