"""The public initiatives for machines that follow them: Atom (RFC 4287, paged as RFC 5005) and JSON Feed 1.1.

For people who read news in a program of their own, and for the site of a gemeente. The same words as the public page,
and no more: a first name only where the sender agreed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks

from initiatives.models import Initiative
from wijknet.ui.dates import midnight

JSON_FEED = "https://jsonfeed.org/version/1.1"
JSON_TYPE = "application/feed+json"
# Characters that XML 1.0 does not know, whatever somebody pasted.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufddf\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What both kinds say. Addresses are whole; `next_url` holds older ones, empty at the end. `rows` come from
    `InitiativeQuerySet.for_feed`."""

    title: str
    about: str
    language: str
    page_url: str
    feed_url: str
    next_url: str
    changed: datetime
    rows: Sequence[Initiative]


def whole(path: str) -> str:
    """An address that also means something elsewhere; the host of a request is not to be trusted with that."""
    return f"{settings.SITE_URL}{path}"


def clean(text: str) -> str:
    return _NOT_XML.sub("", text)


def published(row: Initiative) -> datetime:
    """The day on which it came on the site; the database knows no public one without."""
    return midnight(row.published_on)


def updated(row: Initiative) -> datetime:
    """When something happened that a follower wants to know: it came on the site, or a new phase began. Work behind
    the desk is nobody's news."""
    return max([published(row), *(change.at for change in row.phase_changes.all())])


class _Atom(Atom1Feed):
    """With the way to older entries, and for an empty feed a date that stays the same."""

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        if self.feed["next_url"]:
            handler.addQuickElement("link", "", {"rel": "next", "href": self.feed["next_url"]})

    def latest_post_date(self) -> datetime:
        dates: list[datetime] = [item["updateddate"] for item in self.items]
        empty: datetime = self.feed["changed"]
        return max(dates, default=empty)


def atom(feed: Feed) -> str:
    made = _Atom(
        title=clean(feed.title),
        link=feed.page_url,
        description=None,
        subtitle=clean(feed.about),
        language=feed.language,
        feed_url=feed.feed_url,
        feed_guid=feed.feed_url,
        author_name="WijkNet",
        next_url=feed.next_url,
        changed=feed.changed,
    )
    for row in feed.rows:
        address = whole(row.get_absolute_url())
        made.add_item(
            title=clean(row.title),
            link=address,
            description=linebreaks(clean(row.story), autoescape=True),
            unique_id=address,
            author_name=clean(row.said_by),
            pubdate=published(row),
            updateddate=updated(row),
            categories=[clean(theme.name) for theme in row.themes.all()],
        )
    text: str = made.writeString("utf-8")
    return text


def json_feed(feed: Feed) -> dict[str, Any]:
    data: dict[str, Any] = {
        "version": JSON_FEED,
        "title": feed.title,
        "description": feed.about,
        "language": feed.language,
        "home_page_url": feed.page_url,
        "feed_url": feed.feed_url,
    }
    if feed.next_url:
        data["next_url"] = feed.next_url
    data["items"] = [_item(row) for row in feed.rows]
    return data


def _item(row: Initiative) -> dict[str, Any]:
    address = whole(row.get_absolute_url())
    return {
        "id": address,
        "url": address,
        "title": row.title,
        "content_text": row.story,
        "date_published": published(row).isoformat(),
        "date_modified": updated(row).isoformat(),
        "authors": [{"name": row.said_by}],
        "tags": [theme.name for theme in row.themes.all()],
    }
