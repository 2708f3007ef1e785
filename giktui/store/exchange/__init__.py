"""Reports that move between databases: packages and whole databases."""
