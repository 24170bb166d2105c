"""The beat of an open form."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from evaluation.assessments.burden import record_minute
from evaluation.assessments.views.assessments import get_assessment_for_work
from evaluation.private import PrivateView


class RecordMinute(PrivateView):
    """An open form says that it was worked on in the last minute."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        record_minute(assessment=get_assessment_for_work(request, pk), user=request.user)
        return HttpResponse(status=204)


urlpatterns = [path("evaluation/assessments/<int:pk>/minute/", RecordMinute.as_view(), name="minute")]
