"""The subjects of notification e-mails: the network, then the matter, in the language that is active."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networkapp.models import Network
from networkapp.registry import DeskItem

NAMED = 2
"""How many things a subject names before it goes on with "..."."""
LONGEST = 150


@dataclass(frozen=True, kw_only=True)
class Reminders:
    """The notices of an e-mail about one thing, oldest first, each task once; `about` is the name of the thing."""

    network: Network
    about: str
    items: Sequence[DeskItem]


def group_reminders(notices: Iterable[tuple[Network, DeskItem]]) -> list[Reminders]:
    """Return the notices grouped by what they are about (`DeskItem.about`, else their address), in the given order.

    Several notices of one task are one reminder: the newest, which comes last.
    """
    groups: dict[tuple[int, str], tuple[Network, dict[Hashable, DeskItem]]] = {}
    for network, item in notices:
        found = groups.setdefault((network.pk, str(item.about or item.url)), (network, {}))[1]
        found[task_of(item) or len(found)] = item
    return [
        Reminders(network=network, about=str(next(iter(found.values())).about), items=tuple(found.values()))
        for network, found in groups.values()
    ]


def task_of(item: DeskItem) -> tuple[str, datetime] | None:
    """Return what identifies a task, however it is worded: where it is done and until when; None without a deadline."""
    return (item.url, item.deadline) if item.deadline else None


def named(item: DeskItem) -> str:
    """Return what an e-mail calls the item: its title for e-mails, where it has one."""
    return str(item.email_title or item.title)


def subject_of(networks: Iterable[Network], matters: Iterable[str]) -> str:
    """Return "Joint network: matter, matter" on one line; of several networks it names the first."""
    known = list({network.pk: network for network in networks}.values())
    whose = str(known[0].local_name)
    if len(known) > 1:
        others = len(known) - 1
        words = ngettext("%(network)s and %(n)s other network", "%(network)s and %(n)s other networks", others)
        whose = words % {"network": whose, "n": others}
    words = _("%(network)s: %(matter)s") % {"network": whose, "matter": ", ".join(matters)}
    return Truncator(" ".join(words.split())).chars(LONGEST)


def message_count_subject(number: int, topics: Iterable[str]) -> str:
    """Return "3 new messages (Hotlines, Shelters)"; the topics are those that may be named outside the site."""
    words = ngettext("%(n)s new message", "%(n)s new messages", number) % {"n": number}
    return _with_names(words, topics)


def of_reminders(groups: Sequence[Reminders]) -> str:
    """Return the words of a single notice, or "2 deadlines (peer review of Sample country B, ...)"."""
    items = [item for group in groups for item in group.items]
    if len(items) == 1:
        return named(items[0])
    if all(item.deadline for item in items):
        words = ngettext("%(n)s deadline", "%(n)s deadlines", len(items))
    else:
        words = ngettext("%(n)s notification", "%(n)s notifications", len(items))
    return _with_names(words % {"n": len(items)}, [group.about or named(group.items[0]) for group in groups])


def _with_names(words: str, names: Iterable[str]) -> str:
    known = [name for name, _number in Counter(names).items() if name]
    if not known:
        return words
    shown = [*known[:NAMED], *(["…"] if known[NAMED:] else [])]
    return f"{words} ({', '.join(shown)})"
