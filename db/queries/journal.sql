-- Every edit of a report, oldest first. An act without edits (submitting, waiving) gives one row without a part.
SELECT batch.revision, batch.time, batch.actor, batch.origin, batch.detail, batch.undoes,
       part.id, part.name, edit.at, edit.old, edit.new, edit.origin, edit.detail
FROM batch
LEFT JOIN edit ON edit.report = batch.report AND edit.revision = batch.revision
LEFT JOIN part ON part.id = edit.part
WHERE batch.report = ?
ORDER BY batch.revision, edit.part
