"""A real nginx with the configuration that deploy/ ships; only addresses, ports and folders are of this machine."""

import os
import shutil
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.message import Message
from pathlib import Path
from typing import NamedTuple

from tests.conftest import ROOT

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
WHY_NOT = "needs nginx and openssl; as root: apt-get install nginx libnginx-mod-http-brotli-static openssl"
IS_HERE = bool(NGINX and shutil.which("openssl") and BROTLI.exists())
SHIPPED = ROOT / "deploy"

# What Debian's nginx.conf says around it.
MAIN = """\
load_module {brotli};
{user}
pid {folder}/nginx.pid;
worker_processes 1;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    gzip on;
    include {folder}/conf.d/*.conf;
    include {folder}/sites-enabled/*;
}}
"""


class Answer(NamedTuple):
    """What the server said."""

    status: int
    headers: Message
    body: bytes

    def header(self, name: str) -> str:
        """Return a header that must be there once."""
        values = self.headers.get_all(name) or []
        assert len(values) == 1, (name, values)
        return str(values[0])


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:  # type: ignore[override]
        return None


class Server(NamedTuple):
    """A running server; `address` is that of the section, with a slash at its end."""

    address: str
    plain: str
    """The address of the server that only knows http."""

    def ask(self, path: str, method: str = "GET", *, plain: bool = False, **headers: str) -> Answer:
        """Return the answer to one request, whatever it is; no redirect is followed."""
        trusting = ssl._create_unverified_context()
        opener = urllib.request.build_opener(_Stay, urllib.request.HTTPSHandler(context=trusting))
        sent: Mapping[str, str] = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request((self.plain if plain else self.address) + path, headers=sent, method=method)
        try:
            with opener.open(request, timeout=10) as found:
                return Answer(found.status, found.headers, found.read())
        except urllib.error.HTTPError as found:
            return Answer(found.code, found.headers, found.read())


def free_ports(count: int) -> list[int]:
    """Return ports that nobody uses."""
    held = [socket.socket() for _ in range(count)]
    for one in held:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


@contextmanager
def running(shipped: str, site: Path, folder: Path, path: str) -> Iterator[Server]:
    """Run nginx with a file of deploy/ on the published folder `site`, and stop it again."""
    assert NGINX
    port, plain = free_ports(2)
    changes = {
        "/etc/nginx/tls/": f"{folder}/tls/",
        "/etc/nginx/cchc/": f"{folder}/cchc/",
        "/srv/www/cchc": str(site),
        "/srv/www": str(site.parent),
        "/var/www/html": f"{folder}/portal",
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen [::]:80;": "",
        "listen 443 ": f"listen 127.0.0.1:{port} ",
        "listen [::]:443 ssl http2;": "",
    }

    def install(source: str, target: str) -> None:
        text = (SHIPPED / source).read_text("utf-8")
        for old, new in changes.items():
            text = text.replace(old, new)
        (folder / target).parent.mkdir(parents=True, exist_ok=True)
        (folder / target).write_text(text, "utf-8")

    install(shipped, "sites-enabled/cchc")
    install("nginx/maps.conf", "conf.d/cchc.conf")
    install("nginx/section.conf", "cchc/section.conf")
    install("nginx/headers.conf", "cchc/headers.conf")
    _certificate(folder / "tls")
    (folder / "portal").mkdir()
    (folder / "portal/index.html").write_text("<!doctype html><title>Cổng</title>", "utf-8")
    user = "user root;" if os.geteuid() == 0 else ""  # the folders of tests are closed to others
    (folder / "nginx.conf").write_text(MAIN.format(brotli=BROTLI, user=user, folder=folder), "utf-8")
    command = [NGINX, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    assert "[warn]" not in tested.stderr, tested.stderr
    with subprocess.Popen([*command, "-g", "daemon off;"]) as server:
        try:
            _wait(port)
            yield Server(f"https://127.0.0.1:{port}{path}", f"http://127.0.0.1:{plain}{path}")
        finally:
            server.terminate()
    faults = [line for line in (folder / "error.log").read_text("utf-8").splitlines() if "[notice]" not in line]
    # That a file is not there is asked for by tests.
    assert [line for line in faults if "No such file" not in line and "is forbidden" not in line] == []


def _certificate(folder: Path) -> None:
    folder.mkdir()
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-days", "2", "-subj", "/CN=127.0.0.1", "-keyout", f"{folder}/cchc.key", "-out", f"{folder}/cchc.crt"]
    subprocess.run(command, check=True, capture_output=True)


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nginx does not answer")
