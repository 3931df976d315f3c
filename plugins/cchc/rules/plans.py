"""The plan of a year: its tasks, their evidence, its targets."""

from collections.abc import Iterator

from cchc import evidence, plan_words, plans
from cchc.front_matter import written
from cchc.labels import day, two
from cchc.locale import Params, Text, say
from cchc.model import Place, Severity, Site
from cchc.plan_targets import unmatched
from cchc.records import Plan
from cchc.rules import reported, rule
from cchc.schema import TaskStatus
from cchc.text import nearest


def _place(plan: Plan, *parts: str | int) -> Place:
    """Return where a key stands; where it is not written, what it belongs to."""
    while parts:
        line = plan.lines.get(".".join(map(str, parts)))
        if line:
            return Place(plan.path, line)
        parts = parts[:-1]
    return Place(plan.path)


@rule(
    "CCHC870",
    Severity.ERROR,
    message="`{key}` đang là «{found}»; cần {allowed}.",
    hint="{fix}",
)
def wrong_due(site: Site) -> Iterator[tuple[Place, Params]]:
    """Thời gian thực hiện viết theo mẫu mà máy tính được hạn.

    Vì sao: «Quý II–III» hay «Thường xuyên» viết bằng lời thì không biết khi nào quá hạn. Trang vẫn hiện bằng lời:
    `2026-Q2..2026-Q3` hiện là «Quý II–III/2026», `ongoing` hiện là «Thường xuyên». Chỗ nào chắc chắn thì
    `cchc check --fix` tự sửa.

    Sai: `due: Tháng 4/2026`
    Đúng: `due: 2026-04`
    """
    for place, params in reported("CCHC870", site):
        advice = say("Viết lại theo một trong các mẫu trên.")
        yield place, {**params, "fix": params["fix"] or advice}


@rule(
    "CCHC871",
    Severity.WARNING,
    message="Nhiệm vụ «{name}» quá hạn từ ngày {since} ({days} ngày); đơn vị chủ trì: {units}.",
    hint="{fix}",
)
def overdue_task(site: Site) -> Iterator[tuple[Place, Params]]:
    """Nhiệm vụ đến hạn đã hoàn thành.

    Vì sao: người quản lý cần biết việc nào chậm, của ai, từ bao giờ, trước khi báo cáo. Nhiệm vụ định kỳ (hằng tháng,
    hằng quý…) quá hạn khi một kỳ đã qua mà chưa có tài liệu kiểm chứng có ngày trong kỳ, và chưa có chỉ tiêu nào của
    nhiệm vụ đạt ở kỳ ấy. Nhiệm vụ thường xuyên không bao giờ quá hạn.

    Sai: `due: 2026-04`, hôm nay đã sang tháng 5, chưa ghi `status: done`
    Đúng: `status: done` kèm `done_on` và `evidence`
    """
    once = say("Xong rồi thì ghi `status: done`, `done_on`, `evidence`; không làm nữa thì ghi `status: cancelled`.")
    again = say(
        "Thêm vào `evidence` tài liệu kiểm chứng có ngày trong kỳ ấy; không làm nữa thì ghi `status: cancelled`."
    )
    for item in plans.tasks(site):
        if item.state is plans.State.OVERDUE and item.deadline:
            yield (
                _place(item.plan, "tasks", item.place, "due"),
                {
                    "name": item.task.name,
                    "since": day(item.deadline, site.config.language),
                    "days": str(item.days_late),
                    "units": plan_words.units(site, item.task.lead_units),
                    "fix": again if item.task.due.every else once,
                },
            )


@rule(
    "CCHC872",
    Severity.ERROR,
    message="Tài liệu kiểm chứng `{key}: {found}` không có trên trang.",
    hint="{fix}",
)
def unknown_evidence(site: Site) -> Iterator[tuple[Place, Params]]:
    """Tài liệu kiểm chứng là bài, văn bản, sự kiện, hoạt động có thật.

    Vì sao: người chấm điểm mở liên kết để kiểm chứng; liên kết hỏng thì nhiệm vụ coi như chưa làm.

    Sai: `evidence: [{post: 2026/05/bai-khong-co}]`
    Đúng: `evidence: [{post: 2026/05/hai-tin-bai-moi-thang}]`
    """
    for item in plans.tasks(site):
        for number, proof in enumerate(item.task.evidence):
            if not evidence.is_missing(site, proof):
                continue
            key, found = evidence.written(proof)
            meant = evidence.suggestion(site, proof)
            advice = say("Sửa lại cho đúng; tài liệu ở nơi khác thì ghi url và title.")
            fix: str | Text = f"{key}: {written(meant)}" if meant else advice
            yield (
                _place(item.plan, "tasks", item.place, "evidence", number, key),
                {"key": key, "found": found, "fix": fix},
            )


@rule(
    "CCHC873",
    Severity.WARNING,
    message="Nhiệm vụ «{name}» đã hoàn thành mà chưa có tài liệu kiểm chứng.",
    hint="Thêm `evidence: [{{post: năm/tháng/tên-bài}}]`, hoặc document, event, activity, url.",
)
def done_without_evidence(site: Site) -> Iterator[tuple[Place, Params]]:
    """Nhiệm vụ đã hoàn thành có tài liệu kiểm chứng.

    Vì sao: báo cáo và chấm điểm Chỉ số cải cách hành chính chỉ ghi nhận việc có tài liệu kiểm chứng.

    Sai: `status: done` mà không có `evidence`
    Đúng: `evidence: [{post: 2026/05/hai-tin-bai-moi-thang}]`
    """
    for item in plans.tasks(site):
        if item.task.status is TaskStatus.DONE and not item.task.evidence:
            yield _place(item.plan, "tasks", item.place, "status"), {"name": item.task.name}


@rule(
    "CCHC874",
    Severity.ERROR,
    message="Nhiệm vụ «{name}» {what}.",
    hint="{fix}",
)
def done_on_differs_from_status(site: Site) -> Iterator[tuple[Place, Params]]:
    """Nhiệm vụ đã hoàn thành có ngày hoàn thành; chưa hoàn thành thì không có.

    Vì sao: báo cáo từng kỳ tính theo ngày hoàn thành; thiếu ngày thì không biết tính cho kỳ nào.

    Sai: `status: done` mà không có `done_on`
    Đúng: `status: done` và `done_on: 2026-06-12`
    """
    for item in plans.tasks(site):
        task, what, fix = item.task, None, ""
        if task.status is TaskStatus.DONE and task.done_on is None:
            what, fix = say("đã hoàn thành mà chưa ghi ngày"), "done_on: " + str(site.today)
        elif task.done_on and task.done_on > site.today:
            what, fix = say("ghi ngày hoàn thành còn sau hôm nay"), "done_on: " + str(site.today)
        elif task.done_on and task.status is not TaskStatus.DONE:
            what, fix = say("có ngày hoàn thành mà chưa ghi là đã hoàn thành"), "status: done"
        if what:
            key = "done_on" if task.done_on else "status"
            yield _place(item.plan, "tasks", item.place, key), {"name": task.name, "what": what, "fix": fix}


@rule(
    "CCHC875",
    Severity.WARNING,
    message="`{key}: {found}` {what}.",
    hint="Kiểm tra lại năm, tháng; kế hoạch này của năm {year}.",
)
def due_out_of_plan(site: Site) -> Iterator[tuple[Place, Params]]:
    """Thời hạn nằm trong năm của kế hoạch và không trước ngày ký.

    Vì sao: chép kế hoạch năm trước mà quên đổi năm thì mọi nhiệm vụ quá hạn ngay từ đầu.

    Sai: `year: 2026` và `due: 2025-Q2`
    Đúng: `year: 2026` và `due: 2026-Q2`
    """
    for plan in site.plans:
        meta = plan.meta
        spans = [(task.due.period, "tasks", place, "due") for place, task in enumerate(meta.tasks)]
        spans += [(target.within, "targets", place, "within") for place, target in enumerate(meta.targets)]
        for period, kind, place, key in spans:
            if period is None:
                continue
            told = {"key": key, "found": period.id, "year": str(meta.year)}
            if period.last.year != meta.year:
                yield _place(plan, kind, place, key), {**told, "what": say("không thuộc năm của kế hoạch")}
            elif meta.date and period.last < meta.date:
                yield _place(plan, kind, place, key), {**told, "what": say("trước ngày ký kế hoạch")}


@rule(
    "CCHC876",
    Severity.ERROR,
    message="Hai nhiệm vụ cùng có `id: {found}`: «{first}» và «{second}».",
    hint="Đặt cho một nhiệm vụ tên ngắn khác, ví dụ `id: {fix}`.",
)
def task_id_twice(site: Site) -> Iterator[tuple[Place, Params]]:
    """Mỗi nhiệm vụ của kế hoạch có một `id` riêng.

    Vì sao: chỉ tiêu và báo cáo gọi nhiệm vụ bằng `id`; hai nhiệm vụ cùng tên thì không biết là việc nào.

    Sai: hai mục đều ghi `id: hoi-nghi`
    Đúng: `id: hoi-nghi` và `id: hoi-nghi-tong-ket`
    """
    for plan in site.plans:
        first: dict[str, str] = {}
        ids = {task.id for task in plan.meta.tasks}
        for place, task in enumerate(plan.meta.tasks):
            if first.setdefault(task.id, task.name) is not task.name:
                free = next(name for name in (f"{task.id}-{number}" for number in range(2, 999)) if name not in ids)
                told = {"found": task.id, "first": first[task.id], "second": task.name, "fix": free}
                yield _place(plan, "tasks", place, "id"), told


@rule(
    "CCHC877",
    Severity.ERROR,
    message="Chỉ tiêu «{name}» thuộc nhiệm vụ `{found}`, nhưng kế hoạch không có nhiệm vụ ấy.",
    hint="{fix}",
)
def unknown_task(site: Site) -> Iterator[tuple[Place, Params]]:
    """`task` của chỉ tiêu là `id` của một nhiệm vụ trong cùng kế hoạch.

    Vì sao: chỉ tiêu đạt là bằng chứng nhiệm vụ đã làm; tên lạ thì không gắn được với việc nào.

    Sai: `task: hoi-ngi`
    Đúng: `task: hoi-nghi`
    """
    for plan in site.plans:
        ids = [task.id for task in plan.meta.tasks]
        for place, target in enumerate(plan.meta.targets):
            if target.task and target.task not in ids:
                meant = nearest(target.task, ids)
                advice = say("Chọn một trong: {allowed}.", allowed=", ".join(ids)) if ids else say("Xóa dòng `task`.")
                fix: str | Text = f"task: {meant}" if meant else advice
                yield (
                    _place(plan, "targets", place, "task"),
                    {"name": target.name, "found": target.task, "fix": fix},
                )


@rule(
    "CCHC878",
    Severity.WARNING,
    message="Chỉ tiêu «{name}» không đếm được gì: chưa bản ghi nào có `{key}` là «{found}».",
    hint="{fix}",
)
def filter_matches_nothing(site: Site) -> Iterator[tuple[Place, Params]]:
    """Bộ lọc bằng chữ của chỉ tiêu khớp với ít nhất một bản ghi.

    Vì sao: gõ sai một chữ ở bộ lọc thì chỉ tiêu đứng mãi ở số 0 mà không ai biết vì sao.

    Sai: `audience: hộ kinh danh`
    Đúng: `audience: hộ kinh doanh`
    """
    for item in plans.targets(site):
        for key, found, known in unmatched(site, item.target):
            meant = nearest(found, known)
            advice = say("Sửa lại, hoặc bỏ khóa `{key}` nếu chỉ tiêu không cần lọc.", key=key)
            fix: str | Text = f"{key}: {written(meant)}" if meant else advice
            told = {"name": item.target.name, "key": key, "found": found, "fix": fix}
            yield _place(item.plan, "targets", item.place, key), told


@rule(
    "CCHC879",
    Severity.WARNING,
    message="Chỉ tiêu «{name}», {period}: đạt {reached}, thiếu {missing}; chịu trách nhiệm: {unit}.",
    hint="Bổ sung kết quả còn thiếu, hoặc thêm giải trình vào `waivers` của chỉ tiêu.",
)
def target_short(site: Site) -> Iterator[tuple[Place, Params]]:
    """Kỳ đã qua đạt chỉ tiêu của kế hoạch, hoặc có giải trình.

    Vì sao: cùng một cách tính với chỉ tiêu tin, bài: kỳ đã khép lại mà chưa đạt thì phải bổ sung hoặc giải trình
    trước khi báo cáo.

    Sai: `at_least: 2` với `within: 2026-Q2..2026-Q3`, hết quý III mới có 01
    Đúng: thêm kết quả, hoặc `waivers: [{period: 2026-Q2..2026-Q3, reason: …, approved_by: …, date: 2026-10-02}]`
    """
    for item in plans.targets(site):
        answers = item.target.unit and site.config.unit(item.target.unit).name
        for row in item.short:
            yield (
                _place(item.plan, "targets", item.place),
                {
                    "name": item.target.name,
                    "period": plan_words.period(row.period, site.config.language),
                    "reached": plan_words.reached(row),
                    "missing": two(row.missing),
                    "unit": answers or site.config.agency.name,
                },
            )
