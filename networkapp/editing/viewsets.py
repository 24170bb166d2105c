"""Snippets of the suite in Wagtail's admin."""

from wagtail.snippets.views.snippets import SnippetViewSet


class SuiteViewSet(SnippetViewSet):
    """Addresses that name the plugin, not the app of it that a model is in."""

    def get_admin_url_namespace(self) -> str:
        return f"wagtailsnippets_networkapp_{self.model_name}"

    def get_admin_base_path(self) -> str:
        return f"snippets/networkapp/{self.model_name}"

    def get_chooser_admin_url_namespace(self) -> str:
        return f"wagtailsnippetchoosers_networkapp_{self.model_name}"

    def get_chooser_admin_base_path(self) -> str:
        return f"snippets/choose/networkapp/{self.model_name}"
