"""The theme for what cannot read CSS variables: mails and PDFs follow the same one file of tokens."""

import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings

_TOKEN = re.compile(r"--wijknet-([a-z0-9-]+):\s*([^;]+);")


@lru_cache(maxsize=1)
def tokens() -> dict[str, str]:
    """Every token of the light theme by its name without prefix: `color-action` is `#0d5560`."""
    file = Path(settings.BASE_DIR) / "static" / "css" / "parts" / "tokens.css"
    light = file.read_text(encoding="utf-8").split("@media", 1)[0]
    return dict(_TOKEN.findall(light))
