"""The register of requests in the database: rows, import, counts, and the report filled from them."""
