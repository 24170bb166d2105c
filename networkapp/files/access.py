"""Pictures and documents: the content of the collection of a network's handbooks is for people who can read these."""

from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.db.models import Q, QuerySet
from django.http import Http404
from wagtail.images import get_image_model
from wagtail.models import Collection

from networkapp.conf import setting
from networkapp.models import Network, NetworkCollection
from networkapp.models.site_settings import FOLDER as SITE_FOLDER
from networkapp.permissions import Action
from networkapp.users import AnyUser


def may_see_collection(*, collection: Collection, user: AnyUser) -> bool:
    """Return whether `user` can see what is in `collection`: it belongs to no network, or to handbooks that they can
    read.

    Attachments of topics are hidden from everybody here: their own address asks their topic, which no collection knows.
    """
    readable = Network.objects.where(user, may=Action.READ_HANDBOOKS)
    return (
        not _keepers(collection).exclude(network__in=readable, holds=NetworkCollection.ContentKind.HANDBOOKS).exists()
    )


def is_for_all_readers(*, collection: Collection, network: Network) -> bool:
    """Return whether everyone who can read the handbooks of `network` can see what is in `collection`."""
    for_all = Q(network=network) | Q(network__visibility=Network.Visibility.PUBLIC)
    return not _keepers(collection).exclude(for_all, holds=NetworkCollection.ContentKind.HANDBOOKS).exists()


def containers_of(collection: Collection) -> list[str]:
    """Return the paths of the collection and of those that contain it."""
    step = Collection.steplen
    return [collection.path[:end] for end in range(step, len(collection.path) + 1, step)]


def _keepers(collection: Collection) -> "QuerySet[NetworkCollection]":
    return NetworkCollection.objects.filter(collection__path__in=containers_of(collection))


def find_media(*, name: str, user: AnyUser) -> "File[Any]":
    """Return the uploaded picture or rendition with this name, opened, if `user` can see it; otherwise Http404.

    Documents have an address of their own. All other files do not exist here, except the emblem of the site and the
    folders that the host opens with NETWORKAPP_OPEN_MEDIA.
    """
    image_model = get_image_model()
    rendition_model = image_model.get_rendition_model()
    rendition = rendition_model.objects.select_related("image__collection").filter(file=name).first()
    image = rendition.image if rendition else image_model.objects.select_related("collection").filter(file=name).first()
    try:
        if image is None:
            return _open_to_all(name)
        if may_see_collection(collection=image.collection, user=user):
            found: File[Any] = (rendition or image).file.open("rb")
            return found
    except FileNotFoundError as missing:
        raise Http404 from missing
    raise Http404


def _open_to_all(name: str) -> "File[Any]":
    if not name.startswith((SITE_FOLDER, *setting("OPEN_MEDIA"))):
        raise Http404
    return default_storage.open(name, "rb")
