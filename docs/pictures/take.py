"""Takes the screenshots in this folder from a portal with the sample council: `make pictures`.

The script starts the portal on a free port with an empty VAR_DIR and opens its pages in Chromium.
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

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
PHONE, DESKTOP = (390, 780), (1280, 860)
REPORT = "/bao-cao/cau-giay/2021/"
# (file, path, window size, dark mode, pixels to scroll); the path of the article is looked up
SCREENSHOTS = (
    ("home.png", "/", DESKTOP, False, 0),
    ("resolutions.png", "/nghi-quyet/?nam=2021&q=ngan+sach", DESKTOP, False, 0),
    ("report.png", REPORT, DESKTOP, False, 620),
    ("figure.png", f"{REPORT}petitions.forwarded/", PHONE, True, 0),
    ("article.png", "", PHONE, False, 0),
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
MAX_BYTES = 150 * 1024
START_TIMEOUT = 60  # seconds


def main():
    with tempfile.TemporaryDirectory() as var:
        environment = {**os.environ, "VAR_DIR": var}
        environment.pop("DATABASE_URL", None)
        manage = [sys.executable, str(ROOT / "manage.py")]
        for command in (["migrate", "-v", "0"], ["collectstatic", "--no-input", "-v", "0"], ["load_sample"]):
            subprocess.run(manage + command, check=True, cwd=ROOT, env=environment)
        port = free_port()
        command = [sys.executable, "-m", "gunicorn", "hdnd_portal.wsgi", "--bind", f"127.0.0.1:{port}"]
        server = subprocess.Popen(command, cwd=ROOT, env=environment)
        try:
            base = f"http://127.0.0.1:{port}"
            wait_for_server(base)
            take_screenshots(base)
        finally:
            server.terminate()
            server.wait()
        print_first_page(manage, environment, Path(var))


def free_port():
    """A port of this machine that no process uses."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for_server(base):
    """Wait until the portal answers. Exits after START_TIMEOUT."""
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{base}/healthz", timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("The portal does not answer.")


def take_screenshots(base):
    """Save the screenshots of SCREENSHOTS."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for name, path, (width, height), is_dark, scroll in SCREENSHOTS:
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme="dark" if is_dark else "light"
            )
            page = context.new_page()
            page.goto(base + (path or newest_article(page, base)))
            page.evaluate(f"window.scrollTo(0, {scroll})")
            page.screenshot(path=FOLDER / name)
            context.close()
            compress(FOLDER / name)
        browser.close()


def newest_article(page, base):
    """The path of the newest article about the annual conference."""
    page.goto(f"{base}/tin-tuc/")
    return (
        page.locator("main ol a, main ul a, main h2 a, main h3 a")
        .locator("visible=true")
        .filter(has_text="Tổng kết")
        .first.get_attribute("href")
    )


def print_first_page(manage, environment, var):
    """Save the first page of the issued report as a picture."""
    pdf = var / "report.pdf"
    arguments = ["annual_report", "--council", "cau-giay", "--year", "2021", "--format", "pdf", "--issued", "--output", str(pdf)]
    subprocess.run(manage + arguments, check=True, cwd=ROOT, env=environment)
    subprocess.run(
        ["pdftoppm", "-r", "90", "-f", "1", "-l", "1", "-png", "-singlefile", str(pdf), str(FOLDER / "report-pdf")], check=True
    )
    compress(FOLDER / "report-pdf.png")


def compress(path):
    """Reduce the colours of a picture. Exits if the file is still larger than MAX_BYTES."""
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
    if path.stat().st_size > MAX_BYTES:
        raise SystemExit(f"{path.name} is larger than {MAX_BYTES} bytes.")


if __name__ == "__main__":
    main()
