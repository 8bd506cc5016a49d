"""The settings of gunicorn, which reads this file from the folder where it starts. Arguments of the command come after them."""

from pathlib import Path
from urllib.parse import quote

from gunicorn.glogging import Logger

from hdnd_portal.settings.variables import read


class AccessLogger(Logger):
    """Writes one line for each request. The path is quoted, so that no address can begin a line of its own."""

    def atoms(self, resp, req, environ, request_time):
        atoms = super().atoms(resp, req, environ, request_time)
        return atoms | {"U": quote(atoms["U"] or "-")}


# What a line holds: time, method, path, status, bytes, seconds. No query string, referrer, cookie, user or IP address:
# readers and what they search for stay out of the log.
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(B)s %(L)s"
accesslog = "-" if read("PRODUCTION") else None
logger_class = AccessLogger

control_socket_disable = True  # gunicorn would open it in the home folder of the user
preload_app = True  # the workers share the memory of the loaded code
workers = read("WORKERS")
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # a slow disk must not look like a worker that hangs

# A worker is replaced after so many requests, which frees what its memory has gathered; not all at the same moment.
max_requests = 2000
max_requests_jitter = 200

# Seconds. A request that takes longer ends with its worker; whoever stops the portal waits no longer than the proxy does.
timeout = read("REQUEST_TIMEOUT")
graceful_timeout = timeout
keepalive = 5  # for a worker class that keeps connections open; the default one does not

# The longest request line that gunicorn can limit. What it refuses to read it answers with the pages of the portal.
limit_request_line = 8190
worker_class = "hdnd_portal.gunicorn_worker.PortalWorker"
forwarder_headers = ""  # nobody in front sets SCRIPT_NAME by a header
