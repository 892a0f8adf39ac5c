"""What is told through a circle that is kept."""

from wijknet.privacy.forms import StaffText
from wijknet.ui.forms import RequestKeyForm, form_helper


class OutreachForm(RequestKeyForm):
    title = StaffText(
        label="Wat wil je vertellen?",
        help_text="Eén regel is genoeg. Noem geen namen van mensen.",
        max_length=150,
        error_messages={"required": "Schrijf kort op wat je wilt vertellen."},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper = form_helper("Bewaar deze kring")
