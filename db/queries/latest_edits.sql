-- The latest change before revision ?3 of each of some parts of a report (?2: a JSON list of their names). Each is one
-- look into the index change_part, however long the journal is.
WITH latest AS MATERIALIZED (
    SELECT part.id AS part, part.name AS name,
           (SELECT max(revision) FROM change WHERE report = ?1 AND change.part = part.id AND revision < ?3) AS revision
    FROM json_each(?2) AS wanted JOIN part ON part.name = wanted.value
)
SELECT latest.revision, batch.time, batch.actor, batch.origin, batch.detail, batch.undoes, batch.brought,
       latest.part, latest.name, change.at, change.old, change.new, change.origin, change.detail
FROM latest
CROSS JOIN change ON change.report = ?1 AND change.revision = latest.revision AND change.part = latest.part
CROSS JOIN batch ON batch.report = ?1 AND batch.revision = latest.revision
