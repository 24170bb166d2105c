"""A topic that is opened about a thing."""

from typing import Any

from networkapp.discussion.actions.uploads import open_topic_with_uploads
from networkapp.discussion.models import Topic
from networkapp.models import Network
from networkapp.registry.linkables import require_thing
from networkapp.users import User


def open_topic_about(*, network: Network, user: User, about: str = "", **said: Any) -> Topic:
    """What `open_with_files` makes true, about the thing of this name where one is given; `about_gone` is Refused."""
    thing = require_thing(about, user=user)
    return open_topic_with_uploads(network=network, user=user, about=thing.it if thing else None, **said)
