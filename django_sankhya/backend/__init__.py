"""The Django database backend: what a Query means to the ERP."""
