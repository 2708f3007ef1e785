-- Texts and tables that two reports had in common when twins were last looked for; out of date once a revision has moved.
CREATE TABLE twin (
    report         INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    revision       INTEGER NOT NULL,
    other          INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    other_revision INTEGER NOT NULL,
    section        TEXT NOT NULL,
    percent        INTEGER NOT NULL,
    figures        INTEGER NOT NULL, -- equal numbers of a table other than zero; 0 for a text
    time           TEXT NOT NULL,
    PRIMARY KEY (report, section, other)
) WITHOUT ROWID;
