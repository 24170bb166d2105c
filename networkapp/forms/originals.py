"""Things in Wagtail's admin that stand in several languages, each given to a network that the editor may edit."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm


class NotesOriginal(WagtailAdminModelForm):  # type: ignore[misc]
    """A translation that was changed notes of which original it is."""

    def save(self, commit: bool = True) -> Any:
        for child in self.formsets["translations"].forms:
            if child.has_changed():
                child.instance.source_hash = self.instance.source_hash
        return super().save(commit=commit)
