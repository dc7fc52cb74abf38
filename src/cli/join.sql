-- The step between `fingerprint` and `verify` as SQL (DuckDB; see BATCH.md for Spark).
-- Reads fingerprints.jsonl, writes pairs.jsonl. The same pairs as `news-annotator join`.
CREATE TABLE paragraphs AS
SELECT row_number() OVER () - 1 AS key, *
FROM read_json('fingerprints.jsonl', format = 'newline_delimited', columns = {
  id: 'JSON', paragraph: 'INTEGER', "start": 'INTEGER', "end": 'INTEGER', hash: 'VARCHAR', text: 'VARCHAR', grams: 'UINTEGER[]'});

-- Of equal paragraphs the first stands for all.
CREATE TABLE contents AS
SELECT * FROM paragraphs QUALIFY row_number() OVER (PARTITION BY hash ORDER BY key) = 1;

CREATE TABLE postings AS
SELECT key, unnest(grams) AS gram, generate_subscripts(grams, 1) AS place, length(text) AS length FROM contents;

-- How rare an n-gram is: 1 in two paragraphs, 0 in 200, in parts of 4096, so that sums are the same in any order. Short paragraphs are sampled more densely, so that n-grams
-- which only they keep are seen too seldom; their likely frequency makes up for it. Of the lower 16 bits of an n-gram
-- paragraphs keep those below 32768 (up to 64 characters), 16384 (up to 128), 13107 (longer).
CREATE TABLE weights AS
WITH lengths AS (
  SELECT sum(length(text)) AS total, sum(length(text)) FILTER (WHERE length(text) <= 64) AS short,
         sum(length(text)) FILTER (WHERE length(text) <= 128) AS middle
  FROM contents),
frequencies AS (
  SELECT gram, count(DISTINCT key) AS frequency FROM postings GROUP BY gram),
likely AS (
  SELECT gram, frequency, 2 + (frequency - 2) * CASE
    WHEN gram & 65535 < 13107 THEN 1
    WHEN gram & 65535 < 16384 THEN total / middle
    ELSE total / short END AS likely
  FROM frequencies, lengths)
SELECT gram, CASE
  WHEN frequency > 200 OR likely >= 200 THEN 0
  WHEN likely <= 2 THEN 1
  ELSE round(4096 * ln(200 / likely) / ln(100)) / 4096 END AS weight
FROM likely;

CREATE TABLE rarities AS
SELECT key, list(weight ORDER BY place) AS rarities FROM postings JOIN weights USING (gram) GROUP BY key;

-- Paragraphs that share enough rare n-grams, more of them where their lengths differ by more than a fifth; the hundred best for each (fewer for very long ones); then equal ones with the first of them.
CREATE TABLE pairs AS
SELECT a.key AS later, b.key AS earlier
FROM postings a
JOIN weights w ON w.gram = a.gram AND w.weight > 0
JOIN (SELECT DISTINCT key, gram, length FROM postings) b ON b.gram = a.gram AND b.key < a.key
GROUP BY a.key, b.key
HAVING sum(weight) >= CASE WHEN 5 * least(any_value(a.length), any_value(b.length)) < 4 * greatest(any_value(a.length), any_value(b.length)) THEN 1 ELSE 0.75 END
QUALIFY row_number() OVER (PARTITION BY a.key ORDER BY sum(weight) DESC, b.key) <= least(100, greatest(16, 262144 // any_value(a.length)));

INSERT INTO pairs
SELECT p.key, c.key FROM paragraphs p JOIN contents c USING (hash) WHERE p.key > c.key;

COPY (
  SELECT {id: l.id, paragraph: l.paragraph, "start": l."start", "end": l."end", hash: l.hash} AS "left",
         {id: r.id, paragraph: r.paragraph, "start": r."start", "end": r."end", hash: r.hash} AS "right",
         l.text AS leftText, r.text AS rightText, coalesce(n.rarities, []) AS rarities
  FROM pairs JOIN paragraphs l ON l.key = later JOIN paragraphs r ON r.key = earlier LEFT JOIN rarities n ON n.key = later
) TO 'pairs.jsonl' (FORMAT json);
