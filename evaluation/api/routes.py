"""The router that evaluation registers with networkapp's API."""

from ninja import Router

from evaluation.follow_up.api import conclusions
from evaluation.frameworks import api as frameworks
from evaluation.results.api import answers, results, series
from evaluation.sources.api import findings
from evaluation.treaties import api as treaties
from networkapp.api.no_ranking import never_ranked

router = Router()
router.add_decorator(never_ranked)
for part in (frameworks, results, answers, series, treaties, findings, conclusions):
    router.add_router("", part.router)
