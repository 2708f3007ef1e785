-- Where each request of :agency counts in the report on :year: a SELECT from `standing` follows, or from `counted`.
-- What is left out on purpose, or not certain for that year, counts nowhere. Received in the year: 一; received before
-- and not answered before it: 二; answered in the year: its result; neither: 四. So 一 and 二 are 三 and 四 by themselves.
WITH counted AS (
    SELECT id, received, answered, kind, result, channel, fee, review, review_begun, review_ended, suit, suit_begun,
           suit_ended, after_review
    FROM request
    WHERE agency = :agency AND left_out IS NULL AND NOT EXISTS (
        SELECT 1 FROM request_doubt AS doubt
        WHERE doubt.request = request.id AND :year BETWEEN doubt.first_year AND doubt.last_year
    )
),
open_in_year AS (
    SELECT *
    FROM counted
    WHERE received <= :year || '-12-31' AND coalesce(answered, '9999') >= :year || '-01-01'
),
standing (request, section, "row", "column") AS (
    SELECT id, 'applications', CASE WHEN received >= :year || '-01-01' THEN 'received' ELSE 'carried_in' END, kind
    FROM open_in_year
    UNION ALL
    SELECT id, 'applications', CASE WHEN answered <= :year || '-12-31' THEN result ELSE 'carried_out' END, kind
    FROM open_in_year
    UNION ALL
    SELECT id, 'proceedings', 'review', CASE WHEN review_ended = :year THEN review ELSE 'pending' END
    FROM counted
    WHERE review IS NOT NULL AND :year BETWEEN review_begun AND coalesce(review_ended, 9999)
    UNION ALL
    SELECT id, 'proceedings', CASE WHEN after_review THEN 'litigation_after_review' ELSE 'litigation_direct' END,
           CASE WHEN suit_ended = :year THEN suit ELSE 'pending' END
    FROM counted
    WHERE suit IS NOT NULL AND :year BETWEEN suit_begun AND coalesce(suit_ended, 9999)
)
