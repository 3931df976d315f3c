"""Personal data: what identifies a citizen does not belong on a public page without a reason."""

import re
from collections.abc import Iterator

from cchc.locale import Params
from cchc.model import Config, Place, Severity, Site
from cchc.rules import reported, rule


@rule(
    "CCHC551",
    Severity.WARNING,
    message="Có vẻ là số căn cước: {found}.",
    hint="Xóa số này. Thật cần giữ thì ghi lý do: ignore: {{CCHC551: lý do}}",
)
def national_id(site: Site) -> Iterator[tuple[Place, Params]]:
    """Bài không đăng số căn cước của ai.

    Vì sao: pháp luật bảo vệ dữ liệu cá nhân; số đã lên mạng thì không lấy lại được.

    Sai: «ông Nguyễn Văn A, căn cước số 0010…»
    Đúng: «một công dân»
    """
    return _hidden(reported("CCHC551", site))


@rule(
    "CCHC552",
    Severity.WARNING,
    message="Có vẻ là số điện thoại riêng: {found}.",
    hint="Xóa số này, hoặc dùng số của cơ quan. Cần giữ thì ghi lý do: ignore: {{CCHC552: lý do}}",
)
def phone_number(site: Site) -> Iterator[tuple[Place, Params]]:
    """Bài không đăng số điện thoại di động của cá nhân.

    Vì sao: số điện thoại là dữ liệu cá nhân. Số của cơ quan ghi trong mkdocs.yml thì được.

    Sai: «liên hệ chị B, 09…»
    Đúng: «liên hệ Bộ phận Một cửa», kèm số của cơ quan
    """
    for place, params in reported("CCHC552", site):
        if not is_ours("CCHC552", str(params["found"]), site.config):
            yield from _hidden(((place, params),))


@rule(
    "CCHC553",
    Severity.WARNING,
    message="Có vẻ là hộp thư riêng: {found}.",
    hint="Dùng hộp thư của cơ quan. Cần giữ thì ghi lý do: ignore: {{CCHC553: lý do}}",
)
def personal_mailbox(site: Site) -> Iterator[tuple[Place, Params]]:
    """Bài không đăng hộp thư điện tử của cá nhân.

    Vì sao: hộp thư riêng là dữ liệu cá nhân, và không phải là kênh tiếp nhận của cơ quan.

    Sai: `ten.ai.do@gmail.com`
    Đúng: hộp thư công vụ của cơ quan
    """
    for place, params in reported("CCHC553", site):
        if not is_ours("CCHC553", str(params["found"]), site.config):
            yield from _hidden(((place, params),))


def is_ours(code: str, found: str, config: Config) -> bool:
    """Whether a number or mailbox is the agency's own, as mkdocs.yml has it; nobody's identity number is."""
    if code == "CCHC552":
        ours = set(re.findall(r"\d{8,}", re.sub(r"[ .()-]", "", repr(config.agency))))
        return re.sub(r"^(?:\+?84)(?=\d{9}$)", "0", re.sub(r"[ .-]", "", found)) in ours
    return code == "CCHC553" and found.casefold() in repr(config.agency).casefold()


def hidden(found: str) -> str:
    """Return what was found with its middle left out: findings are shown in logs that many can read."""
    return f"{found[:3]}…{found[-2:]}"


def _hidden(found: Iterator[tuple[Place, Params]] | tuple[tuple[Place, Params], ...]) -> Iterator[tuple[Place, Params]]:
    for place, params in found:
        yield place, {**params, "found": hidden(str(params["found"]))}
