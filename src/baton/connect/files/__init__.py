"""CSV, Parquet and XLSX files as a source of facts, by a YAML mapping."""

from baton.connect.files.importing import ImportReport, check_mapping, import_directory

__all__ = ["ImportReport", "check_mapping", "import_directory"]
