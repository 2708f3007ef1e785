-- Comments and notices that came with a package or another database: the file they came in; empty for our own.
ALTER TABLE comment ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE notice ADD COLUMN source TEXT NOT NULL DEFAULT '';
