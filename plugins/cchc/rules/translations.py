"""Translations: which post each of them translates, and into which language."""

from collections.abc import Iterator
from functools import lru_cache

from cchc.labels import standing
from cchc.languages import LANGUAGES, MEANT, base, is_known, name_of
from cchc.locale import Params, Text, say, translator
from cchc.model import Place, Post, Severity, Site
from cchc.rules import rule
from cchc.schema import Status
from cchc.text import nearest
from cchc.translations import Versions


@rule(
    "CCHC411",
    Severity.ERROR,
    message="Không có bài gốc «{found}».",
    hint="{fix}",
)
def missing_original(site: Site) -> Iterator[tuple[Place, Params]]:
    """`translation_of` là `id` của một bài có thật.

    Vì sao: người đọc chuyển qua lại giữa bản dịch và bài gốc; không có bài gốc thì không chuyển được.

    Sai: `translation_of: 2026/05/khai-sin-trong-ngay` khi bài gốc là `2026/05/khai-sinh-trong-ngay`
    Đúng: chép `id` ở đầu tệp bài gốc, hoặc phần năm/tháng/tên trong địa chỉ của bài gốc
    """
    versions = _versions(site)
    # What is wrong with a file that could not be read says more.
    folder = f"{site.config.posts_dir}/"
    unread = {str(item.path).removeprefix(folder).removesuffix(".md") for item in site.rejected if item.is_post}
    for post in _translations(site):
        found = post.meta.translation_of or ""
        if versions.source(post) is None and found not in unread:
            close = nearest(found, (other.id for other in site.posts if other is not post), cutoff=0.8)
            fix = say("translation_of: {id}", id=close) if close else say("Chép `id` của bài gốc vào `translation_of`.")
            yield _at(post), {"found": found, "fix": fix}


@rule(
    "CCHC412",
    Severity.WARNING,
    message="Bài gốc {original} không còn hoặc chưa đến lúc hiện trên trang ({standing}).",
    hint="Bài gốc đã gỡ thì gỡ cả bản dịch (`status: withdrawn`); bài gốc chưa đăng thì đăng bản dịch sau.",
)
def hidden_original(site: Site) -> Iterator[tuple[Place, Params]]:
    """Bản dịch đăng khi bài gốc đang được đăng.

    Vì sao: bài gốc bị gỡ vì sai mà bản dịch còn đó thì cái sai vẫn còn.

    Sai: bài gốc ghi `status: withdrawn`, bản dịch vẫn được đăng
    Đúng: gỡ cả hai, hoặc đăng lại bài gốc
    """
    versions = _versions(site)
    for post in _translations(site):
        original = versions.source(post)
        if post.is_public(site.today) and original is not None and not original.is_public(site.today):
            yield (
                _at(post),
                {"original": str(original.path), "standing": standing(original, site.today, site.config.language)},
            )


@rule(
    "CCHC413",
    Severity.ERROR,
    message="«{found}» cũng là một bản dịch, không phải bài gốc.",
    hint="{fix}",
)
def translated_twice(site: Site) -> Iterator[tuple[Place, Params]]:
    """`translation_of` dẫn thẳng tới bài gốc, không tới một bản dịch khác.

    Vì sao: mọi bản dịch của một bài phải gặp nhau ở bài gốc thì người đọc mới chuyển được từ bản này sang bản kia.

    Sai: bản tiếng Nùng ghi `translation_of` là bản tiếng Tày
    Đúng: cả hai bản ghi `translation_of` là bài tiếng Việt
    """
    versions = _versions(site)
    for post in _translations(site):
        named = versions.source(post)
        if named is not None and named.is_translation:
            original = versions.original(post)
            fix = say("Ghi `id` của bài gốc; bài này không phải bản dịch thì xóa `translation_of` và `origin`.")
            found = post.meta.translation_of or ""
            yield _at(post), {"found": found, "fix": say("translation_of: {id}", id=original.id) if original else fix}


@rule(
    "CCHC414",
    Severity.ERROR,
    message="Đã có một bản của bài này bằng ngôn ngữ ấy ({language}): {other}.",
    hint="Sửa `lang` cho đúng ngôn ngữ của bài; nếu thừa một bản thì xóa một bản.",
)
def same_language(site: Site) -> Iterator[tuple[Place, Params]]:
    """Mỗi bài có một bản cho mỗi ngôn ngữ.

    Vì sao: chỗ chuyển ngôn ngữ chỉ dẫn được tới một bản; quên khai `lang` thì bản dịch bị coi là tiếng Việt.

    Sai: bản dịch tiếng Tày không khai `lang`
    Đúng: `lang: tyz`
    """
    versions = _versions(site)
    seen = {(post.id, post.meta.lang): post for post in site.posts if not post.is_translation}
    for post in _translations(site):
        original = versions.original(post)
        if original is None:
            continue
        other = seen.setdefault((original.id, post.meta.lang), post)
        if other is not post:
            yield (
                Place(post.path, post.line_of("lang")),
                {"language": _label(site, post.meta.lang), "other": str(other.path)},
            )


@rule(
    "CCHC415",
    Severity.WARNING,
    message="`lang: {found}` không phải mã của ngôn ngữ mà bài được viết.",
    hint="{fix}",
)
def unknown_language(site: Site) -> Iterator[tuple[Place, Params]]:
    """`lang` là mã quốc tế của ngôn ngữ, không phải mã nước hay tên gọi.

    Vì sao: trình đọc màn hình chọn giọng đọc, trình duyệt chọn từ điển theo mã này; mã sai thì đọc sai cả bài.

    Sai: `lang: vn`
    Đúng: `lang: vi`
    """
    for post in site.posts:
        tag = post.meta.lang
        if not is_known(tag):
            meant = MEANT.get(base(tag))
            codes = ", ".join(LANGUAGES)
            fix = say("lang: {code}", code=meant) if meant else say("Mã thường dùng: {codes}.", codes=codes)
            yield Place(post.path, post.line_of("lang")), {"found": tag, "fix": fix}


@lru_cache(maxsize=1)
def _versions(site: Site) -> Versions:
    """Return the versions of all posts; of two with one id, that which readers see is meant."""
    return Versions(sorted(site.posts, key=lambda post: post.is_public(site.today)), site.config.language)


def _translations(site: Site) -> Iterator[Post]:
    return (post for post in site.posts if post.is_translation and post.meta.status is not Status.WITHDRAWN)


def _at(post: Post) -> Place:
    return Place(post.path, post.line_of("translation_of"))


def _label(site: Site, tag: str) -> str | Text:
    return LANGUAGES.get(tag) or name_of(tag, translator(site.config.language))
