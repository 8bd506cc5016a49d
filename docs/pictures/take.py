"""Takes the pictures of this folder from a portal with the sample council: `make pictures`.

Starts the portal on a free port with an empty VAR_DIR, as `make run` does, and opens it in Debian's Chromium.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PHONE, DESK = (390, 780), (1280, 860)
REPORT = "/bao-cao/cau-giay/2021/"
# (file, address, size of the window, dark, how far to scroll)
PICTURES = (
    ("home.png", "/", DESK, False, 0),
    ("resolutions.png", "/nghi-quyet/?nam=2021&q=ngan+sach", DESK, False, 0),
    ("report.png", REPORT, DESK, False, 620),
    ("figure.png", f"{REPORT}petitions.forwarded/", PHONE, True, 0),
    ("article.png", "", PHONE, False, 0),
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
HEAVIEST = 150 * 1024
PATIENCE = 60  # seconds


def main():
    with tempfile.TemporaryDirectory() as var:
        environment = {**os.environ, "VAR_DIR": var}
        environment.pop("DATABASE_URL", None)
        manage = [sys.executable, str(ROOT / "manage.py")]
        for command in (["migrate", "-v", "0"], ["collectstatic", "--no-input", "-v", "0"], ["load_sample"]):
            subprocess.run(manage + command, check=True, cwd=ROOT, env=environment)
        port = free_port()
        serve = [sys.executable, "-m", "gunicorn", "hdnd_portal.wsgi", "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
        server = subprocess.Popen(serve, cwd=ROOT, env=environment)
        try:
            base = f"http://127.0.0.1:{port}"
            wait_for(base)
            photograph(base)
        finally:
            server.terminate()
            server.wait()
        first_page(manage, environment, Path(var))


def free_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def wait_for(base):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{base}/healthz", timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("The portal does not answer.")


def photograph(base):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for name, address, (width, height), dark, scroll in PICTURES:
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light")
            page = context.new_page()
            page.goto(base + (address or newest_article(page, base)))
            page.evaluate(f"window.scrollTo(0, {scroll})")
            page.screenshot(path=HERE / name)
            context.close()
            lighten(HERE / name)
        browser.close()


def newest_article(page, base):
    page.goto(f"{base}/tin-tuc/")
    return (
        page.locator("main ol a, main ul a, main h2 a, main h3 a")
        .locator("visible=true")
        .filter(has_text="Tổng kết")
        .first.get_attribute("href")
    )


def first_page(manage, environment, var):
    """The first page of the printed report."""
    pdf = var / "report.pdf"
    issued = ["annual_report", "--council", "cau-giay", "--year", "2021", "--format", "pdf", "--issued", "--output", str(pdf)]
    subprocess.run(manage + issued, check=True, cwd=ROOT, env=environment)
    subprocess.run(
        ["pdftoppm", "-r", "90", "-f", "1", "-l", "1", "-png", "-singlefile", str(pdf), str(HERE / "report-pdf")], check=True
    )
    lighten(HERE / "report-pdf.png")


def lighten(path):
    """Keep a picture under the weight that a README may carry."""
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
    if path.stat().st_size > HEAVIEST:
        raise SystemExit(f"{path.name} weighs more than {HEAVIEST} bytes.")


if __name__ == "__main__":
    main()
