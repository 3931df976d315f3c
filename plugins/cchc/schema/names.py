"""Units and topics as front matter names them."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from cchc.schema.fields import Line, said_as
from cchc.schema.settings import PluginConfig, Topic, Unit
from cchc.text import fold_name, nearest, slug


class Names:
    """Finds a unit or topic by slug, full name, short name or alias, however it was typed."""

    def __init__(self, items: tuple[Unit, ...] | tuple[Topic, ...]) -> None:
        self.items: dict[str, Unit | Topic] = {item.id: item for item in items}
        self._ids: dict[str, str] = {}
        self._spellings: list[tuple[str, str]] = []
        for item in items:
            for name in item.names:
                self._ids[fold_name(name)] = item.id
                self._spellings.append((name, item.id))

    def id_of(self, written: str) -> str | None:
        """Return the slug that a name stands for."""
        return self._ids.get(fold_name(written))

    def nearest(self, written: str) -> str | None:
        """Return the slug of the one name that holds the words written, else of the name most like them."""
        words = slug(written).replace("tthc", "thu-tuc-hanh-chinh")
        holders = {id_ for name, id_ in self._spellings if words and f"-{words}-" in f"-{slug(name, 0)}-"}
        if len(holders) == 1:
            return holders.pop()
        spelling = nearest(written, (name for name, _ in self._spellings), cutoff=0.7)
        return self._ids[fold_name(spelling)] if spelling else None


class Vocabulary:
    """The units and topics that front matter may name; the context of post validation."""

    def __init__(self, config: PluginConfig) -> None:
        self.units = Names(config.units)
        self.topics = Names(config.topic_list)
        self.groups = {fold_name(name): group for group in config.unit_groups for name in group.names}


def _resolve(kind: Literal["unit", "topic"], written: str, info: ValidationInfo) -> str:
    if not isinstance(info.context, Vocabulary):
        return written
    names = info.context.units if kind == "unit" else info.context.topics
    found = names.id_of(written)
    if found is None and kind == "unit" and fold_name(written) in info.context.groups:
        raise PydanticCustomError("group_of_units", "group_of_units", {"allowed": ", ".join(names.items)})
    if found is None:
        raise PydanticCustomError(
            f"unknown_{kind}",
            "unknown",
            {"allowed": ", ".join(names.items), "nearest": names.nearest(written)},
        )
    return found


def _one_or_more(written: str, info: ValidationInfo) -> Any:
    group = info.context.groups.get(fold_name(written)) if isinstance(info.context, Vocabulary) else None
    return group.units if group else _resolve("unit", written, info)


def _in_one_row(units: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(id_ for item in units for id_ in (item if isinstance(item, tuple) else (item,)))


def _each_once(units: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(units))


UnitRef = Annotated[Line, AfterValidator(lambda value, info: _resolve("unit", value, info)), said_as("unit")]
TopicRef = Annotated[Line, AfterValidator(lambda value, info: _resolve("topic", value, info)), said_as("topic")]
_UnitsRef = Annotated[Line, AfterValidator(_one_or_more), said_as("units")]
_Row = AfterValidator(_in_one_row)
NamedUnits = Annotated[tuple[_UnitsRef, ...], Field(strict=False), _Row]
"""Units in a row; one name may stand for several (`UnitGroup`), of which some may be named besides."""
UnitRefs = Annotated[NamedUnits, AfterValidator(_each_once)]
SomeUnits = Annotated[tuple[_UnitsRef, ...], Field(strict=False, min_length=1), _Row, AfterValidator(_each_once)]
