"""The wire protocol: how things are said to the ERP. Knows no Django settings or models."""

from django_sankhya.client.client import Client, Format, Table
from django_sankhya.client.envelope import Page
from django_sankhya.client.requests import (
    ExecuteQuery,
    Fieldset,
    Invoke,
    LoadRecords,
    Parameter,
    RemoveRecord,
    Request,
    SaveRecord,
)

__all__ = [
    "Client",
    "ExecuteQuery",
    "Fieldset",
    "Format",
    "Invoke",
    "LoadRecords",
    "Page",
    "Parameter",
    "RemoveRecord",
    "Request",
    "SaveRecord",
    "Table",
]
