"""What proves that something was done (tài liệu kiểm chứng)."""

from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from cchc.schema.fields import DayField, Id, Line, Model, Url
from cchc.schema.posts import PostId


class Evidence(Model):
    """One piece of evidence: something of this site by its address or number, or a page elsewhere."""

    post: PostId | None = None
    document: Line | None = None
    """Its number; its `id` where two have one number."""
    event: Id | None = None
    activity: Id | None = None
    url: Url | None = None
    title: Line | None = None
    """What a page elsewhere is called."""
    date: DayField | None = None
    """The day of a page elsewhere; what is of this site has a day of its own."""

    @model_validator(mode="after")
    def _names_one_thing(self) -> Self:
        named = (self.post, self.document, self.event, self.activity, self.url)
        if sum(value is not None for value in named) != 1 or (self.url and not self.title):
            raise PydanticCustomError("evidence", "evidence")
        return self
