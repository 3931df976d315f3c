"""The rules. One decorated generator is a rule; its docstring is its help page."""

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType

from cchc.fix.files import mended
from cchc.locale import Params, Translator, fill
from cchc.mentions import outdated
from cchc.model import Finding, Place, Severity, Site

Check = Callable[[Site], Iterable[tuple[Place, Params]]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of mistake, and how to find every instance of it."""

    code: str
    severity: Severity
    message: str
    """One Vietnamese sentence; braces hold what the check found."""
    hint: str
    """What to do; the line to paste, where one is known."""
    check: Check

    @property
    def help(self) -> str:
        """The help page: what, why, wrong, right."""
        return inspect.getdoc(self.check) or ""

    @property
    def title(self) -> str:
        """The first line of the help page."""
        return self.help.split("\n", 1)[0]


def rule(code: str, severity: Severity, *, message: str, hint: str) -> Callable[[Check], Rule]:
    """Make a rule of a generator that yields a place and what was found there."""

    def make(check: Check) -> Rule:
        return Rule(code, severity, message, hint, check)

    return make


def reported(code: str, site: Site) -> Iterator[tuple[Place, Params]]:
    """Yield what loading already met under a code."""
    for problem in site.problems:
        if problem.code == code:
            yield problem.place, problem.params
    for rejected in site.rejected:
        for problem in rejected.problems:
            if problem.code == code:
                yield problem.place, problem.params


def rules() -> dict[str, Rule]:
    """Return every rule by its code, in the order of the codes."""
    from cchc.rules import (
        activities,
        body,
        counting,
        documents,
        events,
        feedback,
        files,
        indicators,
        media,
        names,
        personal,
        pictures,
        plans,
        procedures,
        suppression,
        translations,
        values,
        writing,
    )

    families: tuple[ModuleType, ...]
    families = (
        *(files, values, suppression, names, translations, writing, personal, body, pictures, media),
        *(procedures, documents, events, activities, indicators, feedback, plans, counting),
    )
    found = [item for family in families for item in vars(family).values() if isinstance(item, Rule)]
    return {item.code: item for item in sorted(found, key=lambda item: item.code)}


def check(site: Site, translate: Translator) -> list[Finding]:
    """Return every finding, sorted by path, line and code.

    Findings that front matter suppresses with a reason (`ignore: {CODE: reason}`) are left out;
    a mistake that keeps a file from being read can't be suppressed.
    """
    ignored = {(item.path, code) for item in site.records for code, reason in item.meta.ignore.items() if reason}
    fixable = {id(problem.place) for problem in mended(site)}  # a rule passes on the place that loading gave it
    fixable |= {id(item.place) for item in outdated(site) if item.is_certain}
    findings = [
        Finding(
            place=place,
            code=rule.code,
            severity=rule.severity,
            message=fill(translate(rule.message), params, translate),
            hint=fill(translate(rule.hint), params, translate).strip(),
            fixable=id(place) in fixable,
        )
        for rule in rules().values()
        for place, params in rule.check(site)
        if (place.path, rule.code) not in ignored
    ]
    return sorted(findings, key=lambda finding: finding.sort_key)
