"""Addresses of "từ đâu?": each hangs below the page of the thing itself."""

from django.urls import path

from vaocuoc.tracking.whence import views

app_name = "whence"
urlpatterns = [
    path("chi-tieu/<int:pk>/tu-dau/", views.indicator, name="indicator"),
    path("nhiem-vu/<int:pk>/tu-dau/", views.task, name="task"),
    path("han-che/<int:pk>/tu-dau/", views.shortcoming, name="shortcoming"),
]
