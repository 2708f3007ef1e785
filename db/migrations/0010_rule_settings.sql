-- What this database sets otherwise than the catalogue of rules: thresholds, deadlines, severities, rules switched off.
CREATE TABLE rule_setting (
    name  TEXT PRIMARY KEY,  -- jump_floor, deadline; or a rule's id
    value TEXT NOT NULL,     -- 20, 02-20; or a severity, or off
    actor TEXT NOT NULL,
    time  TEXT NOT NULL
) WITHOUT ROWID;

-- The version of the rules that a waived finding was made with.
ALTER TABLE waiver ADD COLUMN rules_version TEXT NOT NULL DEFAULT '';
