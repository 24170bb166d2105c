"""The storage of files that are created once and kept."""

from django.core.files.storage import Storage, storages

from networkapp.conf import setting


def private_storage() -> Storage:
    """Return the storage that the setting FILE_STORAGE names."""
    return storages[setting("FILE_STORAGE")]
