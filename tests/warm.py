"""A Python that has begun already: `python() -m MODULE` is a process of its own that waits for no import.

One process (`python -m tests.warm FOLDER`) has imported what commands import, and forks for each of them. What runs is
the same; that it begins as users begin it is tested by those who call `sys.executable`.
"""

import atexit
import gc
import importlib
import json
import os
import pkgutil
import runpy
import select
import shutil
import socket
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_LOADED = (
    *("cchc", "mkdocs.commands", "mkdocs.config", "mkdocs.structure", "mkdocs.utils", "material.extensions"),
    *("material.plugins.search", "material.utilities", "pymdownx", "markdown.extensions", "babel.messages"),
)
"""Packages that are loaded with all that is in them; what cannot be had here is left out."""
_SETTINGS = ("PYTHON", "LC_", "LANG", "TZ")
"""What Python reads once, when it begins."""
_FREE = {"PYTHONPATH": "", "PYTHONWARNINGS": ""}
"""What may be otherwise: the tests' own path leads to the same, and every warning is shown."""
_LAUNCHER = """\
#!{python} -IS
import json, os, socket, sys
settings = {{name: os.environ[name] for name in os.environ if name.startswith({settings})}}
if sys.argv[1:2] != ["-m"] or {{**settings, **{free}}} != {{**{begun}, **{free}}}:
    os.execv("{python}", ["{python}", *sys.argv[1:]])
mask = os.umask(0o022)
asked = json.dumps([sys.argv[2:], dict(os.environ), os.getcwd(), mask]).encode()
with socket.socket(socket.AF_UNIX) as server:
    server.connect("{socket}")
    socket.send_fds(server, [len(asked).to_bytes(8, "big")], [0, 1, 2])
    server.sendall(asked)
    code = server.recv(8)
sys.exit(int(code) if code else 1)
"""
"""Hands a command and its three files to the process that forks; other settings of Python need another Python."""


@cache
def python() -> str:
    """Return what to call in place of `sys.executable`; the process that forks ends with this one."""
    if not hasattr(os, "fork"):
        return sys.executable
    folder = Path(tempfile.mkdtemp(prefix="warm-"))
    launcher = folder / "python"
    begun = {name: value for name, value in os.environ.items() if name.startswith(_SETTINGS)}
    about = {"python": sys.executable, "socket": folder / "socket", "settings": _SETTINGS, "free": _FREE}
    launcher.write_text(_LAUNCHER.format(**about, begun=begun), "utf-8")
    launcher.chmod(0o755)
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONWARNINGS": "default", "PYTHONPATH": path}
    command, pipe = [sys.executable, "-m", "tests.warm", str(folder)], subprocess.PIPE
    started = subprocess.Popen(command, env=env, stdin=pipe, stdout=pipe)
    assert started.stdout
    assert started.stdout.readline() == b"ready\n"
    atexit.register(started.communicate)
    return str(launcher)


# ------------------------------------------------------------------ the process that forks


def _load() -> None:
    """Import what commands import."""
    for name in _LOADED:
        package = importlib.import_module(name)
        for found in pkgutil.walk_packages(package.__path__, f"{name}.", onerror=lambda _: None):
            if not found.name.endswith("__main__"):
                try:
                    importlib.import_module(found.name)
                except Exception:  # noqa: BLE001 (an extra that is not installed)
                    continue
    gc.collect()
    gc.freeze()


def _serve(folder: Path) -> tuple[Any, ...]:
    """Fork for each command that is asked for; returns only in the new process, with what it shall be."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "socket"))
        server.listen()
        print("ready", flush=True)
        while sys.stdin not in select.select([server, sys.stdin], [], [])[0]:  # else nobody is there to ask any more
            asking, _ = server.accept()
            if os.fork():
                asking.close()
                _reap()
                continue
            server.close()
            size, files, _, _ = socket.recv_fds(asking, 8, 3)
            asked = json.loads(asking.makefile("rb").read(int.from_bytes(size, "big")))
            child = os.fork()
            if not child:
                asking.close()
                return (*asked, files)
            _, status = os.waitpid(child, 0)
            asking.sendall(str(os.waitstatus_to_exitcode(status) % 256).encode())
            os._exit(0)
    shutil.rmtree(folder, ignore_errors=True)
    sys.exit()


def _reap() -> None:
    """Let go of those that have ended."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def _become(command: list[str], environment: dict[str, str], folder: str, mask: int, files: list[int]) -> None:
    """Be a command, as if this process had begun with it."""
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 (open until the end)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    os.umask(mask)
    sys.argv = command
    runpy.run_module(command[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _load()
    here = Path(sys.argv[1])
    sys.executable = str(here / "python")  # for the commands that they call in turn
    _become(*_serve(here))
