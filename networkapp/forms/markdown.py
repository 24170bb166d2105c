"""The control of a field that takes Markdown."""

from django import forms


class MarkdownArea(forms.Textarea):
    """A text area with a formatting toolbar above, where the field is shown by `parts/field.html`."""

    takes_markdown = True
