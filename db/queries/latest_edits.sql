-- The latest edit before revision ?3 of each of some parts of a report (?2: a JSON list of their names).
-- With max(), SQLite takes the other columns from the row that has the maximum.
SELECT max(edit.revision), batch.time, batch.actor, batch.origin, batch.detail, batch.undoes,
       part.id, part.name, edit.at, edit.old, edit.new, edit.origin, edit.detail
FROM edit
JOIN part ON part.id = edit.part
JOIN batch ON batch.report = edit.report AND batch.revision = edit.revision
WHERE edit.report = ?1
  AND edit.part IN (SELECT part.id FROM json_each(?2) AS wanted JOIN part ON part.name = wanted.value)
  AND edit.revision < ?3
GROUP BY edit.part
