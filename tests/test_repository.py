"""What has to hold of the project's files as such: locks, documents, templates, and what must not be in them."""

import ast
import os
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from pipeline_tracker.evaluation.labels import read_folder

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.txt", "requirements-test.txt", "requirements-dev.txt")
INPUTS = ("runtime.in", "test.in", "dev.in")
CI = ".ci/run"

# Where text is marked as safe on purpose, and why that is so.
MARKS_SAFE = {
    "pipeline_tracker/web/tables.py": "closing tags around a list's cells, which hold nobody's text",
    "pipeline_tracker/web/presenters/landscape_rows.py": "rows of five hundred cells, in which every text and address is escaped",
}


@cache
def project_files() -> tuple[str, ...]:
    """Every file that belongs to the project: what git tracks, or would if it were added."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout, so the project's files cannot be listed")
    return tuple(name for name in listed.stdout.splitlines() if (ROOT / name).is_file())


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8", errors="replace")


def places(pattern: str, names: list[str], flags: int = 0) -> list[str]:
    """Every match as "file:line: text"."""
    found = []
    for name in names:
        for number, line in enumerate(text_of(name).splitlines(), start=1):
            if re.search(pattern, line, flags):
                found.append(f"{name}:{number}: {line.strip()}")
    return found


def python_files() -> list[str]:
    return [name for name in project_files() if name.endswith(".py")]


def templates() -> list[str]:
    return [name for name in project_files() if name.startswith("templates/")]


# --- requirements -----------------------------------------------------------------------------------------------------


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", text_of(lock), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_pins_with_hashes_and_names_no_index_or_folder(lock):
    one = r"""[\w.-]+==[\w.+!-]+(?: ; [^\\\n]+)? \\
(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+(?:    # via [^/\n]+(?:/\w+\.in)?\n|    # via\n(?:    #   [^/\n]+(?:/\w+\.in)?\n)+)"""
    rest = re.sub(one, "", text_of(lock))
    assert rest == ""


def test_the_locks_agree_on_every_version():
    runtime, test, dev = (pins(lock) for lock in LOCKS)
    assert runtime.items() <= test.items() <= dev.items()


def direct(name: str) -> list[str]:
    return [line for line in text_of(f"requirements/{name}").splitlines() if line and not line.startswith(("#", "-r "))]


@pytest.mark.parametrize("name", INPUTS)
def test_every_direct_dependency_says_why_it_is_there(name):
    assert [line for line in direct(name) if not re.fullmatch(r"[\w.\[\],<>=-]+\s+# \S.*", line)] == []


@pytest.mark.parametrize(("name", "lock"), list(zip(INPUTS, LOCKS, strict=True)))
def test_every_direct_dependency_is_locked(name, lock):
    wanted = {re.match(r"[\w.-]+", line)[0].lower() for line in direct(name)}
    assert wanted - {pin.lower() for pin in pins(lock)} == set()


# --- commands and documents -------------------------------------------------------------------------------------------


def commands() -> list[str]:
    folder = ROOT / "pipeline_tracker/management/commands"
    return sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")


def targets() -> list[str]:
    return re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE)


def blocks(name: str) -> str:
    return "\n".join(re.findall(r"^```\n(.*?)^```", text_of(name), re.MULTILINE | re.DOTALL))


def test_every_command_has_its_tests():
    assert [name for name in commands() if not (ROOT / f"tests/commands/test_{name}.py").exists()] == []


def test_the_readme_tells_of_every_command():
    assert sorted(re.findall(r"^\| `manage\.py (\w+)", text_of("README.md"), re.MULTILINE)) == commands()


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_make_target_that_documents_name_exists(name):
    named = re.findall(r"(?:^|`)make ([a-z-]+)", text_of(name), re.MULTILINE)
    assert named
    assert set(named) - set(targets()) == set()


def test_every_target_says_what_it_does():
    assert re.findall(r"^([a-z-]+):.*## \S", text_of("Makefile"), re.MULTILINE) == targets()
    assert set(re.search(r"^\.PHONY: (.*)$", text_of("Makefile"), re.MULTILINE)[1].split()) == set(targets())


def test_the_readme_runs_the_tests_as_make_does():
    assert '.venv/bin/python -m pytest -n auto -m "not browser and not slow"' in blocks("README.md")
    assert "-m pytest -n auto" in text_of("Makefile")
    assert '$(PYTEST) -m "not browser and not slow"' in text_of("Makefile")
    assert re.search(r"^make test ", blocks("README.md"), re.MULTILINE)
    assert re.search(r"^step .* make test$", text_of(CI), re.MULTILINE)


def test_every_file_that_documents_link_to_exists():
    links = [(name, link) for name in project_files() if name.endswith(".md") for link in re.findall(r"\]\(([^)#:]+)\)", text_of(name))]
    assert links
    assert [(name, link) for name, link in links if not (ROOT / name).parent.joinpath(link).exists()] == []


def test_every_variable_that_settings_read_is_in_the_sample():
    read = set(re.findall(r'(?:flag|env\.\w+)\(\s*"([A-Z_]+)"', text_of("pipeline_tracker/settings.py")))
    assert read - set(re.findall(r"^#?([A-Z_]+)=", text_of(".env.sample"), re.MULTILINE)) == {"DEMO", "ENV_FILE"}


# --- what must not be there -------------------------------------------------------------------------------------------


def test_templates_hold_nothing_inline():
    inline = r"""<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|<[^>]*\son[a-z]+\s*=\s*["'{]|javascript:"""
    assert templates()
    assert places(inline, templates(), re.IGNORECASE) == []


def test_no_template_marks_text_as_safe():
    assert places(r"\|\s*(safe|safeseq)\b|\{%\s*autoescape\s+off", templates()) == []


def marks_safe(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return any(alias.name == "mark_safe" for alias in node.names)
    called = getattr(node, "func", None)  # naming SafeString as a type marks nothing
    return getattr(called, "id", getattr(called, "attr", "")) in ("mark_safe", "SafeString", "SafeText")


def test_only_listed_modules_mark_text_as_safe():
    ours = [name for name in python_files() if name.startswith("pipeline_tracker/")]
    assert {name for name in ours if any(map(marks_safe, ast.walk(ast.parse(text_of(name)))))} == set(MARKS_SAFE)


def test_no_file_names_a_place_outside_the_project():
    outside = r"(?<![\w.])/(work|root|home|Users|opt/(?!homebrew))(/|\b)|\.\./shared|file://"
    found = places(outside, [name for name in project_files() if Path(name).suffix not in (".png", ".ico")])
    mine = Path(__file__).relative_to(ROOT).as_posix()
    assert [place for place in found if not place.startswith((f"{mine}:", "samples/"))] == [
        place for place in found if place.startswith(f"{CI}:") and re.search(r"\.\./shared/(corpus/dev|registry/clinicaltrials_gov)", place)
    ]


def test_no_generated_or_private_file_is_in_the_project():
    unwanted = r"(^|/)(\.env|.*\.sqlite3.*|__pycache__/.*|.*\.pyc|.*~|.*\.orig|staticfiles/.*|\.venv/.*)$"
    assert [name for name in project_files() if re.search(unwanted, name)] == []


def test_scripts_may_be_run():
    scripts = [name for name in project_files() if text_of(name).startswith("#!")]
    assert scripts
    assert [name for name in scripts if not os.access(ROOT / name, os.X_OK)] == []


# --- samples ----------------------------------------------------------------------------------------------------------


def test_every_sample_says_whose_writing_it_is():
    notes = (
        "This text was written for Pipeline Tracker from publicly known facts. It is not a release of the company.",
        "and its products are invented. This text was written for Pipeline Tracker.",
    )
    samples = [name for name in project_files() if re.fullmatch(r"samples/\d{4}-\d\d-\d\d-[a-z0-9-]+\.(txt|html)", name)]
    assert len(samples) >= 10
    assert [name for name in samples if not any(note in text_of(name) for note in notes)] == []
    labels = {name.removesuffix(".txt") + ".json" for name in samples if name.endswith(".txt")}
    records = {name for name in project_files() if name.startswith("samples/registry/") and name.endswith(".json")}
    assert [name for name in sorted(records) if "Written for Pipeline Tracker from publicly known facts" not in text_of(name)] == []
    others = {"samples/README.md", "samples/registry/README.md", "samples/registry/milestones-china.csv"}
    assert {name for name in project_files() if name.startswith("samples/")} - set(samples) == others | labels | records


def test_labels_of_samples_quote_their_texts():
    for labelled in read_folder(ROOT / "samples"):
        text = labelled.path.read_text(encoding="utf-8")
        assert [event.quote for event in labelled.events if event.quote not in text] == []
