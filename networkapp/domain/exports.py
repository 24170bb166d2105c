"""A topic to take along: everything said in it that its reader may read, as a document."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language

from networkapp.models import Network, Topic
from networkapp.permissions import Action
from networkapp.publishing.documents import Form, make_document


@dataclass(frozen=True, kw_only=True)
class Export:
    """A file to hand out: its name, what it is, and its bytes."""

    name: str
    content_type: str
    content: bytes


def export_topic(*, topic: Topic, reader: Any, form: Form) -> Export:
    """The topic as a document in the reader's language and time zone; what is sealed is named and not told.

    Topic.DoesNotExist, where she may not read it.
    """
    found = Topic.objects.where(reader, may=Action.READ).select_related("network").get(pk=topic.pk)
    said = found.messages.select_related(
        "author", "seat__delegation", "drafted_by__delegation", "reply_to__seat__delegation"
    )
    visible = Network.objects.where(reader, may=Action.SEE)
    context = {
        "topic": found,
        "messages": list(said.order_by("sequence")),
        "networks": [network.name for network in visible if network in found.networks()],
        "now": timezone.localtime(),
    }
    html = render_to_string("networkapp/exports/topic.html", context)
    made = make_document(html=html, title=found.title, language=get_language() or "en", form=form)
    name = f"{slugify(found.title) or 'topic'}-{found.pk}.{form}"
    return Export(name=name, content_type=form.content_type, content=made)
