-- Every change of a report after revision ?2, oldest first; the numbers of `opening` are none. An act without changes (submitting, waiving)
-- gives one row without a part.
SELECT batch.revision, batch.time, batch.actor, batch.origin, batch.detail, batch.undoes, batch.brought,
       part.id, part.name, change.at, change.old, change.new, change.origin, change.detail
FROM batch
LEFT JOIN change ON change.report = batch.report AND change.revision = batch.revision
LEFT JOIN part ON part.id = change.part
WHERE batch.report = ?1 AND batch.revision > ?2
ORDER BY batch.revision, change.part
