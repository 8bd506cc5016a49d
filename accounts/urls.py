from django.urls import path

from accounts import views

urlpatterns = [
    path("dang-nhap/", views.SignInView.as_view(), name="sign_in"),
    path("dang-xuat/", views.SignOutView.as_view(), name="sign_out"),
    path("trang-dai-bieu/", views.DelegatePageView.as_view(), name="delegate_page"),
    path("trang-dai-bieu/mat-khau/", views.PasswordView.as_view(), name="delegate_password"),
    path("trang-dai-bieu/mat-khau/da-doi/", views.PasswordChangedView.as_view(), name="password_changed"),
]
