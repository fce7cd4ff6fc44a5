"""Athena SQL to DuckDB SQL: a statement's tree is typed as the engine would, and only what is known is written out."""
