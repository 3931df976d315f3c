"""Runs the tools as users do, each build in a process of its own, and takes their measure."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import TODAY_EPOCH, add_post, change_post, generate
from benchmarks.peer import generate_peer
from benchmarks.results import CORE, OWN, PEER, Run, State

ROOM = 4 * 1024**3
"""Bytes that corpora, caches and sites may take."""
BUILD = ("build", "-q", "-f", "{project}/mkdocs.yml", "-d", "{site}")
MKDOCS = ("{python}", "-m", "mkdocs", *BUILD)
WITHOUT_SEARCH = ("{python}", str(Path(__file__).with_name("without_search.py")), *BUILD)


@dataclass(frozen=True, slots=True)
class Tool:
    """Something that builds the corpus."""

    name: str
    command: tuple[str, ...]
    prepare: Callable[[Path, Path], None]
    """Writes the tool's project from the folder that `generate` wrote."""
    posts: str
    """Where posts lie below its project; the order is that of the corpus."""
    pages: str
    """Where it publishes them below its site."""
    home: str
    """The page with the newest posts."""
    once_from: int
    """From this many posts on, each state is built once."""
    adds: Callable[[Path, int], Path] | None = None
    """Writes a new post, where that is measured."""
    states: tuple[State, ...] = tuple(State)


def _copy(source: Path, folder: Path) -> None:
    shutil.copytree(source, folder)


_POSTS, _PAGES = "posts/*/*/*.md", "tin-bai/2*/*/*/index.html"
TOOLS = (
    Tool(OWN, MKDOCS, _copy, _POSTS, _PAGES, "", 1_000_000, add_post),
    Tool(CORE, WITHOUT_SEARCH, _copy, _POSTS, _PAGES, "", 1_000_000, states=(State.COLD,)),
    Tool(PEER, MKDOCS, generate_peer, "docs/blog/posts/*/*/*.md", "blog/2*/*/*/*/index.html", "blog/", 1_000),
)


@dataclass(frozen=True, slots=True)
class Sample:
    """What one build took."""

    cpu: float
    wall: float
    memory: int


def scratch() -> tempfile.TemporaryDirectory[str]:
    """Return a temporary folder: in memory where there is room, so that no disk is measured."""
    memory = Path("/dev/shm")  # noqa: S108 - the folder made in it has a name of its own
    fits = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM
    return tempfile.TemporaryDirectory(prefix="cchc-bench-", dir=memory if fits else None)


def measure(folder: Path, posts: int, tools: tuple[Tool, ...], rounds: int) -> Iterator[Run]:
    """Yield the measurements of one size, the tools in turn; projects and sites stay in `folder`."""
    generate(folder / "corpus", posts)
    for tool in tools:
        tool.prepare(folder / "corpus", folder / tool.name)
    for state in State:
        samples: dict[str, list[Sample]] = {tool.name: [] for tool in tools}
        for number in range(rounds):
            for tool in tools:
                wanted = 1 if posts >= tool.once_from else rounds
                if number < wanted and state in tool.states and (state is not State.ADDED or tool.adds):
                    samples[tool.name].append(_round(tool, folder / tool.name, state, number))
        for tool in tools:
            if samples[tool.name]:
                yield _run(tool, folder / tool.name, posts, state, samples[tool.name])


def site_of(project: Path) -> Path:
    """Return where a project's site is built: beside it."""
    return project.with_name(f"{project.name}-site")


def first_post(tool: Tool, project: Path) -> str:
    """Return the address, below the site's root, of the oldest post's page."""
    site = site_of(project)
    return min(path.parent.relative_to(site).as_posix() for path in site.glob(tool.pages)) + "/"


def build(tool: Tool, project: Path) -> Sample:
    """Build a project once; raises RuntimeError with what the tool printed when it fails."""
    names = {"python": sys.executable, "project": str(project), "site": str(site_of(project))}
    command = [part.format(**names) for part in tool.command]
    env = os.environ | {"SOURCE_DATE_EPOCH": str(TODAY_EPOCH), "NO_MKDOCS_2_WARNING": "1"}
    env.pop("CCHC_CACHE", None)  # a cold build must not find what another project left
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=project, env=env, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)  # includes the children that it waited for
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            output.seek(0)
            raise RuntimeError(f"{tool.name}: {output.read().decode('utf-8', 'replace')[-2000:]}")
    # A new process starts with this one's peak as its own, so this one has to stay small.
    unit = 1 if sys.platform == "darwin" else 1024
    return Sample(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * unit)


def _round(tool: Tool, project: Path, state: State, number: int) -> Sample:
    if state is State.COLD:
        shutil.rmtree(project / ".cache", ignore_errors=True)
        shutil.rmtree(site_of(project), ignore_errors=True)
    elif state is State.CHANGED:
        sources = sorted(project.glob(tool.posts))
        change_post(sources[len(sources) // 2], number)
    elif state is State.ADDED and tool.adds:
        tool.adds(project, number)
    return build(tool, project)


def _run(tool: Tool, project: Path, posts: int, state: State, samples: list[Sample]) -> Run:
    site = site_of(project)
    sources, pages = (len(list(where.glob(what))) for where, what in ((project, tool.posts), (site, tool.pages)))
    if sources != pages:
        raise RuntimeError(f"{tool.name}: {sources} posts gave {pages} pages")
    files = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    return Run(
        tool=tool.name,
        posts=posts,
        state=state,
        rounds=len(samples),
        cpu=round(statistics.median(sample.cpu for sample in samples), 3),
        wall=round(statistics.median(sample.wall for sample in samples), 3),
        memory=max(sample.memory for sample in samples),
        site_bytes=sum(files),
        site_files=len(files),
    )
