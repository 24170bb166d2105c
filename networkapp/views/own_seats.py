"""A person's own seats, and whether they are named in public with each."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views import View

from networkapp.domain.seats.naming import own_seats, say_whether_named
from networkapp.forms.naming import NamingForm


class OwnSeats(LoginRequiredMixin, View):
    def get(self, request: HttpRequest, status: int = 200) -> HttpResponse:
        context = {"seats": own_seats(person=request.user)}
        return render(request, "networkapp/networks/own_seats.html", context, status=status)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = NamingForm(request.POST)
        if not form.is_valid():
            return self.get(request, status=422)
        seat = get_object_or_404(own_seats(person=request.user), pk=form.cleaned_data["seat"])
        say_whether_named(seat=seat, by=request.user, named=form.cleaned_data["named"])
        messages.success(request, _("Saved."))
        return redirect("networkapp:own_seats")


urlpatterns = [path("desk/seats/", OwnSeats.as_view(), name="own_seats")]
