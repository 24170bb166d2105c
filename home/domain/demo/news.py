"""News of the joint network in three languages, some of it signed by role accounts, one signature still asked for."""

from typing import Any

from home.domain.demo.accounts import accounts, address
from home.domain.demo.content import LANGUAGES, ORIGINAL, by_key, content, day, items
from home.domain.demo.recording.news import open_news, write_article
from home.models import HomePage
from networkapp.models import Network, Seat, Subject
from networkapp.news.actions.signatures import confirm_signature, invite_signatories
from networkapp.news.models import ArticlePage, NetworkNewsPage, NewsPage, Signatory
from networkapp.news.wordings import newest_wording


def make_lists_of_news() -> list[NewsPage]:
    """Create a list of news in every language, with a page for each network in it."""
    lists: list[NewsPage] = []
    described = content("news")["index"]
    for language in (ORIGINAL, *LANGUAGES):
        index = open_news(
            front=HomePage.objects.get(locale__language_code=language),
            slug=described["slug"],
            title=described["title"][language],
            introduction=described["introduction"][language],
            translation_of=lists[0] if lists else None,
        )
        lists.append(index)
    return lists


def make_news() -> None:
    """Create the articles in all languages, signed by those who confirmed them; one still waits for a signature."""
    for index in make_lists_of_news():
        _name_places(index, index.locale.language_code)
    subjects = by_key(Subject.objects.all(), "slug")
    network = Network.objects.get(slug=content("news")["press"]["network"])
    for item in items("news"):
        original: ArticlePage | None = None
        for language in (ORIGINAL, *LANGUAGES):
            page = write_article(
                network=network,
                language=language,
                slug=item["slug"],
                title=item["title"][language],
                standfirst=item["standfirst"][language],
                day=day(item["date"]),
                blocks=[{"type": "text", "value": html} for html in item["text"][language]],
                subjects=[subjects[slug] for slug in item["subjects"]],
                translation_of=original,
            )
            original = original or page
        if original is not None:
            _sign(original, item)


def _name_places(index: NewsPage, language: str) -> None:
    """Each place is called what its network is called in this language; the press finds whom to ask."""
    press = content("news")["press"]
    names = {item["slug"]: item["name"] for item in items("networks")}
    for place in NetworkNewsPage.objects.child_of(index).select_related("network").filter(press_office=""):
        place.title = names.get(place.slug, {}).get(language, place.title)
        if place.slug == press["network"]:
            place.press_office, place.press_mail = press["office"][language], press["mail"]
        place.save()


def _sign(article: ArticlePage, item: dict[str, Any]) -> None:
    key, signatories = article.translation_key, (*item["signed"], *item["pending"])
    if not signatories or Signatory.objects.filter(article=key).exists():
        return
    people = accounts()
    members = {address("member", slug): slug for slug in signatories}
    seats = Seat.objects.filter(network=article.network, user__email__in=members)
    invited = invite_signatories(article=key, seats=seats, user=people[address("secretariat")])
    wording = newest_wording(key)
    for signatory in invited:
        person = signatory.seat.user
        if wording is not None and members[person.email] in item["signed"]:
            confirm_signature(signatory=signatory, user=person, name=str(person), digest=wording.digest)
