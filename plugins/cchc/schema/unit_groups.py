"""Names that stand for several units at once, as plans write them: «Các phòng, đơn vị»."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import Field
from pydantic_core import PydanticCustomError

from cchc.schema.fields import Line, Model, Slug
from cchc.text import fold_name


class UnitGroup(Model):
    """A name for some of the agency's units; what names it means every one of them."""

    name: Line
    aliases: tuple[Line, ...] = Field(default=(), strict=False)
    units: Annotated[tuple[Slug, ...], Field(strict=False, min_length=1)]

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that a list of units may call it."""
        return (self.name, *self.aliases)


def refuse_wrong(groups: Sequence[UnitGroup], named: Mapping[str, str], ids: Sequence[str]) -> None:
    """Refuse a unit that mkdocs.yml does not have, and a name that stands for something else, too.

    `named` tells whose each name of a unit is.
    """
    holders = dict(named)
    for place, group in enumerate(groups):
        for id_ in group.units:
            if id_ not in ids:
                where = {"at": f"unit_groups.{place}.units", "found": id_, "allowed": ", ".join(ids)}
                raise PydanticCustomError("responsible_unit", "responsible_unit", where)
        for name in group.names:
            first = holders.setdefault(fold_name(name), group.name)
            if first != group.name:
                where = {"at": "unit_groups", "found": name, "ids": f"{first}, {group.name}"}
                raise PydanticCustomError("name_twice", "name_twice", where)


def gathered(groups: Sequence[UnitGroup], ids: Sequence[str]) -> list[UnitGroup | str]:
    """Return a list of units in which a row that is a whole group is the group; the largest group goes first."""
    shown: list[UnitGroup | str] = []
    left = tuple(ids)
    large_first = sorted(groups, key=lambda group: -len(group.units))
    while left:
        found = next((group for group in large_first if left[: len(group.units)] == group.units), None)
        shown.append(found if found and len(found.units) > 1 else left[0])
        left = left[len(found.units) if found else 1 :]
    return shown
