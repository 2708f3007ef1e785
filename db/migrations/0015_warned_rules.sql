-- Beside how many warnings a report has, the rules they are of, separated by spaces: what few are warned of tells more.
DELETE FROM check_count;
ALTER TABLE check_count ADD COLUMN warned TEXT NOT NULL DEFAULT '';
