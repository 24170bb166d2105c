"""Rich text that Wagtail's editor can open, whether it was typed, imported, translated, loaded or migrated."""

from typing import Any

from wagtail import blocks
from wagtail.fields import RichTextField

from networkapp.text.rich_text import editable


class ProseBlock(blocks.RichTextBlock):
    """Rich text that opens in the editor also where it was stored before all of it was made sure to."""

    def value_for_form(self, value: Any) -> str:
        return editable(str(super().value_for_form(value) or ""))

    def deconstruct(self) -> tuple[str, Any, Any]:
        """Return the definition of Wagtail's own block, so that migrations do not depend on this class."""
        _path, positional, named = super().deconstruct()
        return "wagtail.blocks.RichTextBlock", positional, named


class ProseField(RichTextField):
    """Rich text of a page without blocks; see ProseBlock."""

    def value_from_object(self, obj: Any) -> str:
        return editable(str(super().value_from_object(obj) or ""))

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        return editable(prepared) if isinstance(prepared, str) else prepared

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, positional, named = super().deconstruct()
        return name, "wagtail.fields.RichTextField", positional, named


class EditableStreamBlock(blocks.StreamBlock):
    """The outermost block of a text: every rich text in it is stored as the editor can open it.

    Values that nobody has read since they were set are stored as they are by Wagtail, past the blocks within.
    """

    def get_prep_value(self, value: Any) -> Any:
        return _editable(self, super().get_prep_value(value))


def _editable(block: Any, raw: Any) -> Any:
    match block:
        case blocks.StructBlock():
            texts = {name: _editable(child, raw[name]) for name, child in block.child_blocks.items() if name in raw}
            return {**raw, **texts}
        case blocks.StreamBlock():
            kinds = block.child_blocks
            return [{**item, "value": _editable(kinds.get(item["type"]), item["value"])} for item in raw or []]
        case blocks.ListBlock():
            return [_editable_item(block.child_block, item) for item in raw or []]
        case blocks.RichTextBlock() if isinstance(raw, str):
            return editable(raw)
    return raw


def _editable_item(block: Any, item: Any) -> Any:
    if isinstance(item, dict) and item.get("type") == "item":
        return {**item, "value": _editable(block, item["value"])}
    return _editable(block, item)
