"""Addresses of indicators."""

from django.urls import path

from vaocuoc.tracking.indicators import listing, target_views, views

app_name = "indicators"
urlpatterns = [
    path("", listing.indicator_list, name="list"),
    path("hang-loat/", listing.change_many, name="many"),
    path("moi/", views.create, name="create"),
    path("cho-duyet/", views.awaiting, name="awaiting"),
    path("duyet/<int:observation>/", views.approve, name="approve"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/sua/", views.edit, name="edit"),
    path("<int:pk>/muc-tieu/", views.target, name="target"),
    path("<int:pk>/rut-muc-tieu/<int:target>/", views.withdraw, name="withdraw"),
    path("<int:pk>/so-lieu/", views.report, name="report"),
    path("ty-le/", target_views.ratio, name="ratio"),
    path("<int:pk>/cach-co-so/", target_views.derive, name="derive"),
    path("<int:pk>/lich-su/", target_views.past, name="past"),
    path("<int:pk>/muc-tieu/<int:target>/tach/", target_views.split, name="split"),
    path("<int:pk>/muc-tieu/<int:target>/giao/", target_views.allocate, name="allocate"),
    path("<int:pk>/muc-tieu/<int:target>/danh-gia/", target_views.say, name="say"),
]
