-- Which agency took over from which in a reform: a merger has several predecessors, a split several successors.
CREATE TABLE succession (
    successor   INTEGER NOT NULL REFERENCES agency (id) ON DELETE CASCADE,
    predecessor INTEGER NOT NULL REFERENCES agency (id) ON DELETE CASCADE,
    day         TEXT NOT NULL,               -- of the reform: 2024-05-01
    year        INTEGER NOT NULL,            -- the first year the successor reports on
    share       TEXT NOT NULL DEFAULT '1',   -- what part of the predecessor's numbers went over, as a decimal
    ends        INTEGER NOT NULL DEFAULT 1 CHECK (ends IN (0, 1)), -- has the predecessor ceased to be?
    actor       TEXT NOT NULL,
    time        TEXT NOT NULL,
    PRIMARY KEY (successor, predecessor)
) WITHOUT ROWID;
CREATE INDEX succession_predecessor ON succession (predecessor);
