"""Characters that nobody sees, as a piece of a pattern's class: marks that reorder text, and what has no width."""

UNSEEN = "\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
