"""Create a new handbook in the browser."""

from anyascii import anyascii
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug

from networkapp.editing.group_rights import sync_group_permissions
from networkapp.errors import Refused
from networkapp.handbooks.models import HandbookPage
from networkapp.handbooks.pages.languages import handbook_list_in
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.users import User


@transaction.atomic
def start_handbook(
    *, network: Network, user: User, language: str, title: str, standfirst: str = "", law_months: int = 12
) -> HandbookPage:
    """Create a draft of a handbook of the network in `language`, and give the network's groups their rights on it.

    Refused: `title_taken` (the network has a handbook with that title and language), and what
    `handbook_list_in` refuses. NotAllowed for people who cannot publish its handbooks.
    """
    network.require(user, Action.PUBLISH_HANDBOOKS)
    index = handbook_list_in(language=language, user=user)
    locked = Network.objects.select_for_update().get(pk=network.pk)
    known = HandbookPage.objects.filter(network=locked, locale=index.locale)
    if known.filter(title__iexact=title).exists() or known.filter(draft_title__iexact=title).exists():
        words = _("The network already has a handbook with this title. Choose another title.")
        raise Refused("title_taken", words, field="title")
    page = HandbookPage(
        network=locked, title=title, standfirst=standfirst, law_months=law_months, live=False, owner=user
    )
    page.locale, page.slug = index.locale, find_available_slug(index, slugify(anyascii(title)) or "handbook")
    index.add_child(instance=page)
    page.save_revision(user=user, log_action=True)
    sync_group_permissions(network=locked)
    return page
