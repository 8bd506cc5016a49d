"""The health check of a container: `python -m hdnd_portal.health_check` fails unless the portal is ready to answer."""

import sys
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from hdnd_portal.settings.variables import read

TIMEOUT = 5  # seconds


def is_ready(address: str) -> bool:
    """Whether the portal at `address` answers, and its database too. Asks as the proxy in front does: by HTTPS, for its host."""
    headers = {"Host": urlsplit(read("BASE_URL")).netloc, "X-Forwarded-Proto": "https"}
    try:
        with urlopen(Request(f"{address}/readyz", headers=headers), timeout=TIMEOUT) as response:
            return bool(response.read() == b"ok")
    except OSError:  # urllib's errors are OSErrors
        return False


if __name__ == "__main__":
    sys.exit(0 if is_ready("http://127.0.0.1:8000") else 1)
