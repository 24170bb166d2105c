"""The places of a network in the lists of news: one in each list, made by itself, with the same address in each."""

from networkapp.models import Network
from networkapp.news.models import NetworkNewsPage, NewsPage
from networkapp.news.models.pages import place_key


def ensure_news_pages(*, network: Network) -> list[NetworkNewsPage]:
    """Create the pages of the network that are missing in lists of news; return all. Existing ones stay unchanged.

    A list or a place that Wagtail mirrors from elsewhere (its aliases) is none of them.
    """
    there = NetworkNewsPage.objects.filter(network=network)
    known = {place.locale_id: place for place in there if place.alias_of_id is None}
    taken = {place.locale_id for place in there if place.translation_key == place_key(network)}
    for index in NewsPage.objects.filter(alias_of=None).exclude(locale__in=taken).select_related("locale"):
        place = NetworkNewsPage(
            network=network,
            title=network.names.get(index.locale.language_code) or network.name,
            slug=network.slug,
            locale=index.locale,
            translation_key=place_key(network),
        )
        known[index.locale_id] = index.add_child(instance=place)
    return list(known.values())
