"""Keys that open one thing for one person, and keys that make a form count once."""

from django.db import models
from django.db.models import Q


class PersonalLink(models.Model):
    """A secret address. Only its hash is kept, so that who reads the database opens nothing."""

    token_hash = models.CharField("hash", max_length=64, unique=True)
    purpose = models.CharField("doel", max_length=40)
    target_label = models.CharField("soort", max_length=80)
    target_pk = models.BigIntegerField("sleutel")
    created_at = models.DateTimeField("gemaakt", auto_now_add=True)
    expires_at = models.DateTimeField("geldig tot", null=True)
    used_at = models.DateTimeField("gebruikt", null=True)
    revoked_at = models.DateTimeField("ingetrokken", null=True)

    class Meta:
        verbose_name = "persoonlijke link"
        verbose_name_plural = "persoonlijke links"
        indexes = [
            models.Index(
                fields=["target_label", "target_pk", "purpose"],
                name="tokens_link_target",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.target_label} {self.target_pk}"


class RequestKey(models.Model):
    """The one-time key of a form; what it made is remembered, so that a second click finds it."""

    key = models.UUIDField("sleutel", unique=True)
    purpose = models.CharField("doel", max_length=40)
    owner_id = models.BigIntegerField("gebruiker", null=True)
    target_label = models.CharField("soort", max_length=80, blank=True)
    target_pk = models.BigIntegerField("gemaakt", null=True)
    created_at = models.DateTimeField("wanneer", auto_now_add=True)

    class Meta:
        verbose_name = "formuliersleutel"
        verbose_name_plural = "formuliersleutels"
        constraints = [
            models.CheckConstraint(
                name="tokens_key_target_whole",
                condition=Q(target_pk__isnull=True, target_label="")
                | (Q(target_pk__isnull=False) & ~Q(target_label="")),
                violation_error_message="Een gebruikte sleutel wijst naar wat er is gemaakt.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.key}"
