"""Finished work: whole or not at all, and not for ever."""

import os
from pathlib import Path

from cchc.cache import Cache, tools

WEEK = 7 * 24 * 3600


def test_what_nobody_asked_for_goes_after_weeks(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for number, age in enumerate((0, 1, 3, 3)):
        cache.write("pages", f"{number:02}abc", b"x")
        os.utime(tmp_path / f"pages/{number:02}/abc", (10 * WEEK - age * WEEK, 10 * WEEK - age * WEEK))
    cache.write("khac", "09abc", b"x")
    os.utime(tmp_path / "khac/09/abc", (0, 0))
    later = Cache(tmp_path)
    later.read("pages", "03abc")
    later.prune("pages", "fragments")
    assert [later.read("pages", f"{number:02}abc") is not None for number in range(4)] == [True, True, False, True]
    assert later.read("khac", "09abc") == b"x"
    Cache(None).prune("pages")


def test_an_index_keeps_what_the_last_run_used(tmp_path: Path) -> None:
    first = Cache(tmp_path)
    for key in ("a", "b"):
        first.index("records").put(key, [key])
    first.close("records")
    second = Cache(tmp_path)
    assert second.index("records").get("a") == ["a"]
    second.index("records").put("c", ["c"])
    second.close("records")
    third = Cache(tmp_path).index("records")
    assert [third.get(key) for key in ("a", "b", "c")] == [["a"], None, ["c"]]


def test_a_spoiled_index_is_made_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.index("records").put("a", [1])
    cache.close("records")
    (entry,) = (tmp_path / "records").glob("*/*")
    entry.write_bytes(entry.read_bytes()[:-1] + b"?")
    assert Cache(tmp_path).index("records").get("a") is None


def test_the_tools_are_the_same_for_the_same_code() -> None:
    assert tools() == tools()
    assert len(tools()) == 64
