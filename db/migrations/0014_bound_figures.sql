-- Numbers in a text that follow cells: from character `at`, so many characters, the sum of `cells` (ids, separated by
-- spaces; one with a - in front is taken off). One that no longer says the sum was edited by hand, and follows no more.
CREATE TABLE bound_figure (
    report INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    part   TEXT NOT NULL, -- a narrative's section, title or preamble
    at     INTEGER NOT NULL,
    length INTEGER NOT NULL,
    cells  TEXT NOT NULL,
    PRIMARY KEY (report, part, at)
) WITHOUT ROWID;
