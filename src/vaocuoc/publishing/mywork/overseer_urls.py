"""The address of the overseer's page."""

from django.urls import path

from vaocuoc.publishing.mywork import overseer

app_name = "overseer"
urlpatterns = [path("", overseer.home, name="home")]
