"""The router that evaluation registers with networkapp's API."""

from ninja import Router

from evaluation.follow_up.api import conclusions
from evaluation.frameworks import api as frameworks
from evaluation.results.api import answers, results, series
from evaluation.sources.api import findings
from evaluation.treaties import api as treaties
from networkapp.api.no_ranking import without_ranking

router = Router()
router.add_decorator(without_ranking)
for part in (frameworks, results, answers, series, treaties, findings, conclusions):
    router.add_router("", part.router)
