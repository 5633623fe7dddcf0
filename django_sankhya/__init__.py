"""The Sankhya ERP as a Django database."""

__version__ = "0.1.0"
