from django.apps import AppConfig

from wijknet.accounts.personal_data import DECLARATIONS
from wijknet.declare import declare


class AccountsConfig(AppConfig):
    name = "wijknet.accounts"
    label = "accounts"
    verbose_name = "Gebruikers"

    def ready(self) -> None:
        declare(*DECLARATIONS)
