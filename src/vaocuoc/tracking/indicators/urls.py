"""Addresses of indicators."""

from django.urls import path

from vaocuoc.tracking.indicators import views

app_name = "indicators"
urlpatterns = [
    path("", views.indicator_list, name="list"),
    path("moi/", views.create, name="create"),
    path("cho-duyet/", views.awaiting, name="awaiting"),
    path("duyet/<int:observation>/", views.approve, name="approve"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/sua/", views.edit, name="edit"),
    path("<int:pk>/muc-tieu/", views.target, name="target"),
    path("<int:pk>/rut-muc-tieu/<int:target>/", views.withdraw, name="withdraw"),
    path("<int:pk>/so-lieu/", views.report, name="report"),
]
