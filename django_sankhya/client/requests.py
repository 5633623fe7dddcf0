"""What can be asked of the ERP, as values: each knows its service and its body.

A body is written once, by the rule with which the ERP itself maps XML to JSON (protocol §3): a
`dict` is an element, its `"$"` the text, its plain strings attributes, a list repeated elements.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, TypeAlias

__all__ = [
    "Body",
    "ExecuteQuery",
    "Fields",
    "Fieldset",
    "Invoke",
    "LoadRecords",
    "Parameter",
    "RemoveRecord",
    "Request",
    "SaveRecord",
]

Body: TypeAlias = Mapping[str, Any]
Fields: TypeAlias = tuple[tuple[str, str], ...]  # column and encoded value, in order


@dataclass(frozen=True, slots=True)
class Parameter:
    """A bind value of a criteria: its encoded text and its type letter S, I, F, D or H."""

    text: str
    type: str


@dataclass(frozen=True, slots=True)
class Fieldset:
    """The columns wanted of the entity at a path; the root's path is empty."""

    path: str
    columns: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Name the columns as the answer's metadata names them (protocol §4.2)."""
        prefix = self.path.replace(".", "_") + "_" if self.path else ""
        return tuple(prefix + column for column in self.columns)


class Request:
    """Something that can be asked of the ERP."""

    __slots__ = ()
    service: ClassVar[str]
    module: ClassVar[str] = "mge"
    writes: ClassVar[bool] = False  # then it is never sent twice in doubt
    native_json: ClassVar[bool] = False  # the service answers JSON that is no mapping of XML

    def body(self) -> Body:
        """Give the request body."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class LoadRecords(Request):
    """One page of an entity's rows (protocol §4.1).

    `criteria` is SQL on the alias `this` with one `?` for each parameter; `order_by` is SQL too.
    """

    service: ClassVar[str] = "CRUDServiceProvider.loadRecords"

    entity: str
    fieldsets: tuple[Fieldset, ...]
    criteria: str = ""
    parameters: tuple[Parameter, ...] = ()
    order_by: str = ""
    page: int = 0

    def at(self, page: int) -> LoadRecords:
        """Give the same request for another page."""
        return replace(self, page=page)

    @property
    def names(self) -> tuple[str, ...]:
        """Name all columns, in the order of the rows that the client gives."""
        return tuple(name for fieldset in self.fieldsets for name in fieldset.names)

    def body(self) -> Body:
        data_set: dict[str, Any] = {
            "rootEntity": self.entity,
            "includePresentationFields": "N",
            "offsetPage": str(self.page),
        }
        if len(self.fieldsets) > 1:
            data_set["tryJoinedFields"] = "true"
        if self.order_by:
            data_set["orderByExpression"] = self.order_by
        data_set["entity"] = [
            {"path": fieldset.path, "fieldset": {"list": ",".join(fieldset.columns)}}
            for fieldset in self.fieldsets
        ]
        if self.criteria:
            data_set["criteria"] = {
                "expression": {"$": self.criteria},
                "parameter": [{"$": p.text, "type": p.type} for p in self.parameters],
            }
        return {"dataSet": data_set}

    def __str__(self) -> str:
        columns = "; ".join(
            (f"{f.path}: " if f.path else "") + ", ".join(f.columns) for f in self.fieldsets
        )
        where = f" WHERE {self.criteria}" if self.criteria else ""
        values = ", ".join(f"{p.text!r} {p.type}" for p in self.parameters)
        bound = f" [{values}]" if values else ""
        order = f" ORDER BY {self.order_by}" if self.order_by else ""
        return f"LOAD {self.entity} ({columns}){where}{bound}{order} PAGE {self.page}"


@dataclass(frozen=True, slots=True)
class SaveRecord(Request):
    """An insert, or with a key an update, of one row (protocol §4.5).

    `returning` are the columns whose stored values the answer shall hold.
    """

    service: ClassVar[str] = "CRUDServiceProvider.saveRecord"
    writes: ClassVar[bool] = True

    entity: str
    values: Fields
    key: Fields = ()
    returning: tuple[str, ...] = ()

    def body(self) -> Body:
        row: dict[str, Any] = {"localFields": _elements(self.values)}
        if self.key:
            row["key"] = _elements(self.key)
        return {
            "dataSet": {
                "rootEntity": self.entity,
                "includePresentationFields": "N",
                "dataRow": row,
                "entity": {"path": "", "fieldset": {"list": ",".join(self.returning)}},
            }
        }

    def __str__(self) -> str:
        key = f" KEY {_listed(self.key)}" if self.key else ""
        return f"SAVE {self.entity}{key} SET {_listed(self.values)}"


@dataclass(frozen=True, slots=True)
class RemoveRecord(Request):
    """The removal of one row by its key (protocol §4.6)."""

    service: ClassVar[str] = "CRUDServiceProvider.removeRecord"
    writes: ClassVar[bool] = True

    entity: str
    key: Fields

    def body(self) -> Body:
        return {"entity": {"rootEntity": self.entity, "id": _elements(self.key)}}

    def __str__(self) -> str:
        return f"REMOVE {self.entity} KEY {_listed(self.key)}"


@dataclass(frozen=True, slots=True)
class ExecuteQuery(Request):
    """One SELECT on the physical tables, in the dialect of the ERP's database (protocol §6)."""

    service: ClassVar[str] = "DbExplorerSP.executeQuery"
    native_json: ClassVar[bool] = True

    sql: str

    def body(self) -> Body:
        return {"sql": self.sql}

    def __str__(self) -> str:
        return self.sql


@dataclass(frozen=True, slots=True)
class Invoke(Request):
    """Any other service by its name; it counts as a write unless you say otherwise."""

    service: str  # type: ignore[misc]  # here it is data, not a constant of the class
    content: Body = field(default_factory=dict)
    module: str = "mge"  # type: ignore[misc]
    writes: bool = True  # type: ignore[misc]

    def body(self) -> Body:
        return self.content

    def __str__(self) -> str:
        return f"INVOKE {self.module}@{self.service}"


def _elements(fields: Fields) -> dict[str, dict[str, str]]:
    return {column: {"$": value} for column, value in fields}


def _listed(fields: Fields) -> str:
    return ", ".join(f"{column}={value!r}" for column, value in fields)
