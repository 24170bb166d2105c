"""A draft that is not posted yet, as it is submitted."""

from typing import Any

from django import forms

from networkapp.discussion.models import Draft, Message, Topic


class MessageDraftForm(forms.Form):
    """A draft, which can have any text; `version` is the one that it was edited from."""

    title = forms.CharField(required=False)
    body = forms.CharField(required=False, strip=False)
    draft_version = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    reply_to = forms.ModelChoiceField(Message.objects.none(), required=False)

    def __init__(self, *args: Any, topic: Topic | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if topic is not None:
            self.fields["reply_to"].queryset = topic.messages.all()

    def draft(self) -> dict[str, Any]:
        clean = dict(self.cleaned_data)
        return {"base_version": clean.pop("draft_version"), **clean}


def draft_initial(draft: Draft) -> dict[str, Any]:
    """Return the initial values of a form for which there is a draft."""
    return {"title": draft.title, "body": draft.body, "draft_version": draft.version}
