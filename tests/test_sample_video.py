"""The video of the sample site: a file of its own, which plays once a reader asks for it."""

from pathlib import Path

from playwright.sync_api import Browser, expect

URL = "tin-bai/2026/10/video-nam-buoc-nop-ho-so/"


def test_the_video_waits_for_a_click_then_plays_with_its_captions(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800}, locale="vi-VN")
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(address + URL, wait_until="networkidle")
    assert not [url for url in asked if url.endswith(".webm")]
    video = page.locator("video")
    assert video.evaluate("video => video.poster").endswith((".png", ".webp", ".jpg"))
    box = video.bounding_box()
    assert box
    video.click(position={"x": 25, "y": box["height"] - 47})  # the button of the browser's own controls
    video.evaluate(
        """video => new Promise((done, fail) => {
            setTimeout(() => fail(new Error("it does not play")), 10000);
            video.addEventListener("timeupdate", () => video.currentTime > 0.2 && done());
        })"""
    )
    assert video.evaluate("video => [video.error, video.duration, video.videoWidth]") == [None, 24, 960]
    assert video.evaluate("video => [video.textTracks[0].mode, video.textTracks[0].cues.length]") == ["showing", 6]
    page.get_by_text("Lời của video, bằng chữ").click()
    expect(page.get_by_text("Bước 1, đăng nhập: mở Cổng Dịch vụ công quốc gia")).to_be_visible()
    page.close()
    assert faults == []
    assert [url for url in asked if not url.startswith((address, "data:"))] == []


def test_the_video_is_small_enough_for_a_weak_network(sample: Path) -> None:
    (file,) = (sample / "tin-bai").rglob("*.webm")
    assert file.stat().st_size <= 150_000
