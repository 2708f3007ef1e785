"""Keys and actions."""
