"""What the observatory keeps for itself."""

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from inclusion_app.kernel.db import Base


class CountedChange(Base):
    """A number drawn at random when rows that are counted in a year change; year 0 stands for all years.

    Triggers write it, see the migration 0002; nothing else does.
    """

    __tablename__ = "counted_change"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    token: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
