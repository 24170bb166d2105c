"""A draft that was submitted for review: its text, the differences, and the decision."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _

from networkapp.handbooks.reviews.actions import DraftReview, decide_review, find_review
from networkapp.handbooks.reviews.forms import ReviewForm
from networkapp.views.action_view import ActionView, Value, Values


class HandbookReviewPage(ActionView[DraftReview]):
    """The page of a draft under review, with the form of the reviewer's decision."""

    template_name = "networkapp/handbooks/review.html"
    form_class, action, success_message = ReviewForm, staticmethod(decide_review), _("Decision recorded.")
    success_url = reverse_lazy("networkapp:desk")

    def get_object(self) -> DraftReview:
        return find_review(pk=self.kwargs["pk"], user=self.request.user)

    def get_initial(self) -> Values:
        return {"revision": self.object.revision}

    def get_action_kwargs(self) -> Values:
        return {"review": self.object, "user": self.request.user}

    def get_context_data(self, **kwargs: Value) -> Values:
        review = self.object
        return super().get_context_data(review=review, page=review.page, handbook=review.handbook, **kwargs)


urlpatterns = [path("handbooks/reviews/<int:pk>/", HandbookReviewPage.as_view(), name="handbook_review")]
