-- The sections of tables have texts, too: what is printed around the table.
INSERT OR IGNORE INTO part (name) VALUES ('disclosure'), ('applications'), ('proceedings');
