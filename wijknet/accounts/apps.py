from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps

from wijknet.accounts.personal_data import DECLARATIONS
from wijknet.declare import declare


class AccountsConfig(AppConfig):
    name = "wijknet.accounts"
    label = "accounts"
    verbose_name = "Gebruikers"
    default = True

    def ready(self) -> None:
        declare(*DECLARATIONS)


class OperatorAdminConfig(admin_apps.AdminConfig):
    """Takes the place of django.contrib.admin in INSTALLED_APPS."""

    default = False
    default_site = "wijknet.accounts.site.OperatorSite"
