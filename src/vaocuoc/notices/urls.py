"""The addresses of messages, of e-mail and of the private calendar."""

from django.urls import path

from vaocuoc.notices import choosing
from vaocuoc.notices.feeds import views as feeds
from vaocuoc.notices.mail import views as mail
from vaocuoc.notices.messages import views as messages

app_name = "notices"
urlpatterns = [
    path("", messages.inbox, name="list"),
    path("da-doc/", messages.read, name="read"),
    path("cach-nhan/", choosing.preferences, name="preferences"),
    path("cach-nhan/lich/", feeds.change, name="feed_change"),
    path("thu/", mail.outbox, name="mail"),
    path("thu/<slug:name>/", mail.deed, name="mail_deed"),
    path("lich/<str:token>.ics", feeds.feed, name="feed"),
]
