from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "wijknet.accounts"
    label = "accounts"
    verbose_name = "Gebruikers"
