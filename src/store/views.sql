-- Articles with readable days, and how many near-copies each has.
CREATE VIEW articles AS
SELECT d.id, d.name, d.title, date(d.day * 86400, 'unixepoch') AS published, d.source, d.url,
       (SELECT count(*) FROM documents c WHERE c.story = d.story) - 1 AS near_copies,
       (SELECT count(*) FROM evidence e WHERE e.document = d.id) AS reports
FROM documents d;

-- The list of events, one row each, in words.
CREATE VIEW event_list AS
SELECT v.id, s.key AS source, s.name AS source_name, r.name AS relation, t.key AS target, t.name AS target_name,
       c.name AS category, c.quad, st.name AS status, v.reciprocal,
       date(v.first_day * 86400, 'unixepoch') AS first, date(v.last_day * 86400, 'unixepoch') AS last,
       v.reports, v.independent, v.score / 100.0 AS score, v.confidence / 100.0 AS confidence
FROM events v
JOIN entities s ON s.id = v.source JOIN entities t ON t.id = v.target
JOIN relations r ON r.id = v.relation JOIN statuses st ON st.id = v.status
LEFT JOIN categories c ON c.id = v.category;

-- Every sentence that reports an event, with its article and who claims it.
CREATE VIEW reports AS
SELECT e.id, e.event, s.key AS source, r.name AS relation, t.key AS target, st.name AS status,
       d.name AS article, d.title, date(d.day * 86400, 'unixepoch') AS published, d.source AS publisher, d.url,
       date(e.first_day * 86400, 'unixepoch') AS first, date(e.last_day * 86400, 'unixepoch') AS last,
       k.key AS claimant, p.key AS place, e.mode, e.cameo, e.score / 100.0 AS score,
       e.confidence / 100.0 AS confidence, e.trigger_words, e.object_words, e.start, e."end", e.sentence
FROM evidence e JOIN events v ON v.id = e.event JOIN documents d ON d.id = e.document
JOIN entities s ON s.id = v.source JOIN entities t ON t.id = v.target
JOIN relations r ON r.id = v.relation JOIN statuses st ON st.id = v.status
LEFT JOIN entities k ON k.id = e.claimant LEFT JOIN entities p ON p.id = e.place;

-- Events rolled up to one edge per pair, relation, category and status.
CREATE VIEW edges AS
SELECT s.key AS source, s.name AS source_name, r.name AS relation, t.key AS target, t.name AS target_name,
       c.name AS category, c.quad, st.name AS status, v.reciprocal, count(*) AS events,
       date(min(v.first_day) * 86400, 'unixepoch') AS first, date(max(v.last_day) * 86400, 'unixepoch') AS last,
       sum(v.reports) AS reports, round(sum(v.score * v.reports) / 100.0 / sum(v.reports), 2) AS score,
       max(v.confidence) / 100.0 AS confidence
FROM events v
JOIN entities s ON s.id = v.source JOIN entities t ON t.id = v.target
JOIN relations r ON r.id = v.relation JOIN statuses st ON st.id = v.status
LEFT JOIN categories c ON c.id = v.category
GROUP BY v.source, v.target, v.relation, v.category, v.status, v.reciprocal;

-- Events rolled up to states: actors that belong to a state or act for it are that state.
CREATE VIEW states AS
SELECT coalesce(s.country, s.key) AS source, r.name AS relation, coalesce(t.country, t.key) AS target,
       c.name AS category, c.quad, st.name AS status, count(*) AS events,
       date(min(v.first_day) * 86400, 'unixepoch') AS first, date(max(v.last_day) * 86400, 'unixepoch') AS last,
       sum(v.reports) AS reports, round(sum(v.score * v.reports) / 100.0 / sum(v.reports), 2) AS score
FROM events v
JOIN entities s ON s.id = v.source JOIN entities t ON t.id = v.target
JOIN relations r ON r.id = v.relation JOIN statuses st ON st.id = v.status
LEFT JOIN categories c ON c.id = v.category
WHERE coalesce(s.country, s.key) <> coalesce(t.country, t.key)
GROUP BY coalesce(s.country, s.key), coalesce(t.country, t.key), v.relation, v.category, v.status;

-- What some report asserts and another denies, the two not by the same claimant in the same article.
CREATE VIEW disputes AS
SELECT DISTINCT s.key AS source, r.name AS relation, t.key AS target, a.id AS asserted, d.id AS denied,
       (SELECT name FROM statuses WHERE id = a.status) AS asserted_as
FROM events d
JOIN statuses ds ON ds.id = d.status AND ds.name = 'denied'
JOIN events a ON a.source = d.source AND a.target = d.target AND a.relation = d.relation
JOIN statuses ast ON ast.id = a.status AND ast.name IN ('actual', 'planned', 'possible')
JOIN evidence ea ON ea.event = a.id JOIN evidence ed ON ed.event = d.id
JOIN entities s ON s.id = d.source JOIN entities t ON t.id = d.target JOIN relations r ON r.id = d.relation
WHERE d.category > 0 AND a.category > 0
  AND (ea.claimant IS NOT ed.claimant OR ea.claimant IS NULL AND ea.document <> ed.document);

-- The actors that most articles name.
CREATE VIEW actors AS
SELECT e.key, e.name, e.kind, e.country, e.part_of, e.wikipedia, e.documents, e.mentions,
       (SELECT count(*) FROM events v WHERE v.source = e.id) AS events_out,
       (SELECT count(*) FROM events v WHERE v.target = e.id) AS events_in
FROM entities e ORDER BY e.documents DESC, e.key;
