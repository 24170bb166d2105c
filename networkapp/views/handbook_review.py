"""A draft that was submitted for review: its text, the differences, and the decision."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from networkapp.domain.handbooks.reviews import Review, decide_review, find_review
from networkapp.forms.discussion import attempt
from networkapp.forms.handbook_review import ReviewForm


@method_decorator(login_required, name="dispatch")
class HandbookReviewPage(View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        review = find_review(pk=pk, reader=request.user)
        return self.show(request, review, ReviewForm(initial={"revision": review.revision}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        review = find_review(pk=pk, reader=request.user)
        form = ReviewForm(request.POST)
        attempt(form, decide_review, review=review, by=request.user)
        if form.errors:
            return self.show(request, review, form, status=422)
        messages.success(request, _("Decision recorded."))
        return redirect("networkapp:desk")

    def show(self, request: HttpRequest, review: Review, form: ReviewForm, status: int = 200) -> HttpResponse:
        context = {"review": review, "form": form, "page": review.page, "handbook": review.handbook}
        return render(request, "networkapp/handbooks/review.html", context, status=status)


urlpatterns = [path("handbooks/reviews/<int:pk>/", HandbookReviewPage.as_view(), name="handbook_review")]
