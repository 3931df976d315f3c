"""What an agency decides about feedback (phản ánh, kiến nghị); what the law decides is in `cchc.feedback`."""

from typing import Annotated

from pydantic import Field

from cchc.schema.fields import Line, Model, Slug


class FeedbackSettings(Model):
    """The `feedback` entry of mkdocs.yml."""

    answer_days: int = Field(default=15, ge=1, le=365)
    """Working days within which an answer is due where the record does not say when.

    A setting, not the law: NĐ 20/2008/NĐ-CP gives no number of days, and leaves the period to how complex a
    matter is.
    """
    receiving_unit: Slug | None = None
    """The unit that receives feedback and forwards it; without one, the unit that answers for the quota."""
    public_contacts: Annotated[tuple[Line, ...], Field(strict=False)] = ()
    """Telephone numbers, mailboxes and addresses of other public bodies that a reply may name."""
