"""Registration of this app with its host."""

from django.utils.translation import gettext_lazy as _

from networkapp.suite import BUILT_ON, SuiteAppConfig


class EvaluationConfig(SuiteAppConfig):
    default = True
    name = "evaluation"
    verbose_name = _("Evaluation")
    needs = ("networkapp", *BUILT_ON)

    def ready(self) -> None:
        from evaluation import checks, registrations  # noqa: F401  (checks register themselves)

        registrations.register_all()
