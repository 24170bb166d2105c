"""The places of a network in the lists of news: one in each list, made by itself, with the same address in each."""

from networkapp.models import Network, NetworkNewsPage, NewsPage
from networkapp.models.news import place_key


def keep_places(*, network: Network) -> list[NetworkNewsPage]:
    """The network has its place in every list of news; all of them. What its writers changed there stays."""
    known = {place.locale_id: place for place in NetworkNewsPage.objects.written_in().filter(network=network)}
    for index in NewsPage.objects.exclude(locale__in=known).select_related("locale"):
        place = NetworkNewsPage(
            network=network,
            title=network.names.get(index.locale.language_code) or network.name,
            slug=network.slug,
            locale=index.locale,
            translation_key=place_key(network),
        )
        known[index.locale_id] = index.add_child(instance=place)
    return list(known.values())
