"""Addresses of inspections."""

from django.urls import path

from vaocuoc.oversight.inspections import export_views, sign_views, views

app_name = "inspections"
urlpatterns = [
    path("", views.decisions, name="list"),
    path("moi/", views.register, name="register"),
    path("goi-y/", views.suggest, name="suggest"),
    path("dau-hieu/", sign_views.signs, name="signs"),
    path("trich-xuat/", export_views.ask, name="export"),
    path("trich-xuat/<int:pk>/", export_views.export, name="archive"),
    path("trich-xuat/<int:pk>/tep/", export_views.content, name="content"),
    path("<int:pk>/", views.decision, name="detail"),
    path("<int:pk>/dong/", views.close, name="close"),
    path("<int:pk>/mo/<slug:what>/", views.opened, name="opened"),
    path("<int:pk>/chi-tieu/<int:indicator>/", views.indicator, name="indicator"),
]
