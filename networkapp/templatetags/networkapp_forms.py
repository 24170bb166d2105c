"""Tags for the error summary of a form."""

from django import template
from django.forms import BoundField, MultiWidget

register = template.Library()


@register.filter
def control_id(field: BoundField) -> str:
    """Return the id of the control where a field begins: of choices the first one, which is what a reader can reach."""
    widget = field.field.widget
    if isinstance(widget, MultiWidget):
        return f"{field.auto_id}{widget.widgets_names[0]}"
    if getattr(widget, "input_type", "") in ("radio", "checkbox") and field.use_fieldset:
        first = next(iter(field), None)
        return first.id_for_label if first is not None and first.id_for_label else field.auto_id
    return field.id_for_label or field.auto_id
