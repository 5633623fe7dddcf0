"""Addresses of the partners."""

from django.urls import path

from . import views

app_name = "partners"
urlpatterns = [
    path("", views.PartnerList.as_view(), name="list"),
    path("new/", views.PartnerCreate.as_view(), name="create"),
    path("<int:pk>/", views.PartnerDetail.as_view(), name="detail"),
    path("<int:pk>/edit/", views.PartnerUpdate.as_view(), name="update"),
]
