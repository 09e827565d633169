"""Addresses of notes of obstacles and of ledgers."""

from django.urls import path

from vaocuoc.tracking.responsibility import ledger_views, views

app_name = "responsibility"
urlpatterns = [
    path("phu-trach/ghi-nhan/", views.obstacles, name="obstacles"),
    path("phu-trach/ghi-nhan/<int:pk>/", views.obstacle, name="obstacle"),
    path("phu-trach/ghi-nhan/<int:pk>/<slug:what>/", views.raise_note, name="raise"),
    path("so-trach-nhiem/", ledger_views.ledgers, name="ledgers"),
    path("so-trach-nhiem/<int:pk>/", ledger_views.post, name="post"),
    path("so-trach-nhiem/yeu-cau/<int:pk>/", ledger_views.asked, name="request"),
    path("so-trach-nhiem/yeu-cau/<int:pk>/y-kien/", ledger_views.answer, name="answer"),
]
