from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "wijknet.ui"
    label = "ui"
    verbose_name = "Uiterlijk"
