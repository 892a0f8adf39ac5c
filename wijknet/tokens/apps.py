from django.apps import AppConfig


class TokensConfig(AppConfig):
    name = "wijknet.tokens"
    label = "tokens"
    verbose_name = "Sleutels"
