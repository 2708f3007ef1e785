-- The changes of a report from the latest back, at most ?2 (-1: all); the numbers of `opening` are none. An act without changes
-- (submitting, waiving) gives one row without a part. Read along the primary keys, so that it ends with the last row wanted.
SELECT batch.revision, batch.time, batch.actor, batch.origin, batch.detail, batch.undoes, batch.brought,
       part.id, part.name, change.at, change.old, change.new, change.origin, change.detail
FROM batch
LEFT JOIN change ON change.report = batch.report AND change.revision = batch.revision
LEFT JOIN part ON part.id = change.part
WHERE batch.report = ?1
ORDER BY batch.revision DESC, change.part DESC
LIMIT ?2
