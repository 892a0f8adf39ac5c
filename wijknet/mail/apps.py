from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "wijknet.mail"
    label = "mail"
    verbose_name = "Post"
