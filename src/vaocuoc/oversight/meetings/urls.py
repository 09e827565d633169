"""Addresses of meetings."""

from django.urls import path

from vaocuoc.oversight.meetings.views import deeds, notice, pages, room

app_name = "meetings"
urlpatterns = [
    path("", pages.meeting_list, name="list"),
    path("moi/", pages.create, name="create"),
    path("<int:pk>/", room.detail, name="detail"),
    path("<int:pk>/sua/", pages.edit, name="edit"),
    path("<int:pk>/noi-dung/", deeds.add, name="add"),
    path("<int:pk>/noi-dung/<int:item>/<str:what>/", deeds.change_item, name="item"),
    path("<int:pk>/tai-lieu/", deeds.papers, name="papers"),
    path("<int:pk>/vang/", deeds.absences, name="absences"),
    path("<int:pk>/ket-luan/", room.conclude, name="conclude"),
    path("<int:pk>/ket-luan/<int:conclusion>/rut/", deeds.withdraw, name="withdraw"),
    path("<int:pk>/goi-y/", room.suggest, name="suggest"),
    path("<int:pk>/tinh-trang/", deeds.set_state, name="state"),
    path("<int:pk>/thong-bao/", notice.page, name="notice"),
    path("<int:pk>/thong-bao/tai-ve/", notice.file, name="notice_file"),
    path("<int:pk>/thong-bao/<str:what>/", notice.deed, name="notice_deed"),
]
