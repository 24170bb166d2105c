"""Handbooks in every language: where a page in another language is, and how a draft of it comes to be."""

from django.conf import settings
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.models import Locale, Page, Site

from networkapp.errors import Refused
from networkapp.handbooks.models import ChapterPage, HandbookIndexPage, HandbookPage, PartPage
from networkapp.handbooks.pages.access import IN_HANDBOOKS
from networkapp.languages.languages import known_language
from networkapp.permissions import Action
from networkapp.users import AnyUser, User

HandbookContentPage = HandbookPage | PartPage | ChapterPage


def find_edited_page(*, pk: int, user: AnyUser) -> HandbookContentPage:
    """Return the handbook, part or chapter, published or not; 404 for people who do not edit it."""
    page = Page.objects.filter(pk=pk).select_related("locale").specific().first()
    edited = HandbookPage.objects.where(user, may=Action.EDIT_HANDBOOKS)
    if not isinstance(page, IN_HANDBOOKS) or not edited.around(page).exists():
        raise Http404
    return page


def handbook_of(page: HandbookContentPage) -> HandbookPage:
    """Return the handbook that the page is, or is in."""
    return page if isinstance(page, HandbookPage) else page.handbook


@transaction.atomic
def translate_page(*, page: HandbookContentPage, user: User, language: str, with_chapters: bool = False) -> Page:
    """Return the draft of a handbook, part or chapter in `language`; one that is there already stays as it is.

    It says what the original says until somebody translates it. Pages above that are missing in that language become
    drafts, too, and so do all pages below it `with_chapters`. Refused: `no_such_language`, `language_of_page`.
    NotAllowed without EDIT_HANDBOOKS in the network.
    """
    handbook_of(page).network.require(user, Action.EDIT_HANDBOOKS)
    locale = locale_of(language)
    if locale.pk == page.locale_id:
        words = _("The page is already in this language. Choose another.")
        raise Refused("language_of_page", words, field="language")
    made = _draft(page=page, locale=locale, user=user)
    if with_chapters:
        for below in page.get_descendants().specific():
            _draft(page=below, locale=locale, user=user)
    # Anew, since the pages made below it have changed what it knows of these.
    return Page.objects.get(pk=made.pk).specific


def handbook_list_in(*, language: str, user: User) -> HandbookIndexPage:
    """Return the list of handbooks in `language`; a draft of it is made where there is none.

    Refused: `no_list` (the site has no list of handbooks at all), `no_such_language`.
    """
    first = HandbookIndexPage.objects.live().order_by("path").first()
    if first is None:
        words = _("There is no list of handbooks yet. Ask a site administrator to create one.")
        raise Refused("no_list", words, field="language")
    locale = locale_of(language)
    made: HandbookIndexPage = first if locale.pk == first.locale_id else _draft(page=first, locale=locale, user=user)
    return made


def locale_of(language: str) -> Locale:
    """Return the locale of the language; it is created where there was none. Refused: `no_such_language`."""
    if not known_language(language) and language not in dict(settings.LANGUAGES):
        raise Refused("no_such_language", _("Choose a language."), field="language")
    return Locale.objects.get_or_create(language_code=language)[0]


def _draft(*, page: Page, locale: Locale, user: User) -> Page:
    """Return the page in the language of `locale`, with the pages above it."""
    known = page.get_translation_or_none(locale)
    if known is not None:
        return known.specific
    above = page.get_parent()
    if not above.is_root():
        _draft(page=above.specific, locale=locale, user=user)
    # Another request may have noted where sites begin while this front page was not committed yet.
    transaction.on_commit(Site.clear_site_root_paths_cache)
    action = CopyPageForTranslationAction(page=page.specific, locale=locale, user=user)
    return action.execute(skip_permission_checks=True)
