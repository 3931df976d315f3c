"""The file itself: can it be read, where does it lie, what address does it get."""

from collections.abc import Iterator

from cchc.links import resolver
from cchc.locale import Params, Text, say
from cchc.media import named_transcript
from cchc.model import Place, Severity, Site
from cchc.rules import reported, rule
from cchc.schema import PLAN
from cchc.text import slug


@rule(
    "CCHC001",
    Severity.ERROR,
    message="Không đọc được tệp: {reason}.",
    hint="{fix}",
)
def unreadable(site: Site) -> Iterator[tuple[Place, Params]]:
    """Tệp bài viết là văn bản UTF-8, không quá 1 MB.

    Vì sao: tệp ở bảng mã khác (Windows-1258, TCVN3, UTF-16) hiện thành chữ lạ trên trang.

    Sai: lưu từ Word bằng bảng mã «Western European»
    Đúng: trong Notepad hoặc VS Code chọn Lưu thành, bảng mã UTF-8
    """
    return reported("CCHC001", site)


@rule(
    "CCHC002",
    Severity.ERROR,
    message="{what}.",
    hint="Phần khai báo nằm giữa hai dòng chỉ có ba dấu gạch ngang: --- ở dòng đầu tệp và --- sau khóa cuối cùng.",
)
def no_front_matter(site: Site) -> Iterator[tuple[Place, Params]]:
    """Mỗi bài mở đầu bằng phần khai báo giữa hai dòng `---`.

    Vì sao: tiêu đề, ngày, đơn vị và nội dung CCHC nằm ở đó; thiếu thì không xếp và không đếm được bài.

    Sai: bài bắt đầu ngay bằng nội dung, hoặc quên dòng `---` thứ hai
    Đúng: dòng đầu tệp là `---`, sau khóa cuối cùng lại có một dòng `---`
    """
    missing = {
        "opening": say("Dòng đầu tệp không phải là ---, nên không thấy phần khai báo"),
        "closing": say("Thiếu dòng --- đóng phần khai báo"),
        "keys": say("Phần khai báo chưa có khóa nào"),
    }
    for place, params in reported("CCHC002", site):
        yield place, {"what": missing[str(params["missing"])]}


_ARTICLES = (".txt", ".markdown", ".mdown", ".html", ".htm", ".rtf")
_DOCUMENTS = (".doc", ".docx", ".odt")


@rule(
    "CCHC006",
    Severity.ERROR,
    message="Tệp này không phải bài viết nên không được đăng và không được tính.",
    hint="Đặt tên tệp kết thúc bằng .md (ví dụ {name}); tệp Word thì chép sang tệp .md, hoặc đính kèm vào bài.",
)
def not_a_post(site: Site) -> Iterator[tuple[Place, Params]]:
    """Bài là tệp có tên kết thúc bằng `.md`.

    Vì sao: Notepad hay lưu thành `ten-bai.md.txt`, còn tệp Word thì không đăng thẳng được; những tệp như thế không
    hiện trên trang mà không ai biết.

    Sai: `posts/2026/05/ten-bai.md.txt`
    Đúng: `posts/2026/05/ten-bai.md`
    """
    suspects = [
        path
        for path in site.files
        if path.suffix.lower() in (*_ARTICLES, *_DOCUMENTS)
        and path.is_relative_to(site.config.posts_dir)
        and path.name != "README.txt"  # says what the folder is for, in every site that `cchc new site` makes
    ]
    if not suspects:
        return
    linked = {target.path for post in site.posts for _, target in resolver(site).links(post)}
    attached = linked | {
        resolver(site).resolve(post.path, item.file).path for post in site.posts for item in post.meta.attachments
    }
    spoken = {named_transcript(resolver(site), post) for post in site.posts}
    for path in suspects:
        if path not in spoken and (path.suffix.lower() in _ARTICLES or path not in attached):
            yield Place(path), {"name": f"{slug(path.name.split('.')[0]) or 'ten-bai'}.md"}


@rule(
    "CCHC003",
    Severity.ERROR,
    message="Phần khai báo viết sai ở dòng «{found}».",
    hint="{fix}",
)
def broken_yaml(site: Site) -> Iterator[tuple[Place, Params]]:
    """Mỗi dòng khai báo viết theo mẫu `khóa: giá trị`.

    Vì sao: một dòng sai làm cả phần khai báo không đọc được. Thường gặp nhất là dấu hai chấm hoặc dấu nháy
    nằm trong tiêu đề.

    Sai: `title: Hội nghị: kết quả bước đầu`
    Đúng: `title: "Hội nghị: kết quả bước đầu"`
    """
    for place, params in reported("CCHC003", site):
        advice = say("Đặt cả giá trị trong dấu nháy kép; thụt dòng bằng dấu cách, không dùng phím Tab.")
        if params.get("tab"):
            advice = say("Thụt dòng bằng dấu cách, không dùng phím Tab.")
        if ":" not in str(params["found"]):
            advice = say("Viết `khóa: giá trị`; nếu dòng này là nội dung bài, thêm một dòng --- ở trên nó.")
        yield place, {**params, "fix": params["fix"] or advice}


@rule(
    "CCHC004",
    Severity.ERROR,
    message="Khóa `{key}` viết hai lần (lần đầu ở dòng {first}).",
    hint="Giữ một dòng `{key}`, xóa dòng kia.",
)
def key_twice(site: Site) -> Iterator[tuple[Place, Params]]:
    """Mỗi khóa chỉ viết một lần.

    Vì sao: viết hai lần thì không biết giá trị nào là thật.

    Sai: có hai dòng `unit:`
    Đúng: chỉ một dòng `unit:`
    """
    return reported("CCHC004", site)


@rule(
    "CCHC005",
    Severity.ERROR,
    message="Phần khai báo {wrong}.",
    hint="{fix}",
)
def forbidden_yaml(site: Site) -> Iterator[tuple[Place, Params]]:
    """Phần khai báo chỉ gồm giá trị đơn giản và danh sách.

    Vì sao: các cách viết đặc biệt của YAML (neo, bí danh, kiểu riêng) có thể làm treo máy hoặc chạy mã lạ; phần khai
    báo quá dài, có quá nhiều khóa và giá trị hoặc lồng nhau quá nhiều lớp cũng vậy, thường do dán nhầm.

    Sai: `title: !!python/object:os.system`
    Đúng: `title: Tên bài viết`
    """
    for place, params in reported("CCHC005", site):
        wrong, advice = _refused(params)
        yield place, {"wrong": wrong, "fix": params.get("fix") or advice}


def _refused(params: Params) -> tuple[Text, Text]:
    """Return why front matter is not read, and what to do about it."""
    match params.get("limit"):
        case "length":
            return (
                say("dài {found} ký tự, tối đa {max}", found=params["found"], max=params["max"]),
                say("Giữa hai dòng --- chỉ để các khóa của tệp này; chuyển phần còn lại xuống dưới dòng --- thứ hai."),
            )
        case "values":
            return (
                say("có hơn {max} khóa và giá trị, tính đến dòng này", max=params["max"]),
                say("Xóa phần dán nhầm; danh sách dài thì viết dưới dòng --- thứ hai hoặc để trong tệp đính kèm."),
            )
        case "depth":
            return (
                say("có danh sách lồng trong nhau quá {max} lớp", max=params["max"]),
                say("Viết danh sách một lớp, mỗi mục một dòng: xóa các dấu ngoặc và dấu gạch ngang thừa ở dòng này."),
            )
    return (
        say("dùng cách viết không được phép: «{found}»", found=params["found"]),
        say("Chỉ viết giá trị bình thường và danh sách; không dùng &, *, <<, !!."),
    )


@rule(
    "CCHC401",
    Severity.ERROR,
    message="Tệp này có cùng địa chỉ {url} với {other}.",
    hint="{fix}",
)
def same_address(site: Site) -> Iterator[tuple[Place, Params]]:
    """Mỗi bài một địa chỉ.

    Vì sao: hai bài một địa chỉ thì bài này đè bài kia. Tên tệp được đổi sang chữ không dấu (Đ thành d), nên hai tên
    khác nhau vẫn có thể trùng.

    Sai: `đất-đai.md` và `dat-dai.md` trong cùng một tháng
    Đúng: `dat-dai-mot-cua.md` và `dat-dai-ho-so.md`
    """
    for place, params in reported("CCHC401", site):
        fix = say("Đổi tên tệp, hoặc đổi `id` thành một giá trị chưa dùng.")
        if place.path.is_relative_to(site.config.docs_dir / PLAN.folder):
            fix = say("Mỗi năm một kế hoạch: gộp hai tệp làm một, hoặc sửa `year` cho đúng năm.")
        yield place, {**params, "fix": fix}


@rule(
    "CCHC402",
    Severity.WARNING,
    message="Tệp nằm trong thư mục {found}, nhưng bài thuộc tháng {month}.",
    hint="Chuyển tệp vào {expected}; để địa chỉ không đổi, phần khai báo cần có dòng: id: {id}",
)
def wrong_folder(site: Site) -> Iterator[tuple[Place, Params]]:
    """Bài nằm trong thư mục của tháng đăng.

    Vì sao: người khác tìm bài theo tháng; thư mục không khớp thì khó tìm. Việc đếm chỉ dựa vào `date`.

    Sai: bài `date: 2026-06-03` nằm trong `posts/2026/05/`
    Đúng: bài đó nằm trong `posts/2026/06/`
    """
    for post in site.posts:
        expected = f"{site.config.posts_dir}/{post.month.year:04d}/{post.month.number:02d}"
        found = str(post.path).rpartition("/")[0]
        if found != expected:
            yield Place(post.path), {"found": found, "month": str(post.month), "expected": expected, "id": post.id}


@rule(
    "CCHC403",
    Severity.ERROR,
    message="`moved_from: {found}` trùng địa chỉ của {other}.",
    hint="Xóa mục này khỏi `moved_from`: địa chỉ đó đang thuộc về một bài khác.",
)
def moved_onto_another(site: Site) -> Iterator[tuple[Place, Params]]:
    """Địa chỉ cũ trong `moved_from` không còn bài nào dùng.

    Vì sao: một địa chỉ không thể vừa chuyển hướng vừa là một bài khác.

    Sai: `moved_from: [2026/05/ten-cu]` khi vẫn còn bài `2026/05/ten-cu`
    Đúng: chỉ ghi địa chỉ của chính bài này trước khi đổi
    """
    taken = {post.id: post for post in site.posts}
    for post in site.posts:
        for old in post.meta.moved_from:
            other = taken.setdefault(old, post)
            if other is not post or old == post.id:
                yield (
                    Place(post.path, post.line_of("moved_from")),
                    {"found": old, "other": str(other.path)},
                )


@rule(
    "CCHC007",
    Severity.WARNING,
    message="Phần «{found}» sau dấu # không được đọc: YAML coi đó là chú thích.",
    hint="Đặt cả giá trị của `{key}` trong dấu nháy kép.",
)
def cut_by_a_hash(site: Site) -> Iterator[tuple[Place, Params]]:
    """Giá trị có dấu # đứng sau khoảng trắng được đặt trong dấu nháy kép.

    Vì sao: với YAML, từ « #» trở đi là chú thích; tiêu đề bị cụt mà không ai báo.

    Sai: `title: Bản tin #5 năm 2026`
    Đúng: `title: "Bản tin #5 năm 2026"`
    """
    for place, params in reported("CCHC007", site):
        key, _, found = str(params["found"]).partition("\n")
        yield place, {"key": key, "found": found}


@rule(
    "CCHC008",
    Severity.WARNING,
    message="Tệp chưa ở dạng chuẩn: {found}.",
    hint="Chạy: cchc check --fix (chữ không đổi, chỉ cách ghi trong tệp đổi).",
)
def not_in_standard_form(site: Site) -> Iterator[tuple[Place, Params]]:
    """Tệp lưu bằng UTF-8 không có BOM, chữ dựng sẵn.

    Vì sao: trang vẫn hiểu, nhưng trang của kho bài và nhiều công cụ khác thì không: chúng không thấy phần khai báo
    sau dấu BOM, không tìm ra chữ tổ hợp.

    Sai: lưu bằng Notepad với «UTF-8 with BOM»; gõ trên macOS ra chữ tổ hợp
    Đúng: lưu bằng «UTF-8», bảng mã Unicode dựng sẵn
    """
    return reported("CCHC008", site)
