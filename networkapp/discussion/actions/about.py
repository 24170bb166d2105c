"""A topic that is opened about a thing."""

from typing import Any

from networkapp.discussion.actions.uploads import open_topic_with_uploads
from networkapp.discussion.models import Topic
from networkapp.models import Network
from networkapp.registry.linkables import require_linkable
from networkapp.users import User


def open_topic_about(*, network: Network, user: User, about: str = "", **kwargs: Any) -> Topic:
    """Open a topic as `open_topic_with_uploads` does, about the item with this key, if given. Refused: `about_gone`."""
    thing = require_linkable(about, user=user)
    return open_topic_with_uploads(network=network, user=user, about=thing.it if thing else None, **kwargs)
