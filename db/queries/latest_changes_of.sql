-- The changes of one part (?3: its number) of a report from the latest back, at most ?2 (-1: all), by the index change_part.
SELECT batch.revision, batch.time, batch.actor, batch.origin, batch.detail, batch.undoes, batch.brought,
       part.id, part.name, change.at, change.old, change.new, change.origin, change.detail
FROM change INDEXED BY change_part
CROSS JOIN batch ON batch.report = change.report AND batch.revision = change.revision
CROSS JOIN part ON part.id = change.part
WHERE change.report = ?1 AND change.part = ?3
ORDER BY change.revision DESC
LIMIT ?2
