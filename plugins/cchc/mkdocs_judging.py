"""Saying, when a site is built, what is wrong with it; stopping only where the build was told to."""

import logging

from mkdocs.exceptions import PluginError

from cchc import quota
from cchc.locale import say, translator
from cchc.model import Site
from cchc.reports import quota as quota_report
from cchc.schema import Enforce
from cchc.verdict import Verdict

log = logging.getLogger("mkdocs.plugins.cchc")


def judge(site: Site, found: Verdict, *, strict: bool) -> None:
    """Say what is wrong; stop, with the old site still there, only where the build was told to."""
    translate = translator(site.config.language)
    rejected = {item.path for item in site.rejected}
    left_out = []
    for finding in found.findings:
        text = f"{finding.place.path}:{finding.place.line}: {finding.code}: {finding.message} → {finding.hint}"
        if finding.place.path in rejected:
            left_out.append(text)
            if not strict:
                log.warning(text)
        else:
            log.info(text)
    if left_out and strict:
        raise PluginError("\n".join(left_out))
    enforce = site.config.quota.enforce
    if enforce is Enforce.OFF:
        return
    tally = quota.tally(site)
    short = [quota_report.cells(site, row, translate) for row in tally.short]
    lines = [f"{name}: {result}. {unit}" for name, _, _, _, result, unit in short]
    if lines and enforce is Enforce.ERROR:
        raise PluginError("\n".join(lines))
    for line in lines:
        log.info(line)


def totals(site: Site) -> str:
    """Return what a build says first: how much there is, and of which day."""
    return say(
        "cchc: {posts} tin, bài; {procedures} thủ tục; {rejected} tệp chưa được đăng; ngày {today}.",
        posts=str(len(site.public_posts)),
        procedures=str(len(site.procedures)),
        rejected=str(len(site.rejected)),
        today=str(site.today),
    ).render(translator(site.config.language))
