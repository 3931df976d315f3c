"""The manager's desk in words: on a terminal, in Markdown, as data, and as the note that is sent to a unit."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from cchc import labels
from cchc.dates import day_label
from cchc.desk import AHEAD, SOON, Desk, Item, Urgency
from cchc.formats.safe import plain, visible
from cchc.locale import Text, Translator, say
from cchc.schema import Unit

HEADING = say("Việc cần theo dõi")
COLUMNS = (say("Thời hạn"), say("Việc"), say("Đề nghị"), say("Ở đâu"))
URGENCY = {
    Urgency.OVERDUE: say("việc quá hạn"),
    Urgency.SOON: say("việc đến hạn trong {days} ngày", days=labels.two(SOON)),
    Urgency.UNDATED: say("việc cần xử lý, không ghi hạn"),
    Urgency.LATER: say("việc chưa đến hạn"),
    Urgency.INVITED: say("việc mời tham gia"),
}
_COLOURS = {Urgency.OVERDUE: "bold red", Urgency.SOON: "yellow", Urgency.UNDATED: "cyan"}
_NAMES = 7
"""Of what a matter is about, so many are named."""
_WIDTH = 80


def summary(desk: Desk, translate: Translator, items: Sequence[Item] | None = None) -> str:
    """Return in a sentence how much is overdue and due soon, and in another what there is besides."""
    pressing = [(item, desk.count(item, items)) for item in (Urgency.OVERDUE, Urgency.SOON)]
    said = [_counted(desk, it, items, translate) for it, number in pressing if number]
    none = [URGENCY[it].render(translate) for it, number in pressing if not number]
    if not said:
        text = say("Không có {first}, {second}.", first=none[0], second=none[1]).render(translate)
    elif none:
        text = say("Có {some}; không có {none}.", some=said[0], none=none[0]).render(translate)
    else:
        text = say("Có {some}.", some=", ".join(said)).render(translate)
    others = (Urgency.UNDATED, Urgency.LATER, Urgency.INVITED)
    rest = [_counted(desk, it, items, translate) for it in others if desk.count(it, items)]
    return f"{text} {say('Ngoài ra: {rest}.', rest='; '.join(rest)).render(translate)}" if rest else text


def _counted(desk: Desk, urgency: Urgency, items: Sequence[Item] | None, translate: Translator) -> str:
    return f"{labels.two(desk.count(urgency, items))} {URGENCY[urgency].render(translate)}"


def when(desk: Desk, item: Item, translate: Translator) -> str:
    """Return how long a matter has been overdue, how many days it has, or since when it waits."""
    today, left = desk.site.today, item.days_left(desk.site.today)
    if item.due is not None and left is not None:
        day = labels.day(item.due, translate.language)
        if left < 0:
            return say("quá hạn {n} ngày ({day})", n=str(-left), day=day).render(translate)
        if not left:
            return say("hết hạn hôm nay ({day})", day=day).render(translate)
        return say("còn {n} ngày ({day})", n=str(left), day=day).render(translate)
    if item.since is None:
        return translate("không ghi hạn")
    day = labels.day(item.since, translate.language)
    return say("từ ngày {day} ({n} ngày)", day=day, n=str((today - item.since).days)).render(translate)


def what(item: Item, translate: Translator) -> str:
    """Return what is the matter, what it is about, and who wrote the file; in one line."""
    text = item.what.render(translate)
    if item.names:
        shown = ", ".join(f"«{name}»" if " " in name else name for name in item.names[:_NAMES])
        more = len(item.names) - _NAMES
        text += f": {shown}" + (say(" và {n} mục khác", n=labels.two(more)).render(translate) if more > 0 else "")
    if item.author:
        text += say("; tác giả: {author}", author=item.author).render(translate)
    return plain(text)


def todo(item: Item, translate: Translator) -> str:
    """Return what is asked, in one line without a stop at its end."""
    return plain(item.todo.render(translate)).rstrip(". ")


def where(item: Item) -> str:
    """Return the file in question, and its line where that is not the first; empty where there is none."""
    if item.path is None:
        return ""
    return visible(str(item.path)) + (f":{item.line}" if item.line > 1 else "")


def name_of(desk: Desk, unit: Unit | None, translate: Translator) -> str:
    """Return whose matters they are."""
    if unit is not None:
        return unit.name
    return say("{agency} (chưa giao đơn vị)", agency=desk.site.config.agency.name).render(translate)


# --------------------------------------------------------------------- outlook


def outlook(desk: Desk, translate: Translator) -> list[str]:
    """Return what lies ahead and what is not told, a sentence each."""
    said = (*_overview(desk), _events(desk, translate), *_not_set(desk, translate))
    return [plain(text.render(translate)) for text in said]


def overview(desk: Desk, translate: Translator) -> list[str]:
    """Return the same without the events."""
    return [plain(text.render(translate)) for text in (*_overview(desk), *_not_set(desk, translate))]


def _overview(desk: Desk) -> Iterator[Text]:
    yield from _report(desk)
    if desk.theme:
        yield say(
            "Chủ đề năm {year} «{theme}»: {n}/{all} tin, bài (có nhãn trùng chủ đề, hoặc có nguyên cụm từ chủ đề trong "
            "tiêu đề, tóm tắt, nội dung).",
            year=str(desk.theme.year),
            theme=desk.theme.text,
            n=labels.two(desk.theme.carried),
            all=labels.two(desk.theme.posts),
        )
    planned = [row for row in desk.reach if row.is_planned]
    reached = [f"{row.name} ({labels.two(row.times)})" for row in planned if row.times]
    if reached:
        yield say("Nhóm đối tượng của kế hoạch đã có hoạt động trong năm: {names}.", names="; ".join(reached))
    if missed := [row.name for row in planned if not row.times]:
        yield say("Nhóm đối tượng của kế hoạch chưa có hoạt động trong năm: {names}.", names="; ".join(missed))
    if others := [f"{row.name} ({labels.two(row.times)})" for row in desk.reach if not row.is_planned]:
        yield say("Nhóm khác đã có hoạt động trong năm: {names}.", names="; ".join(others))


def _events(desk: Desk, translate: Translator) -> Text:
    names = "; ".join(_ahead(desk, translate))
    if names:
        return say("Trong {n} ngày tới có: {names}.", n=labels.two(AHEAD), names=names)
    return say("Trong {n} ngày tới chưa có sự kiện nào.", n=labels.two(AHEAD))


def _not_set(desk: Desk, translate: Translator) -> Iterator[Text]:
    if desk.not_set:
        yield say("Chưa theo dõi được: {what}.", what="; ".join(item.render(translate) for item in desk.not_set))


def _ahead(desk: Desk, translate: Translator) -> Iterator[str]:
    for item in desk.ahead:
        status = f", {item.status.render(translate)}" if item.status else ""
        yield f"{item.title} ({labels.day(item.first, translate.language)}, {item.unit.name}{status})"


def _report(desk: Desk) -> Iterator[Text]:
    window, today = desk.report.window, desk.site.today
    told: dict[str, str | Text] = {
        "name": window.name,
        "first": day_label(window.first),
        "last": day_label(window.last),
        "left": labels.two((window.last - today).days),
        "unit": desk.report.unit.name if desk.report.unit else desk.site.config.agency.name,
    }
    if window.due:
        yield say(
            "Báo cáo kế tiếp: {name}, số liệu từ {first} đến {last} (còn {left} ngày), gửi trước hết ngày {due} (còn "
            "{days} ngày); {unit} tổng hợp.",
            due=day_label(window.due),
            days=labels.two((window.due - today).days),
            **told,
        )
    else:
        yield say("Báo cáo kế tiếp: {name}, số liệu từ {first} đến {last} (còn {left} ngày); {unit} tổng hợp.", **told)
    for window, is_frozen in desk.report.last:
        last = {"name": window.name, "last": day_label(window.last)}
        if is_frozen:
            yield say("Báo cáo trước: {name}, số liệu đến {last} đã chốt.", **last)
        else:
            yield say("Báo cáo trước: {name}, số liệu đến {last} chưa chốt (cchc report --freeze).", **last)


# ---------------------------------------------------------------------- formats


def is_bare(desk: Desk) -> bool:
    """Whether the site has nothing yet that anyone could owe."""
    plugin = desk.site.config.plugin
    return not (desk.items or plugin.units or desk.site.posts or desk.site.filed)


def welcome(desk: Desk, translate: Translator) -> str:
    """Return what a site is told that has nothing yet."""
    return say(
        "Trang chưa khai báo đơn vị, chỉ tiêu, kế hoạch nên chưa có việc nào để theo dõi. Bắt đầu: {what}.",
        what="; ".join(item.render(translate) for item in desk.not_set),
    ).render(translate)


def note(desk: Desk, unit: Unit, translate: Translator, shown: Callable[[str], str] = plain) -> str:
    """Return the note that is sent to a unit: what it owes, and what it is asked for; each text as it is `shown`."""
    items, day = desk.of(unit), labels.day(desk.site.today, translate.language)
    head = shown(say("Kính gửi: {unit}", unit=unit.name).render(translate))
    if not items:
        text = say(
            "Đến ngày {day}, không có việc nào về thông tin, tuyên truyền cải cách hành chính cần đơn vị thực hiện "
            "thêm. Trân trọng cảm ơn đơn vị.",
            day=day,
        )
        return f"{head}\n\n{shown(text.render(translate))}\n"
    count = summary(desk, translate, items)
    lines = [head, "", shown(say("Số liệu đến ngày {day}. {count}", day=day, count=count).render(translate)), ""]
    for number, item in enumerate(items, 1):
        told = f"{what(item, translate).rstrip('.')}; {when(desk, item, translate)}."
        ask = say("Mời đơn vị {todo}.") if item.is_invited else say("Đề nghị đơn vị {todo}.")
        said = [told, say(ask.message, todo=todo(item, translate)).render(translate)]
        said += [say("Tệp: {path}.", path=where(item)).render(translate)] if item.path else []
        lines.append(f"{number}. {shown(' '.join(said))}")
    lines += ["", shown(say("Trân trọng cảm ơn sự phối hợp của đơn vị.").render(translate))]
    return "\n".join(lines) + "\n"


def as_text(desk: Desk, translate: Translator, console: Console) -> None:
    """Print all of it: as tables in colour on a terminal, else in plain lines."""
    if is_bare(desk):
        console.print(Styled(welcome(desk, translate)), soft_wrap=True)
        return
    worst = next((it for it in Urgency if desk.count(it)), None)
    console.print(
        Styled(summary(desk, translate), style=_COLOURS.get(worst, "green") if worst else "green"), soft_wrap=True
    )
    show = _table if console.is_terminal else _lines
    for unit, items in desk.by_unit:
        show(desk, unit, items, translate, console)
    console.print()
    for line in outlook(desk, translate):
        console.print(Styled(line), soft_wrap=True)


def _table(desk: Desk, unit: Unit | None, items: Sequence[Item], translate: Translator, console: Console) -> None:
    table = Table(title=Styled(plain(name_of(desk, unit, translate)), style="bold"), show_lines=True, expand=True)
    table.add_column(COLUMNS[0].render(translate), ratio=2, overflow="fold")
    table.add_column(COLUMNS[1].render(translate), ratio=7, overflow="fold")
    for item in items:
        about = Styled(what(item, translate))
        about.append(f"\n→ {todo(item, translate)}", style="green")
        if item.path:
            about.append(f"\n{where(item)}", style="dim")
        colour = _COLOURS.get(item.urgency(desk.site.today), "dim")
        table.add_row(Styled(when(desk, item, translate), style=colour), about)
    console.print()
    console.print(table, width=max(console.width, _WIDTH), crop=False)


def _lines(desk: Desk, unit: Unit | None, items: Sequence[Item], translate: Translator, console: Console) -> None:
    lines = ["", plain(name_of(desk, unit, translate))]
    for item in items:
        lines += [f"  {when(desk, item, translate)}: {what(item, translate)}", f"      → {todo(item, translate)}"]
        lines += [f"      {where(item)}"] if item.path else []
    for line in lines:
        console.print(Styled(line.replace("##[", "## [")), soft_wrap=True)  # a runner would take it for a command


def as_markdown(desk: Desk, translate: Translator) -> str:
    """Return all of it for an issue, a wiki, or the summary of a CI step."""
    day = labels.day(desk.site.today, translate.language)
    lines = [f"## {say('{heading} đến ngày {day}', heading=HEADING, day=day).render(translate)}", ""]
    if is_bare(desk):
        return "\n".join([*lines, cell(welcome(desk, translate))]) + "\n"
    lines.append(f"**{summary(desk, translate)}**")
    for unit, items in desk.by_unit:
        lines += ["", f"### {cell(name_of(desk, unit, translate))}", ""]
        lines += [_row([column.render(translate) for column in COLUMNS]), "|---|---|---|---|"]
        for item in items:
            cells = (when(desk, item, translate), what(item, translate), todo(item, translate), where(item))
            lines.append(_row([cell(text) for text in cells]))
    lines += ["", *(f"- {cell(line)}" for line in outlook(desk, translate))]
    return "\n".join(lines) + "\n"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def cell(text: str) -> str:
    """Return a text as Markdown shows it as it is, in a table too."""
    text = plain(text).replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"([\\|`*_\[\]~$])", r"\\\1", text)


def data(desk: Desk, translate: Translator, items: Sequence[Item] | None = None) -> dict[str, Any]:
    """Return all of it, or some matters, as plain data (schema version 1)."""
    today, chosen = desk.site.today, desk.items if items is None else items
    window, unit = desk.report.window, desk.report.unit
    return {
        "schema_version": 1,
        "agency": desk.site.config.agency.name,
        "today": str(today),
        "summary": {urgency.value: desk.count(urgency, chosen) for urgency in Urgency},
        "items": [_item(desk, item, translate) for item in chosen],
        "report": {
            **_window(window, translate),
            "unit": unit.id if unit else None,
            "days_to_last": (window.last - today).days,
            "days_to_due": (window.due - today).days if window.due else None,
            "before": [{**_window(it, translate), "is_frozen": is_frozen} for it, is_frozen in desk.report.last],
        },
        "theme": desk.theme
        and {
            "year": desk.theme.year,
            "text": desk.theme.text,
            "carried": desk.theme.carried,
            "posts": desk.theme.posts,
        },
        "audiences": [{"name": row.name, "times": row.times, "is_planned": row.is_planned} for row in desk.reach],
        "ahead": [
            {
                "title": row.title,
                "kind": row.kind.render(translate),
                "status": row.status.render(translate) if row.status else None,
                "date": str(row.first),
                "unit": row.unit.id,
                "place": row.place or None,
                "url": desk.site.config.site_url + row.url,
            }
            for row in desk.ahead
        ],
        "not_set": [item.render(translate) for item in desk.not_set],
    }


def _window(window: Any, translate: Translator) -> dict[str, Any]:
    name = window.name if isinstance(window.name, str) else window.name.render(translate)
    days = {"first": str(window.first), "last": str(window.last), "due": str(window.due) if window.due else None}
    return {"id": window.id, "name": name, **days}


def _item(desk: Desk, item: Item, translate: Translator) -> dict[str, Any]:
    today = desk.site.today
    return {
        "kind": item.kind.value,
        "urgency": item.urgency(today).value,
        "units": [unit.id for unit in item.units],
        "what": item.what.render(translate),
        "todo": item.todo.render(translate),
        "path": str(item.path) if item.path else None,
        "line": item.line if item.path else None,
        "due": str(item.due) if item.due else None,
        "days_left": item.days_left(today),
        "since": str(item.since) if item.since else None,
        "names": list(item.names),
        "author": item.author or None,
    }
