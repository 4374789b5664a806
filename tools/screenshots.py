#!/usr/bin/env python3
"""Takes pictures of the demo for the documentation: docs/screenshots/. Run by `make screenshots`.

Each page in light and dark colours, as wide as a phone, and on paper: three sheets at most. The demo is a fresh one, made from a copy of
the project, so that nobody's demo.sqlite3 shows in it.
"""

import re
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs/screenshots"
CHROMIUM = "/usr/bin/chromium"
PROJECT = ("pipeline_tracker", "templates", "static", "samples", "locale")
PAGES = {
    "dashboard": "",
    "programs": "programs/?sort=-phase",
    "program": "programs/nonesuch-therapeutics/nsx-201/",
    "company": "companies/kestrelby-metabolics/",
    "landscape": "landscape/",
    "calendar": "calendar/",
    "document": "documents/?q=Kestrelby&sort=-published",
}
VIEWS: dict[str, dict[str, Any]] = {
    "": {"viewport": {"width": 1200, "height": 1150}},
    "-dark": {"viewport": {"width": 1200, "height": 1150}, "color_scheme": "dark"},
    "-phone": {"viewport": {"width": 320, "height": 900}},
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def take(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for suffix, options in VIEWS.items():
            page = browser.new_page(locale="en-GB", **options)
            for name, path in PAGES.items():
                page.goto(address + path)
                if name == "document":  # by its title: its address is a hash of what it says
                    page.goto(address + (page.locator("main a[href^='/documents/20']").first.get_attribute("href") or "")[1:])
                page.screenshot(path=PICTURES / f"{name}{suffix}.png")
                if not suffix:
                    page.pdf(
                        path=PICTURES / f"{name}.pdf",
                        format="A4",
                        page_ranges="1-3",
                        margin=dict.fromkeys(("top", "right", "bottom", "left"), "12mm"),
                    )
            page.close()
        browser.close()


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="pipeline-tracker-") as folder:
        for name in PROJECT:
            shutil.copytree(ROOT / name, Path(folder) / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "manage.py", folder)
        command = [sys.executable, "-u", "manage.py", "demo", "--port", str(free_port())]
        demo = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
        try:
            address = next((match[1] for line in demo.stdout or () if (match := re.match(r"Serving (\S+)", line))), None)
            if not address:
                sys.exit("The demo does not serve.")
            take(address)
        finally:
            demo.terminate()
            demo.wait()


if __name__ == "__main__":
    main()
