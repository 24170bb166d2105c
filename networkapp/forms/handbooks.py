"""The form in which editors write a chapter."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from networkapp.domain.references import require_visible


class ChapterForm(WagtailAdminPageForm):
    """PermissionDenied where the text points to something that its editor may not see."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        sections = cleaned.get("sections")
        if sections is not None:
            found = sections.stream_block.extract_references(sections)
            require_visible(references=[(model, key) for model, key, *_path in found], user=self.for_user)
        return cleaned
