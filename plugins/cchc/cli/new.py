"""`cchc new`."""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from cchc.cli.setup import Setup, command
from cchc.locale import Text, Translator, say
from cchc.model import Site
from cchc.new import activity, dialogue, document, event, feedback, files, indicator, plan, post, procedure, site
from cchc.new.questions import Question, Values, settle

_DRY_RUN = click.option("--dry-run", is_flag=True, help="Chỉ hiện tệp, không ghi. / Show the file, write nothing.")


@click.group("new")
def new_group() -> None:
    """Tạo bài, thủ tục, kế hoạch, hoạt động, phản ánh…, hoặc trang mới. / Start a post, a record, a site."""


@new_group.command("post")
@click.option(
    "--from", "source", type=click.Path(path_type=Path), help="Tệp Word (.docx) chứa bài. / A Word file to start from."
)
@click.option("--title", help="Tiêu đề.")
@click.option("--unit", help="Đơn vị: mã, tên hoặc tên gọi khác.")
@click.option("--topic", help="Nội dung CCHC: mã hoặc tên.")
@click.option("--date", metavar="YYYY-MM-DD", help="Ngày đăng; không ghi là hôm nay.")
@click.option("--kind", type=click.Choice(["tin", "bai"]), help="Thể loại; không ghi là bai.")
@click.option("--summary", help="Tóm tắt, không quá 300 ký tự.")
@_DRY_RUN
@command
def new_post(setup: Setup, source: Path | None, dry_run: bool, **given: str | None) -> None:
    """Tạo tệp bài mới: hỏi từng mục, hoặc lấy từ các tùy chọn. / Start a post."""
    from cchc import word  # python-docx takes long to import, and few commands read Word

    loaded = setup.site()
    article = word.read(source, setup.translate) if source else None
    asked = post.questions(
        loaded.config,
        setup.today,
        setup.translate,
        article,
        may_wait=article is not None and not dialogue.is_there(),
    )

    def draft(values: Values) -> files.Draft:
        return post.draft(loaded, values, setup.translate, article)

    flags = {key: [value] for key, value in given.items() if value}
    made = _make(loaded.config.root, asked, flags, draft, setup.translate, dry_run=dry_run)
    for sentence in article.lost(setup.translate) if article and made else ():
        click.echo(f"  • {sentence}", err=dry_run)
    if made and not dry_run:
        text = say("Đã tạo {path}. Mở tệp, viết nội dung, rồi xóa dòng status: draft.", path=str(made.path))
        if article:
            text = say("Đã tạo {path}. Mở tệp, soát lại nội dung, rồi xóa dòng status: draft.", path=str(made.path))
        _tell(loaded.config.root, made, text.render(setup.translate), setup.translate)


@new_group.command("procedure")
@click.option("--code", help="Mã thủ tục.")
@click.option("--name", help="Tên thủ tục.")
@click.option("--field", help="Lĩnh vực.")
@click.option("--level", multiple=True, help="Cấp thực hiện: bo, tinh, xa, khac (ghi được nhiều lần).")
@click.option("--agency", multiple=True, help="Cơ quan thực hiện (ghi được nhiều lần).")
@click.option("--subject", multiple=True, help="Đối tượng thực hiện (ghi được nhiều lần).")
@click.option("--channel", multiple=True, help="Cách thức: in_person, online, post (ghi được nhiều lần).")
@click.option("--time-limit", help="Thời hạn giải quyết.")
@click.option("--fee", help="Phí, lệ phí.")
@click.option("--dossier", multiple=True, help="Một thành phần hồ sơ (ghi được nhiều lần).")
@click.option("--step", multiple=True, help="Một bước thực hiện (ghi được nhiều lần).")
@click.option("--decision", multiple=True, help="Số quyết định công bố (ghi được nhiều lần).")
@click.option("--portal-url", help="Trang của thủ tục trên Cổng Dịch vụ công quốc gia.")
@_DRY_RUN
@command
def new_procedure(setup: Setup, dry_run: bool, **given: str | tuple[str, ...] | None) -> None:
    """Tạo tệp thủ tục hành chính: hỏi từng mục, hoặc lấy từ các tùy chọn. / Start a procedure."""
    loaded = setup.site()
    text = say("Mở tệp, đối chiếu với Cổng, bổ sung các mục còn trống.")
    asked = procedure.questions(loaded, setup.translate)
    _record(setup, loaded, asked, given, lambda values: procedure.draft(loaded, values, setup.translate), text, dry_run)


@new_group.command("document")
@click.option("--number", help="Số, ký hiệu; chưa có số thì bỏ.")
@click.option("--type", help="Loại văn bản: nghi-dinh, quyet-dinh, ke-hoach… hoặc tên.")
@click.option("--abstract", help="Trích yếu.")
@click.option("--issuer", help="Cơ quan ban hành.")
@click.option("--date", metavar="YYYY-MM-DD", help="Ngày ký.")
@click.option("--effective", metavar="YYYY-MM-DD", help="Ngày có hiệu lực; không ghi là ngày ký.")
@click.option("--url", help="Địa chỉ toàn văn.")
@_DRY_RUN
@command
def new_document(setup: Setup, dry_run: bool, **given: str | tuple[str, ...] | None) -> None:
    """Tạo tệp văn bản: hỏi từng mục, hoặc lấy từ các tùy chọn. / Start a document of the register."""
    loaded = setup.site()
    text = say("Mở tệp, bổ sung các mục còn trống; tệp PDF thì chép vào cùng thư mục.")
    asked = document.questions(loaded, setup.translate)

    def draft(values: Values) -> files.Draft:
        return document.draft(loaded, values, setup.today, setup.translate)

    _record(setup, loaded, asked, given, draft, text, dry_run)


@new_group.command("event")
@click.option("--title", help="Tên sự kiện.")
@click.option("--kind", help="Loại: conference, training, dialogue, reception, contest, other hoặc tên.")
@click.option("--start", metavar="YYYY-MM-DD[ HH:MM]", help="Bắt đầu; không ghi giờ là cả ngày.")
@click.option("--end", metavar="YYYY-MM-DD[ HH:MM]", help="Kết thúc.")
@click.option("--unit", help="Đơn vị chủ trì: mã, tên hoặc tên gọi khác.")
@click.option("--place", help="Địa điểm.")
@click.option("--online", help="Địa chỉ dự trực tuyến.")
@click.option("--audience", help="Thành phần tham dự.")
@click.option("--summary", help="Tóm tắt, không quá 300 ký tự.")
@_DRY_RUN
@command
def new_event(setup: Setup, dry_run: bool, **given: str | tuple[str, ...] | None) -> None:
    """Tạo tệp sự kiện: hỏi từng mục, hoặc lấy từ các tùy chọn. / Start an event."""
    loaded = setup.site()
    text = say("Mở tệp, bổ sung các mục còn trống; đổi giờ, nơi thì sửa cả dòng updated.")
    asked = event.questions(loaded, setup.translate)

    def draft(values: Values) -> files.Draft:
        return event.draft(loaded, values, setup.today, setup.translate)

    _record(setup, loaded, asked, given, draft, text, dry_run)


@new_group.command("activity")
@click.option("--title", help="Tên hoạt động.")
@click.option("--kind", help="Hình thức: village_meeting, radio, leaflet, conference… hoặc tên.")
@click.option("--date", metavar="YYYY-MM-DD", help="Ngày thực hiện; ngày chưa tới là dự kiến.")
@click.option("--end", metavar="YYYY-MM-DD", help="Ngày cuối, khi kéo dài nhiều ngày.")
@click.option("--unit", help="Đơn vị chủ trì: mã, tên hoặc tên gọi khác.")
@click.option("--place", help="Địa điểm.")
@click.option("--quantity", help="Số lượng: cuộc họp, lượt phát, tờ đã phát.")
@click.option("--participants", help="Số người tham dự.")
@click.option("--audience", multiple=True, help="Một nhóm đối tượng (ghi được nhiều lần).")
@click.option("--event", help="Sự kiện đã công bố mà hoạt động này là kết quả: phần cuối địa chỉ.")
@click.option("--summary", help="Tóm tắt, không quá 300 ký tự.")
@_DRY_RUN
@command
def new_activity(setup: Setup, dry_run: bool, **given: str | tuple[str, ...] | None) -> None:
    """Tạo tệp hoạt động tuyên truyền: hỏi từng mục, hoặc lấy từ các tùy chọn. / Record an activity."""
    loaded = setup.site()
    text = say("Mở tệp, ghi tài liệu kiểm chứng ở evidence và bổ sung các mục còn trống.")
    asked = activity.questions(loaded, setup.translate)

    def draft(values: Values) -> files.Draft:
        return activity.draft(loaded, values, setup.today, setup.translate)

    _record(setup, loaded, asked, given, draft, text, dry_run)


@new_group.command("indicator")
@click.option("--index", help="Chỉ số: par_index, sipas, papi, pci, ddci, dti, popi, other hoặc tên.")
@click.option("--name", help="Tên chỉ số.")
@click.option("--level", help="Của ai: tinh, so, xa.")
@click.option("--assessed", help="Cơ quan, địa phương được đánh giá.")
@click.option("--unit", help="Đơn vị theo dõi: mã, tên hoặc tên gọi khác.")
@click.option("--year", help="Năm được đánh giá.")
@click.option("--score", help="Điểm, ví dụ 87.45.")
@click.option("--max", help="Điểm tối đa, ví dụ 100.")
@click.option("--rank", help="Xếp hạng.")
@click.option("--of", help="Tổng số được xếp hạng.")
@click.option("--group", help="Nhóm xếp loại.")
@click.option("--published", metavar="YYYY-MM-DD", help="Ngày công bố.")
@click.option("--source", help="Nguồn: văn bản, trang công bố.")
@_DRY_RUN
@command
def new_indicator(setup: Setup, dry_run: bool, **given: str | tuple[str, ...] | None) -> None:
    """Tạo tệp chỉ số: hỏi từng mục, hoặc lấy từ các tùy chọn. / Start an index."""
    loaded = setup.site()
    text = say("Mở tệp, bổ sung điểm thành phần, tiêu chí bị trừ điểm; năm sau thêm một mục vào years.")
    asked = indicator.questions(loaded, setup.translate)

    def draft(values: Values) -> files.Draft:
        return indicator.draft(loaded, values, setup.today, setup.translate)

    _record(setup, loaded, asked, given, draft, text, dry_run)


@new_group.command("feedback")
@click.option("--title", help="Điều được hỏi, được phản ánh.")
@click.option("--kind", help="Loại: question, report, suggestion hoặc tên.")
@click.option("--question", help="Nội dung, không có thông tin riêng của người gửi.")
@click.option("--channel", help="Đường gửi: portal, phone, zalo, email, post, in_person, dialogue hoặc tên.")
@click.option("--received", metavar="YYYY-MM-DD", help="Ngày tiếp nhận; không ghi là hôm nay.")
@click.option("--unit", help="Đơn vị trả lời: mã, tên hoặc tên gọi khác.")
@click.option("--topic", help="Nội dung CCHC: mã hoặc tên.")
@click.option("--procedure", multiple=True, help="Mã thủ tục được hỏi tới (ghi được nhiều lần).")
@_DRY_RUN
@command
def new_feedback(setup: Setup, dry_run: bool, **given: str | tuple[str, ...] | None) -> None:
    """Ghi nhận phản ánh, kiến nghị: hỏi từng mục, hoặc lấy từ các tùy chọn. / Record a piece of feedback."""
    loaded = setup.site()
    text = say("Chuyển đơn vị xử lý thì ghi forwarded; trả lời rồi thì viết nội dung trả lời và ghi answered.")
    asked = feedback.questions(loaded, setup.today, setup.translate)

    def draft(values: Values) -> files.Draft:
        return feedback.draft(loaded, values, setup.translate)

    _record(setup, loaded, asked, given, draft, text, dry_run)


@new_group.command("plan")
@click.option("--year", help="Năm của kế hoạch.")
@click.option("--title", help="Tên kế hoạch; không ghi thì lấy tên thường dùng.")
@click.option("--number", help="Số, ký hiệu; chưa có số thì bỏ.")
@click.option("--date", metavar="YYYY-MM-DD", help="Ngày ký.")
@click.option("--theme", help="Chủ đề năm.")
@_DRY_RUN
@command
def new_plan(setup: Setup, dry_run: bool, **given: str | tuple[str, ...] | None) -> None:
    """Tạo tệp kế hoạch năm, có sẵn biểu nhiệm vụ để sửa. / Start the plan of a year."""
    loaded = setup.site()
    text = say("Mở tệp, sửa biểu nhiệm vụ và chỉ tiêu cho đúng kế hoạch đã ký.")
    asked = plan.questions(loaded, setup.today, setup.translate)

    def draft(values: Values) -> files.Draft:
        return plan.draft(loaded, values, setup.today, setup.translate)

    _record(setup, loaded, asked, given, draft, text, dry_run)


def _record(
    setup: Setup,
    loaded: Site,
    asked: Sequence[Question],
    given: Mapping[str, str | tuple[str, ...] | None],
    draft: Callable[[Values], files.Draft],
    then: Text,
    dry_run: bool,
) -> None:
    """Make a record, and say what is left to do."""
    flags = {
        key: [value] if isinstance(value, str) else [*filter(None, value)] for key, value in given.items() if value
    }
    made = _make(loaded.config.root, asked, flags, draft, setup.translate, dry_run=dry_run)
    if made and not dry_run:
        text = say("Đã tạo {path}. {then}", path=str(made.path), then=then)
        _tell(loaded.config.root, made, text.render(setup.translate), setup.translate)


def _make(
    root: Path,
    questions: Sequence[Question],
    given: Mapping[str, Sequence[str]],
    draft: Callable[[Values], files.Draft],
    translate: Translator,
    *,
    dry_run: bool,
) -> files.Draft | None:
    """Return what was written, or would have been; None where a person decided that nothing is to be."""
    wanted = any(item.is_wanted and not given.get(item.key) for item in questions)
    if wanted and dialogue.is_there():
        try:
            values = dialogue.ask(questions, given, lambda values: draft(values).text, translate)
        except click.Abort:
            click.echo("\n" + translate("Đã dừng, chưa ghi gì."), err=True)
            sys.exit(130)
        if values is None:
            click.echo(translate("Chưa ghi gì."))
            return None
    else:
        values = settle(questions, given, translate)
    made = draft(values)
    if dry_run:
        click.echo(made.text, nl=False)
    else:
        files.write(root, made)
    return made


def _tell(root: Path, made: files.Draft, text: str, translate: Translator) -> None:
    click.echo(text)
    click.echo(say("Muốn bỏ, gõ: {command}", command=files.undo(root, made)).render(translate))


@new_group.command("site")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", help="Tên cơ quan. / The agency's name.")
@click.option("--url", help="Địa chỉ trang. / The site's address.")
@command
def new_site(setup: Setup, folder: Path, name: str | None, url: str | None) -> None:
    """Tạo trang cho một cơ quan khác, không kèm nội dung mẫu. / Start another agency's site."""
    site.site(folder, name, url, setup.today, setup.translate)
    click.echo(
        say("Đã tạo {path}. Sửa mkdocs.yml: đơn vị, chỉ tiêu, liên hệ; rồi gọi make site.", path=str(folder)).render(
            setup.translate
        )
    )
