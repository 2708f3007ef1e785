-- The agencies in the order of the tree (parents before their children, siblings as they were entered), with their
-- depth.
WITH RECURSIVE tree (id, depth) AS (
    SELECT id, 0 FROM agency WHERE parent IS NULL
    UNION ALL
    SELECT agency.id, tree.depth + 1 FROM tree JOIN agency ON agency.parent = tree.id
    ORDER BY 2 DESC, 1
)
SELECT id, depth FROM tree;
