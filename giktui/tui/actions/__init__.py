"""The actions of the app, one module for each part of it; `giktui.tui.keymap.actions` gathers them."""
