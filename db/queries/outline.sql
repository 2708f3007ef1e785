-- The agencies in the order of the tree (parents before their children, siblings as they were entered), with their
-- depth: those whose name, or another spelling of it, has :word in it.
WITH RECURSIVE tree (id, depth) AS (
    SELECT id, 0 FROM agency WHERE parent IS NULL
    UNION ALL
    SELECT agency.id, tree.depth + 1 FROM tree JOIN agency ON agency.parent = tree.id
    ORDER BY 2 DESC, 1
)
SELECT tree.id, tree.depth
FROM tree
WHERE :word = ''
   OR EXISTS (SELECT 1 FROM agency WHERE agency.id = tree.id AND instr(lower(agency.name), lower(:word)))
   OR EXISTS (SELECT 1 FROM agency_name AS n WHERE n.agency = tree.id AND instr(lower(n.name), lower(:word)));
