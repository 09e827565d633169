"""Addresses of tasks."""

from django.urls import path

from vaocuoc.tracking.tasks import deciding, listing, views

app_name = "tasks"
urlpatterns = [
    path("", listing.task_list, name="list"),
    path("hang-loat/", listing.change_many, name="many"),
    path("can-quyet-dinh/", deciding.decision_list, name="deciding"),
    path("moi/", views.create, name="create"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/sua/", views.edit, name="edit"),
    path("<int:pk>/<slug:name>/", views.deed, name="deed"),
]
