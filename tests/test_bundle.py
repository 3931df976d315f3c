"""What `make bundle` packs, and `make site` from it on a machine that reaches no network."""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.building import tree
from tests.conftest import ROOT, Project

WHEELS = Path(sys.prefix) / "wheels"  # fetched by `make .venv/.dev`, as a test must not read the network
NOWHERE = "http://127.0.0.1:9/"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="bundles are made and used on Linux")


@dataclass
class Bundle:
    archive: Path
    checkout: Project
    said: str


def make(folder: Path, *options: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Call make as a new user whose every road to the network leads nowhere."""
    home = folder.parent / "home"
    home.mkdir(exist_ok=True)
    env = {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8"}
    env |= dict.fromkeys(("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS"), NOWHERE)
    env |= dict.fromkeys(("http_proxy", "https_proxy", "HTTPS_PROXY", "ALL_PROXY"), NOWHERE)
    cut_off = ["unshare", "-rn"]
    try:
        subprocess.run([*cut_off, "true"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        cut_off = []
    command = [*cut_off, "make", "-C", str(folder), f"PYTHON={sys.executable}", *options]
    return subprocess.run(command, env=env | variables, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """The bundle of a checkout that holds this project as it lies here, and since then some changes."""
    lock = WHEELS / ".lock"
    if not lock.exists() or lock.read_bytes() != (ROOT / "requirements.lock").read_bytes():
        pytest.skip("the wheels of requirements.lock are not there; call: make .venv/.dev")
    if not (ROOT / ".git").exists():
        pytest.skip("a bundle is made from a git checkout")
    checkout = Project(tmp_path_factory.mktemp("goi") / "kho")
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            target = checkout.root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target)
    checkout.commit("2026-11-20T09:00:00+07:00")
    checkout.write("README.md", "Chưa đưa vào git.\n")
    checkout.write("mat-khau.txt", "bí mật\n")
    checkout.write(".cache/tam.txt", "tạm\n")
    done = make(checkout.root, "bundle", f"WHEELS={WHEELS}")
    assert done.returncode == 0, done.stderr
    (archive,) = (checkout.root / "dist").iterdir()
    return Bundle(archive, checkout, done.stdout + done.stderr)


def unpack(bundle: Bundle, above: Path) -> Path:
    """Unpack the bundle in a folder whose name has spaces and marks; returns what a machine without Internet gets."""
    folder = above / "máy không mạng"
    folder.mkdir()
    subprocess.run(["tar", "xzf", str(bundle.archive), "-C", str(folder)], check=True)
    return folder / "cchc"


@pytest.fixture
def unpacked(bundle: Bundle, tmp_path: Path) -> Path:
    """What a machine without Internet gets."""
    return unpack(bundle, tmp_path)


@pytest.fixture(scope="module")
def with_venv(bundle: Bundle, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, where the first step is done: an environment that holds pip alone."""
    folder = unpack(bundle, tmp_path_factory.mktemp("venv"))
    done = make(folder, ".venv/bin/python")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def begun(with_venv: Path, tmp_path: Path) -> Path:
    """A copy of it; an environment that only its own `python` is called from may be moved."""
    return shutil.copytree(with_venv, tmp_path / "máy không mạng/cchc", symlinks=True)


def test_a_bundle_holds_what_is_committed_and_the_wheels_of_the_lock_and_nothing_else(bundle: Bundle) -> None:
    with tarfile.open(bundle.archive) as archive:
        members = archive.getmembers()
    assert all(member.isfile() or member.isdir() for member in members)
    assert {(member.uid, member.gid) for member in members} == {(0, 0)}
    assert len({member.mtime for member in members}) == 1
    files = [member.name for member in members if member.isfile()]
    committed = bundle.checkout.git("ls-tree", "-rz", "--name-only", "HEAD").split("\0")[:-1]
    wheels = [path.name for path in WHEELS.iterdir() if path.name != ".lock"]
    assert sorted(files) == sorted([f"cchc/{name}" for name in committed] + [f"cchc/wheels/{name}" for name in wheels])
    for member in members:
        parts = Path(member.name).parts
        assert parts[0] == "cchc"
        assert not {"..", ".git", ".venv", ".cache", ".netrc", ".env"} & set(parts)


def test_a_bundle_says_its_name_and_what_is_not_in_it(bundle: Bundle) -> None:
    commit = bundle.checkout.git("rev-parse", "--short", "HEAD").strip()
    assert bundle.archive.name == f"cchc-{commit}.tar.gz"
    assert f"dist/{bundle.archive.name} (" in bundle.said
    assert "Not in the bundle, because not committed:\n M README.md\n?? mat-khau.txt\n" in bundle.said


def test_the_same_commit_gives_the_same_bundle(bundle: Bundle) -> None:
    before = bundle.archive.read_bytes()
    bundle.archive.unlink()
    assert make(bundle.checkout.root, "bundle", f"WHEELS={WHEELS}").returncode == 0
    assert bundle.archive.read_bytes() == before


def test_the_site_is_built_from_a_bundle_without_any_network(unpacked: Path) -> None:
    sums = (unpacked / "wheels/SHA256SUMS").read_text("utf-8").split()
    held = {name: hashlib.sha256(content).hexdigest() for name, content in tree(unpacked / "wheels").items()}
    del held["SHA256SUMS"]
    assert dict(zip(sums[1::2], sums[::2], strict=True)) == held
    done = make(unpacked, "site", SOURCE_DATE_EPOCH=os.environ["SOURCE_DATE_EPOCH"])
    assert done.returncode == 0, done.stderr
    assert "Retrying" not in done.stdout + done.stderr
    assert "wheels/ is for" not in done.stderr
    for name in ("index.html", "rss.xml", "thu-tuc/index.html"):
        assert (unpacked / "site" / name).exists()
    again = make(unpacked, "site", SOURCE_DATE_EPOCH=os.environ["SOURCE_DATE_EPOCH"])
    assert again.returncode == 0, again.stderr
    assert "pip" not in again.stdout


@pytest.mark.parametrize("name", ["setuptools", "feedgen"])
def test_a_file_that_was_changed_on_the_way_is_refused(begun: Path, name: str) -> None:
    (path,) = (begun / "wheels").glob(f"{name}-*")
    path.write_bytes(path.read_bytes() + b"\n")
    done = make(begun, "site")
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr
    assert name in done.stderr
    assert not list((begun / ".venv").glob("lib/*/site-packages/mkdocs"))
    assert not (begun / "site").exists()


def test_wheels_of_another_python_fail_with_a_sentence_beside_pip_s_error(begun: Path) -> None:
    (begun / "wheels/PYTHON").write_text("Python 3.99.0 on linux-mips\n", "utf-8")
    (path,) = (begun / "wheels").glob("lxml-*.whl")
    path.rename(path.with_name(f"{'-'.join(path.name.split('-')[:2])}-cp399-cp399-linux_mips.whl"))
    done = make(begun, "site")
    assert done.returncode != 0
    assert "No matching distribution found for lxml" in done.stderr
    assert "wheels/ is for Python 3.99.0 on linux-mips, but this is Python 3." in done.stderr


def test_without_network_nobody_asks_apt_for_a_missing_venv(unpacked: Path, tmp_path: Path) -> None:
    apt, python = tmp_path / "bin/apt-get", tmp_path / "bin/python-without-venv"
    apt.parent.mkdir()
    apt.write_text(f'#!/bin/sh\ntouch "{tmp_path}/asked"\n', "utf-8")
    python.write_text(f'#!/bin/sh\ncase "$*" in *ensurepip*) exit 1;; esac\nexec "{sys.executable}" "$@"\n', "utf-8")
    apt.chmod(0o755)
    python.chmod(0o755)
    done = make(unpacked, "site", f"PYTHON={python}", PATH=f"{apt.parent}:{os.environ['PATH']}")
    assert done.returncode != 0
    assert "Python's venv is missing; ask an administrator to run: apt-get install python3-venv" in done.stderr
    assert not (tmp_path / "asked").exists()


def test_a_bundle_is_not_made_from_another_bundle(unpacked: Path) -> None:
    done = make(unpacked, "bundle", f"WHEELS={WHEELS}")
    assert done.returncode != 0
    assert "make bundle needs a git checkout." in done.stderr


def test_a_lock_that_is_not_committed_is_not_bundled(bundle: Bundle, tmp_path: Path) -> None:
    (tmp_path / ".lock").write_text("babel==2.99\n", "utf-8")
    done = make(bundle.checkout.root, "bundle", f"WHEELS={tmp_path}")
    assert done.returncode != 0
    assert "requirements.lock differs from the committed one; commit it first." in done.stderr
