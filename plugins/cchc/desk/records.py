"""What is published and grows old: procedures that nobody goes over, posts that name what is no longer in force."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from cchc import labels, upkeep
from cchc.desk.content import Item, Kind
from cchc.locale import Text, say
from cchc.model import Site
from cchc.records import Procedure
from cchc.rules import Rule
from cchc.rules.documents import cites_what_expired
from cchc.rules.procedures import outdated_procedure


def items(site: Site) -> Iterator[Item]:
    """Yield the procedures to go over, by the unit that has to, and the posts to look at."""
    yield from _procedures(site)
    yield from _found(site, cites_what_expired, Kind.CITATION)
    yield from _found(site, outdated_procedure, Kind.MENTION)


def _procedures(site: Site) -> Iterator[Item]:
    rows: dict[str | None, list[Procedure]] = defaultdict(list)
    for procedure in upkeep.overdue(site):
        rows[procedure.meta.owner_unit].append(procedure)
    for id_, found in rows.items():
        days = [day for item in found if (day := upkeep.reviewed(item, site.today))]
        yield Item(
            kind=Kind.PROCEDURES,
            what=say("{n} thủ tục quá {days} ngày chưa rà soát", n=labels.two(len(found)), days=str(upkeep.DAYS)),
            todo=say("rà soát, đối chiếu với Cổng DVCQG, ghi ngày rà soát (reviewed_on)"),
            units=(site.config.unit(id_),) if id_ else (),
            path=found[0].path if len(found) == 1 else found[0].path.parent,
            url="thu-tuc/ra-soat/",
            due=min(days) + dt.timedelta(days=upkeep.DAYS) if days else None,
            names=tuple(item.meta.code for item in found),
        )


def _found(site: Site, rule: Rule, kind: Kind) -> Iterator[Item]:
    """Yield what a rule finds in posts that readers see, but for what their editors let stand with a reason."""
    posts = {post.path: post for post in site.public_posts}
    for place, params in rule.check(site):
        post = posts.get(place.path)
        if post is None or post.meta.ignore.get(rule.code):
            continue
        yield Item(
            kind=kind,
            what=say("«{title}»: {finding}", title=post.title, finding=Text(rule.message, params)),
            todo=Text(rule.hint, params)
            if kind is Kind.CITATION
            else say("sửa bài: {fix}", fix=Text(rule.hint, params)),
            units=(post.unit,),
            path=place.path,
            line=place.line,
            url=post.url,
        )
