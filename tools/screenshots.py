#!/usr/bin/env python3
"""Takes the README's picture from the demo: docs/screenshots/program.png. Run by `make screenshots`."""

import re
import socket
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = "/usr/bin/chromium"
PICTURES = {"program": "programs/nonesuch-therapeutics/nsx-201/"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> None:
    command = [sys.executable, "-u", "manage.py", "demo", "--port", str(free_port())]
    demo = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        address = next((match[1] for line in demo.stdout or () if (match := re.match(r"Serving (\S+)", line))), None)
        if not address:
            sys.exit("The demo does not serve.")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1200, "height": 1150})
            for name, path in PICTURES.items():
                page.goto(address + path)
                page.screenshot(path=ROOT / f"docs/screenshots/{name}.png")
            browser.close()
    finally:
        demo.terminate()
        demo.wait()


if __name__ == "__main__":
    main()
