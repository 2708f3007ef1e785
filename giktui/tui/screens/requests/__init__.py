"""The register of requests on the screen: what is due, entering and answering, taking lists in, filling the report."""
