"""The page on which somebody finds what a publication or an answer matters for, and records it."""

from collections.abc import Callable, Iterable
from typing import ClassVar, TypeVar

from networkapp.forms.related_items import RelatedItemForm, SearchWordsForm
from networkapp.registry.linkables import Linkable, search_linkables
from networkapp.views.action_view import ActionView, Value, Values

T = TypeVar("T")


class RelateView(ActionView[T]):
    """Looks for things by words, and adds or removes the record that the object matters for one of them."""

    form_class = RelatedItemForm
    add: ClassVar[Callable[..., Value]]
    remove: ClassVar[Callable[..., Value]]

    def action(self, *, matters: bool, **kwargs: Value) -> Value:
        return self.add(**kwargs) if matters else self.remove(**kwargs)

    def get_success_url(self) -> str:
        return self.request.path

    def search_context(self, known: Iterable[Linkable]) -> Values:
        """Return what the template shows of the search, without the things that are `known` already."""
        look, keys = SearchWordsForm(self.request.GET), {thing.key for thing in known}
        words = look.cleaned_data["words"] if look.is_valid() else ""
        things = [thing for thing in search_linkables(words=words, user=self.request.user) if thing.key not in keys]
        return {"look": look, "words": words, "things": things}
