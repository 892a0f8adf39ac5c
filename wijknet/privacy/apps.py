from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "wijknet.privacy"
    label = "privacy"
    verbose_name = "Privacy"
