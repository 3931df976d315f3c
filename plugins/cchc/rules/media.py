"""Videos and recordings: that they can be shown, and that who cannot hear or see them misses nothing."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from cchc.links import PICTURES, resolver
from cchc.locale import Params, Text, say
from cchc.media import (
    SOUNDS,
    VIDEOS,
    fault_in_captions,
    file_target,
    medium,
    named_transcript,
    names_a_file,
    transcript,
)
from cchc.model import Place, Post, Severity, Site
from cchc.rules import rule
from cchc.video import embed


def _place(post: Post) -> Place:
    return Place(post.path, post.line_of("video" if post.meta.video else "audio"))


@rule(
    "CCHC606",
    Severity.ERROR,
    message="Video hoặc bản ghi âm «{target}» không hiện được trên trang: {found}.",
    hint="{fix}",
)
def unplayable(site: Site) -> Iterator[tuple[Place, Params]]:
    """Video là một tệp đặt cạnh bài, hoặc ở một máy chủ mà trang được phép nhúng.

    Vì sao: chính sách bảo mật của trang chặn khung của máy chủ lạ; khi đó người đọc chỉ thấy một liên kết, hoặc không
    thấy gì.

    Sai: `video: {url: "https://video.example/nop-ho-so"}`
    Đúng: `video: {url: "https://www.youtube.com/watch?v=XXXXXXXXXXX", transcript: Lời của video}`
    """
    allowed = site.config.plugin.video_hosts
    for post in site.posts:
        item = medium(post)
        if item is None:
            continue
        if item.file is not None:
            endings = VIDEOS if post.meta.video else SOUNDS
            if file_target(resolver(site), post, item.file, endings) is None:
                found = say("không có tệp này cạnh bài, hoặc không phải loại {types}", types=", ".join(sorted(endings)))
                fix = say("Chép tệp vào cùng thư mục với bài và viết đúng tên tệp, kể cả chữ hoa, chữ thường.")
                yield _place(post), {"target": item.file, "found": found, "fix": fix}
            continue
        url = getattr(item, "url", "")
        player = embed(url)
        if player is None or player.host not in allowed:
            yield _place(post), {"target": url, **_refused(url, player is not None, allowed)}


def _refused(url: str, is_known: bool, allowed: tuple[str, ...]) -> Params:
    host = urlsplit(url).hostname or url
    if is_known:
        found = say("máy chủ {host} không có trong video_hosts của mkdocs.yml", host=host)
    else:
        found = say("{host} không phải địa chỉ trang xem một video nhúng được", host=host)
    if not allowed:
        fix: Text = say("Chép tệp .mp4 vào cạnh bài và khai `file`, hoặc đặt liên kết tới video trong bài.")
    else:
        fix = say(
            "Dùng địa chỉ trang xem video (máy chủ được nhúng: {allowed}), hoặc chép tệp .mp4 vào cạnh bài và khai "
            "`file`, hoặc đặt liên kết tới video trong bài.",
            allowed=", ".join(allowed),
        )
    return {"found": found, "fix": fix}


@rule(
    "CCHC607",
    Severity.ERROR,
    message="Không tìm thấy ảnh chờ của video «{target}».",
    hint="Chép ảnh vào cùng thư mục với bài và viết đúng tên tệp, kể cả chữ hoa, chữ thường.",
)
def missing_poster(site: Site) -> Iterator[tuple[Place, Params]]:
    """Ảnh chờ của video (`poster`) là một tệp ảnh có thật.

    Vì sao: trang không lấy ảnh chờ từ máy chủ của video, vì như thế người đọc bị ghi nhận trước khi bấm xem.

    Sai: `video: {file: a.mp4, poster: khong-co.jpg}`
    Đúng: chép ảnh vào cùng thư mục với bài
    """
    for post in site.posts:
        video = post.meta.video
        if video and video.poster and file_target(resolver(site), post, video.poster, PICTURES) is None:
            yield _place(post), {"target": video.poster}


@rule(
    "CCHC608",
    Severity.WARNING,
    message="Video hoặc bản ghi âm chưa có lời bằng chữ{found}.",
    hint="Khai `transcript` là tên một tệp .txt đặt cạnh bài, hoặc chính lời ấy; có `captions` cũng được.",
)
def no_transcript(site: Site) -> Iterator[tuple[Place, Params]]:
    """Video, bản ghi âm có lời bằng chữ (`transcript`) hoặc phụ đề (`captions`).

    Vì sao: người khiếm thính, người ở nơi mạng yếu và công cụ tìm kiếm chỉ có phần chữ (WCAG 2.2, tiêu
    chí 1.2.1 và 1.2.2).

    Sai: `video: {url: "https://www.youtube.com/watch?v=XXXXXXXXXXX"}`
    Đúng: `video: {url: "https://www.youtube.com/watch?v=XXXXXXXXXXX", transcript: Lời của video}`
    """
    for post in site.posts:
        item = medium(post)
        if item is None or transcript(resolver(site), post):
            continue
        found: str | Text = ""
        if item.transcript and names_a_file(item.transcript) and named_transcript(resolver(site), post) is None:
            found = say(": không tìm thấy tệp «{name}»", name=item.transcript)
        yield _place(post), {"found": found}


@rule(
    "CCHC609",
    Severity.ERROR,
    message="Phụ đề «{target}» không dùng được: {found}.",
    hint="Lưu phụ đề thành tệp .vtt (WebVTT), bảng mã UTF-8, đặt cạnh bài; tệp .srt thì xuất lại thành .vtt.",
)
def bad_captions(site: Site) -> Iterator[tuple[Place, Params]]:
    """Phụ đề (`captions`) là một tệp WebVTT đọc được.

    Vì sao: trình duyệt bỏ qua cả tệp phụ đề mà không báo gì khi dòng đầu không phải `WEBVTT`.

    Sai: `video: {file: a.mp4, captions: phu-de.srt}`
    Đúng: tệp `phu-de.vtt`, dòng đầu là `WEBVTT`
    """
    for post in site.posts:
        video = post.meta.video
        if video is None or video.captions is None:
            continue
        target = file_target(resolver(site), post, video.captions, frozenset({".vtt"}))
        if target is None or target.path is None:
            found: Text | None = say("không có tệp .vtt này cạnh bài")
        else:
            found = fault_in_captions(target.path, site.files[target.path], site.config.root)
        if found:
            yield _place(post), {"target": video.captions, "found": found}
