"""The IP address from which somebody tries to sign in; django-axes counts failed sign-ins by it."""

from ipaddress import ip_address

from django.http import HttpRequest


def client_ip_address(request: HttpRequest) -> str:
    """The last address in `X-Forwarded-For`, which our own proxy adds; without a valid one, the address of the proxy."""
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        return str(ip_address(forwarded))
    except ValueError:
        return str(request.META["REMOTE_ADDR"])
