-- The latest change before revision ?3 of each of some parts of a report (?2: a JSON list of their names).
-- With max(), SQLite takes the other columns from the row that has the maximum.
SELECT max(change.revision), batch.time, batch.actor, batch.origin, batch.detail, batch.undoes,
       part.id, part.name, change.at, change.old, change.new, change.origin, change.detail
FROM change
JOIN part ON part.id = change.part
JOIN batch ON batch.report = change.report AND batch.revision = change.revision
WHERE change.report = ?1
  AND change.part IN (SELECT part.id FROM json_each(?2) AS wanted JOIN part ON part.name = wanted.value)
  AND change.revision < ?3
GROUP BY change.part
