"""How static files are kept in production."""

from typing import ClassVar

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# The last of them is import(), which is only in our comments, where it names types and would make circles.
_IMPORTS = ManifestStaticFilesStorage._js_module_import_aggregation_patterns[1][:-1]


class ModulesByContent(CompressedManifestStaticFilesStorage):
    """The modules that our scripts import carry their hash, too: kept by browsers for good, never old beside new.

    Ours alone: what other packages bring imports files that it does not bring.
    """

    patterns: ClassVar = (
        *CompressedManifestStaticFilesStorage.patterns,
        *((f"{app}/js/*.js", _IMPORTS) for app in ("networkapp", "evaluation", "home")),
    )
