"""Everything that touches textual's private parts: what is sent to the terminal, and which key comes when."""
