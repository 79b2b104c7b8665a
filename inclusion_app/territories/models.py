"""Tables of the official geographic code. Their keys are the official codes, known by everyone."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inclusion_app.extensions import Base

_MANY_CODES = 6


class Region(Base):
    """A région, or an overseas collectivity that has none (its code is then that of its département)."""

    __tablename__ = "region"

    code: Mapped[str] = mapped_column(String(3), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    article: Mapped[str | None] = mapped_column(String(1))
    """INSEE's code of the article that the name takes, see `language`."""
    population: Mapped[int | None]
    search_text: Mapped[str] = mapped_column(String(100))


class Departement(Base):
    """A département, or an overseas collectivity counted with them."""

    __tablename__ = "departement"

    code: Mapped[str] = mapped_column(String(3), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"), index=True)
    article: Mapped[str | None] = mapped_column(String(1))
    """INSEE's code of the article that the name takes, see `language`."""
    population: Mapped[int | None]
    search_text: Mapped[str] = mapped_column(String(100))


class Epci(Base):
    """An intercommunality with its own tax (métropole, communauté urbaine, d'agglomération, de communes)."""

    __tablename__ = "epci"

    siren: Mapped[str] = mapped_column(String(9), primary_key=True)
    name: Mapped[str] = mapped_column(String(160))
    nature: Mapped[str] = mapped_column(String(8))
    departement_code: Mapped[str] = mapped_column(ForeignKey("departement.code"), index=True)
    """The département where most of its inhabitants live; its communes may lie in several."""
    population: Mapped[int | None]
    search_text: Mapped[str] = mapped_column(String(360))


class Ept(Base):
    """A public territorial establishment inside the Métropole du Grand Paris."""

    __tablename__ = "ept"

    siren: Mapped[str] = mapped_column(String(9), primary_key=True)
    name: Mapped[str] = mapped_column(String(160))


class Commune(Base):
    """A commune of the code of the year. One that disappears from the code stays, so that facts keep their place."""

    __tablename__ = "commune"
    __table_args__ = (
        Index("ix_commune_departement_code", "departement_code", "code"),
        Index("ix_commune_epci_siren", "epci_siren", "code"),
        Index("ix_commune_region_code", "region_code", "code"),
    )

    code: Mapped[str] = mapped_column(String(5), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    departement_code: Mapped[str] = mapped_column(ForeignKey("departement.code"))
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"))
    epci_siren: Mapped[str | None] = mapped_column(ForeignKey("epci.siren"))
    ept_siren: Mapped[str | None] = mapped_column(ForeignKey("ept.siren"))
    article: Mapped[str | None] = mapped_column(String(1))
    """INSEE's code of the article that the name takes, see `language`."""
    population: Mapped[int | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    """Of the town hall (WGS 84); unknown in the overseas collectivities."""
    search_text: Mapped[str] = mapped_column(String(100))
    """The folded name between two spaces, so that ' roche' finds the beginning of a word."""

    postal_codes: Mapped[list["CommunePostalCode"]] = relationship(
        order_by="CommunePostalCode.postal_code", viewonly=True
    )

    @property
    def label(self) -> str:
        """The name with its first postal code: « Limoges (87000) », « Paris (75) » where each district has its own."""
        codes = self.postal_codes
        if not codes:
            return self.name
        return f"{self.name} ({codes[0].postal_code if len(codes) <= _MANY_CODES else self.departement_code})"


class CommunePostalCode(Base):
    """A postal code that serves a commune; both sides may have several."""

    __tablename__ = "commune_postal_code"
    __table_args__ = (Index("ix_commune_postal_code_postal_code", "postal_code", "commune_code"),)

    commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"), primary_key=True)
    postal_code: Mapped[str] = mapped_column(String(5), primary_key=True)


class FormerCommune(Base):
    """An old INSEE code, or that of an arrondissement of Paris, Lyon, Marseille, and the commune of today."""

    __tablename__ = "former_commune"

    code: Mapped[str] = mapped_column(String(5), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    current_code: Mapped[str] = mapped_column(ForeignKey("commune.code"), index=True)
    search_text: Mapped[str] = mapped_column(String(100))
