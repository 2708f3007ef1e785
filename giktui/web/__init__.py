"""Reports from the web: pages, what is attached to them."""
