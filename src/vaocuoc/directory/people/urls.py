"""The addresses of people: signing in and out, the post one acts in, accounts, posts and roles."""

from django.urls import path

from vaocuoc.directory.people import groups, views

urlpatterns = [
    path("dang-nhap/", views.sign_in, name="login"),
    path("dang-xuat/", views.sign_out, name="logout"),
    path("chuc-danh/chon/", views.choose_post, name="choose_post"),
    path("mat-khau/", views.change_password, name="password"),
    path("tuy-chon/", views.preferences, name="preferences"),
    path("can-bo/", views.people, name="list"),
    path("can-bo/moi/", views.create, name="create"),
    path("can-bo/<int:pk>/", views.person, name="person"),
    path("can-bo/<int:pk>/mat-khau/", views.reset_password, name="reset_password"),
    path("can-bo/<int:pk>/<str:what>/", views.change_person, name="change_person"),
    path("tap-the/<int:pk>/", groups.organ, name="organ"),
    path("tap-the/<int:pk>/<slug:what>/", groups.change_organ, name="change_organ"),
    path("chuc-danh/<int:pk>/", views.post, name="post"),
    path("chuc-danh/<int:pk>/<str:what>/", views.change_post, name="change_post"),
]
