"""From where somebody knocks at the door of the staff."""

from ipaddress import ip_address


def address_behind_proxy(request):
    """The address that our own proxy has seen, which it adds last to `X-Forwarded-For`; else the proxy's."""
    seen = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        return str(ip_address(seen))
    except ValueError:
        return request.META["REMOTE_ADDR"]
