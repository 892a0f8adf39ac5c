from django.apps import AppConfig

from wijknet.declare import declare
from wijknet.tokens.personal_data import DECLARATIONS


class TokensConfig(AppConfig):
    name = "wijknet.tokens"
    label = "tokens"
    verbose_name = "Sleutels"

    def ready(self) -> None:
        declare(*DECLARATIONS)
