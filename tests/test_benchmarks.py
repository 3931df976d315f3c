"""The corpus and the arithmetic of the benchmark. No time is measured here."""

import math
import re
from pathlib import Path

import pytest
from benchmarks import report, run
from benchmarks.corpus import LAST_DAY, add_post, change_post, generate
from benchmarks.peer import generate_peer
from benchmarks.results import MOST_MEMORY, OWN, PEER, Load, Results, Run, State, slope
from lxml import etree

from cchc.model import Severity
from tests.building import tree
from tests.conftest import Project

POSTS = 60
LINK = re.compile(r"(?<=\]\()(?!https?:)[^)]+(?=\))")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    generate(folder, POSTS)
    return folder


def posts(folder: Path) -> list[Path]:
    return sorted(folder.glob("posts/*/*/*.md"))


def bodies(files: list[Path]) -> list[str]:
    return [path.read_text("utf-8").split("---\n", 2)[2] for path in files]


def measured(**cpu: dict[int, float]) -> Results:
    """Return results in which a tool's cold build of n posts takes the CPU given, and any rebuild a hundredth."""
    runs = [
        Run(tool, size, state, 1, seconds if state is State.COLD else seconds / 100, seconds, 10**8, 5_000_000, 1_200)
        for tool, sizes in cpu.items()
        for size, seconds in sizes.items()
        for state in State
        if tool == OWN or state is State.COLD or (tool == PEER and state is not State.ADDED)
    ]
    loads = [Load(OWN, 5_000, "home", 7, 290_000), Load(PEER, 5_000, "home", 11, 40_000_000)]
    return Results({"mkdocs": "1.6.1"}, 2, tuple(runs), tuple(loads))


SOUND = measured(cchc={1_000: 2.0, 5_000: 10.0, 10_000: 20.0}, core={5_000: 8.0}, peer={1_000: 12.0, 5_000: 4_000.0})


def test_one_seed_gives_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    generate(tmp_path / "again", POSTS)
    assert tree(tmp_path / "again") == tree(corpus)
    generate(tmp_path / "other", POSTS, seed=2)
    assert tree(tmp_path / "other") != tree(corpus)


def test_posts_have_no_errors_before_and_after_a_change(tmp_path: Path) -> None:
    generate(tmp_path, POSTS)
    change_post(posts(tmp_path)[POSTS // 2], 0)
    add_post(tmp_path, 0)
    add_post(tmp_path, 1)
    project = Project(tmp_path)
    site = project.site()
    assert len(site.posts) == len(site.public_posts) == POSTS + 2
    assert [finding for finding in project.findings() if finding.severity is Severity.ERROR] == []


def test_every_post_is_a_text_of_its_own(corpus: Path) -> None:
    site = Project(corpus).site()
    assert len({post.meta.title for post in site.posts}) == POSTS
    texts = bodies(posts(corpus))
    assert len(set(texts)) == POSTS
    lengths = sorted(len(text.split()) for text in texts)
    assert lengths[0] >= 280
    assert 350 <= sum(lengths) / POSTS <= 550
    days = [post.meta.date.day for post in site.posts]
    assert max(days) == LAST_DAY
    assert (max(days) - min(days)).days > 3_500
    assert len({post.unit.id for post in site.posts}) >= 6
    assert any(post.meta.procedures for post in site.posts)
    assert {path.suffix for path in corpus.glob("posts/*/*/*")} >= {".md", ".png", ".svg"}


def test_the_peer_gets_the_same_posts_and_links_that_lead_somewhere(corpus: Path, tmp_path: Path) -> None:
    generate_peer(corpus, tmp_path)
    copies = sorted(tmp_path.glob("docs/blog/posts/*/*/*.md"))
    assert len(copies) == POSTS
    words = [re.sub(r"\((?:\.\./)+(?:docs/)?", "(", text).split() for text in bodies(posts(corpus))]
    same = [re.sub(r"\((?:\.\./)+", "(", text.replace("<!-- more -->", "")).split() for text in bodies(copies)]
    assert same == words
    targets = [(path, link) for path in tmp_path.rglob("*.md") for link in LINK.findall(path.read_text("utf-8"))]
    assert len(targets) > POSTS
    assert [link for path, link in targets if not (path.parent / link).resolve().is_file()] == []


def test_growth_is_the_exponent() -> None:
    assert slope([(n, 0.003 * n**1.2) for n in (1_000, 5_000, 10_000)]) == pytest.approx(1.2)
    assert slope([(1_000, 1.0), (10_000, 1.0)]) == pytest.approx(0)
    assert slope([(1_000, 1.0)]) is None
    assert SOUND.growth(State.COLD) == pytest.approx(1)
    assert measured(cchc={100: 1.0, 1_000: 2.0}, peer={}).growth(State.COLD) is None


def test_ratios_and_bounds_are_those_of_the_largest_shared_size() -> None:
    assert SOUND.shared == 5_000
    assert SOUND.ratio(1_000, State.COLD) == pytest.approx(6)
    assert SOUND.ratio(5_000, State.COLD) == pytest.approx(400)
    assert SOUND.ratio(10_000, State.COLD) is None
    assert [bound.value for bound in SOUND.bounds()][:4] == pytest.approx([*[1 / 400] * 3, 1 / 500])
    assert all(bound.kept for bound in SOUND.bounds())


def test_small_sizes_are_not_judged() -> None:
    small = measured(cchc={100: 1.0}, peer={100: 1.0})
    assert [bound.value for bound in small.bounds()] == [None] * 6
    assert all(bound.kept for bound in small.bounds())


@pytest.mark.parametrize(
    ("results", "broken"),
    [
        (measured(cchc={5_000: 10.0}, peer={5_000: 39.0}), {"cold", "unchanged", "changed"}),
        (
            measured(cchc={5_000: 10.0}, core={5_000: 10.0}, peer={5_000: 49.0}),
            {"cold without search", "unchanged", "changed"},
        ),
        (measured(cchc={5_000: 10.0}, peer={5_000: 350.0}), {"unchanged"}),
        (measured(cchc={1_000: 1.0, 10_000: 13.0}, peer={}), {"growth of CPU, all states"}),
    ],
)
def test_a_broken_bound_fails_the_run(
    results: Results, broken: set[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert {bound.name.split(":")[0] for bound in results.bounds() if not bound.kept} == broken
    file = tmp_path / "results.json"
    file.write_text(results.to_json(), "utf-8")
    assert Results.read(file) == results
    assert run.main(["--from", str(file)]) == 1
    assert capsys.readouterr().out.count("BROKEN") == len(broken)
    file.write_text(SOUND.to_json(), "utf-8")
    assert run.main(["--from", str(file)]) == 0
    assert "BROKEN" not in capsys.readouterr().out


def test_memory_is_judged_at_the_shared_size() -> None:
    (last,) = SOUND.bounds()[-1:]
    assert (last.value, last.limit) == (10**8, MOST_MEMORY)


def test_the_page_and_its_chart_say_what_was_measured(tmp_path: Path) -> None:
    report.write(SOUND, tmp_path)
    page = (tmp_path / "toc-do.md").read_text("utf-8")
    assert "| 5.000 | Dựng lần đầu | 10,0 | 4.000,0 | 400,0 lần |" in page
    assert "| 10.000 | Dựng lần đầu | 20,0 | – | – |" in page
    assert "cchc dựng 5.000 bài lần đầu hết 8,00 giây, nhanh gấp 500,0 lần." in page
    assert "số mũ tăng trưởng của thời gian dựng lần đầu là 1,00" in page
    assert "| Trang đầu | Material blog | 11 | 40.000 |" in page
    assert "$" not in page
    chart = etree.parse(tmp_path / "anh/toc-do.svg").getroot()
    texts = [element.text or "" for element in chart.iter() if element.text]
    assert any("5.000 bài" in text for text in texts)
    widths = [int(bar.get("width", "")) for bar in chart.iter("{*}rect") if bar.get("rx") == "2"]
    assert len(widths) == 6
    assert math.isclose(max(widths), 400)
    assert b"http" not in (tmp_path / "anh/toc-do.svg").read_bytes().replace(b'xmlns="http://www.w3.org/2000/svg"', b"")
    names = [element.tag.rpartition("}")[2] for element in chart.iter()]
    assert names[1:3] == ["title", "desc"]
    assert "script" not in names
