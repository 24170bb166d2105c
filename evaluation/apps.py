"""Registration of this app with its host."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from networkapp.apps import BUILT_ON, require_apps


class EvaluationConfig(AppConfig):
    name = "evaluation"
    verbose_name = _("Evaluation")
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        require_apps(self.name, ("networkapp", *BUILT_ON))
        super().import_models()

    def ready(self) -> None:
        from evaluation import checks, registrations  # noqa: F401  (checks register themselves)

        registrations.register_all()
