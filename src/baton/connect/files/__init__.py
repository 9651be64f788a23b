"""CSV, Parquet and XLSX files as a source of facts, by a YAML mapping."""
