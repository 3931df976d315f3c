"""What was measured, and what follows from it: ratios, growth, and the bounds that cchc keeps."""

import dataclasses
import json
import math
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

OWN, PEER = "cchc", "peer"
CORE = "core"
"""cchc without its search and its pictures for sharing."""
JUDGED_FROM = 5_000
"""Below this many posts starting Python is most of the work, so no bound is judged."""
GROWTH_FROM, GROWTH_TO = 1_000, 10_000


class State(StrEnum):
    """What a build finds."""

    COLD = "cold"
    """No cache and an empty site."""
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    """One post got another sentence."""
    ADDED = "added"
    """One post is new."""


MOST_SHARE = {State.COLD: 1 / 4, State.UNCHANGED: 1 / 40, State.CHANGED: 1 / 30}
"""Of the peer's CPU time."""
MOST_OF_CORE = 1 / 5
"""The same of a cold build without what only cchc has of these."""
MOST_GROWTH = 1.05
MOST_MEMORY = 200 * 10**6


@dataclass(frozen=True, slots=True)
class Run:
    """Builds of one tool in one state: the median of the times, the highest of the peaks."""

    tool: str
    posts: int
    state: State
    rounds: int
    cpu: float
    """Seconds, user and system, of the process and its children."""
    wall: float
    memory: int
    """Bytes; the peak of the largest process."""
    site_bytes: int
    site_files: int


@dataclass(frozen=True, slots=True)
class Load:
    """What a browser with an empty cache asks for to show one page."""

    tool: str
    posts: int
    page: str
    """`home` or `post`."""
    requests: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Bound:
    """A number that must not grow beyond a limit."""

    name: str
    limit: float
    value: float | None
    """None where the sizes measured do not tell."""

    @property
    def kept(self) -> bool:
        """Whether nothing shows the limit broken."""
        return self.value is None or self.value <= self.limit


@dataclass(frozen=True, slots=True)
class Results:
    """One whole run."""

    versions: dict[str, str]
    cores: int
    runs: tuple[Run, ...]
    loads: tuple[Load, ...]

    def run(self, tool: str, posts: int, state: State) -> Run | None:
        """Return a measurement, if it was made."""
        return next((run for run in self.runs if (run.tool, run.posts, run.state) == (tool, posts, state)), None)

    def sizes(self, tool: str) -> list[int]:
        """Return the numbers of posts that a tool was measured at, rising."""
        return sorted({run.posts for run in self.runs if run.tool == tool})

    @property
    def shared(self) -> int | None:
        """The largest number of posts that both tools were measured at."""
        return max(set(self.sizes(OWN)) & set(self.sizes(PEER)), default=None)

    def ratio(self, posts: int, state: State, tool: str = OWN) -> float | None:
        """Return how many times the CPU of cchc the peer took."""
        own, peer = self.run(tool, posts, state), self.run(PEER, posts, state)
        return peer.cpu / own.cpu if own and peer else None

    def growth(self, state: State) -> float | None:
        """Return the exponent of the CPU time of cchc in the number of posts; 1 is proportional."""
        own = [run for run in self.runs if run.tool == OWN and run.state is state]
        return slope([(run.posts, run.cpu) for run in own if GROWTH_FROM <= run.posts <= GROWTH_TO])

    def bounds(self) -> list[Bound]:
        """Return every bound with the value measured at the largest shared size."""
        judged = self.shared if (self.shared or 0) >= JUDGED_FROM else None
        found = []
        judged_by_share = [(state, OWN, state.value, share) for state, share in MOST_SHARE.items()]
        for state, tool, name, share in (*judged_by_share, (State.COLD, CORE, "cold without search", MOST_OF_CORE)):
            ratio = self.ratio(judged, state, tool) if judged else None
            found.append(Bound(f"{name}: CPU of cchc / CPU of peer", share, 1 / ratio if ratio else None))
        growth = [exponent for state in State if (exponent := self.growth(state)) is not None]
        found.append(Bound("growth of CPU, all states", MOST_GROWTH, max(growth, default=None)))
        peaks = [run.memory for run in self.runs if (run.tool, run.posts) == (OWN, judged)]
        found.append(Bound("peak memory, bytes", MOST_MEMORY, max(peaks, default=None)))
        return found

    def to_json(self) -> str:
        """Return everything, with what follows from it, as JSON."""
        growth = {state: self.growth(state) for state in State}
        bounds = [dataclasses.asdict(bound) | {"kept": bound.kept} for bound in self.bounds()]
        data = {"schema_version": 1, **dataclasses.asdict(self), "growth": growth, "bounds": bounds}
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def read(cls, file: Path) -> Self:
        """Return what `to_json` wrote."""
        data: dict[str, Any] = json.loads(file.read_text("utf-8"))
        return cls(
            versions=data["versions"],
            cores=data["cores"],
            runs=tuple(Run(**run | {"state": State(run["state"])}) for run in data["runs"]),
            loads=tuple(Load(**load) for load in data["loads"]),
        )


def slope(points: list[tuple[float, float]]) -> float | None:
    """Return the slope of log y on log x by least squares; None for fewer than two different x."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    if len({x for x, _ in logs}) < 2:
        return None
    mean_x, mean_y = (math.fsum(values) / len(logs) for values in zip(*logs, strict=True))
    across = math.fsum((x - mean_x) ** 2 for x, _ in logs)
    return math.fsum((x - mean_x) * (y - mean_y) for x, y in logs) / across
