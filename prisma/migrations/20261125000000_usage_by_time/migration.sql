-- Usage in partitions of time, so that what is past its keeping goes with its table, and at two more grains: of a team
-- (one row where a page would have to add up every key's) and in detail (routes, callers, countries, scopes, statuses).
--
-- Latencies and details are bytes that add up by being put one after the other (lib/usage/sketch.ts, lib/usage/detail.ts):
-- `||` and string_agg are their sums.

ALTER TABLE usage_minutes RENAME TO old_usage_minutes;
ALTER TABLE usage_hours RENAME TO old_usage_hours;
ALTER TABLE usage_days RENAME TO old_usage_days;
ALTER INDEX usage_minutes_pkey RENAME TO old_usage_minutes_pkey;
ALTER INDEX usage_hours_pkey RENAME TO old_usage_hours_pkey;
ALTER INDEX usage_days_pkey RENAME TO old_usage_days_pkey;
ALTER INDEX usage_minutes_team RENAME TO old_usage_minutes_team;
ALTER INDEX usage_hours_team RENAME TO old_usage_hours_team;
ALTER INDEX usage_days_team RENAME TO old_usage_days_team;
ALTER INDEX usage_minutes_unrolled RENAME TO old_usage_minutes_unrolled;

CREATE TABLE usage_minutes (
  bucket timestamptz NOT NULL,
  key_id uuid NOT NULL,
  secret_id char(12) NOT NULL,
  -- false until the worker has added the row to its hour and day, a late event for a rolled minute starts a row of its own
  rolled boolean NOT NULL DEFAULT false,
  team_id uuid NOT NULL,
  environment "Environment" NOT NULL,
  allowed bigint NOT NULL DEFAULT 0,
  expired bigint NOT NULL DEFAULT 0,
  revoked bigint NOT NULL DEFAULT 0,
  disabled bigint NOT NULL DEFAULT 0,
  ip_forbidden bigint NOT NULL DEFAULT 0,
  insufficient_scope bigint NOT NULL DEFAULT 0,
  environment_mismatch bigint NOT NULL DEFAULT 0,
  rate_limited bigint NOT NULL DEFAULT 0,
  status_1xx bigint NOT NULL DEFAULT 0,
  status_2xx bigint NOT NULL DEFAULT 0,
  status_3xx bigint NOT NULL DEFAULT 0,
  status_4xx bigint NOT NULL DEFAULT 0,
  status_5xx bigint NOT NULL DEFAULT 0,
  latency bytea NOT NULL DEFAULT '',
  PRIMARY KEY (key_id, bucket, secret_id, rolled)
) PARTITION BY RANGE (bucket);
CREATE INDEX usage_minutes_team ON usage_minutes (team_id, environment, bucket);
CREATE INDEX usage_minutes_time ON usage_minutes (bucket);
CREATE INDEX usage_minutes_unrolled ON usage_minutes (bucket) WHERE NOT rolled;
-- What has not reached hours and days yet is looked up beside every read of them.
CREATE INDEX usage_minutes_unrolled_of_team ON usage_minutes (team_id, environment, key_id, bucket) WHERE NOT rolled;

-- Hours are cut where a day begins somewhere within them (lib/usage/zone.ts); days are days of UTC.
CREATE TABLE usage_hours (LIKE old_usage_hours INCLUDING DEFAULTS) PARTITION BY RANGE (bucket);
ALTER TABLE usage_hours DROP COLUMN latency, ADD COLUMN latency bytea NOT NULL DEFAULT '', ADD PRIMARY KEY (key_id, bucket, secret_id);
CREATE INDEX usage_hours_team ON usage_hours (team_id, environment, bucket);
CREATE TABLE usage_days (LIKE usage_hours INCLUDING DEFAULTS) PARTITION BY RANGE (bucket);
ALTER TABLE usage_days ADD PRIMARY KEY (key_id, bucket, secret_id);
CREATE INDEX usage_days_team ON usage_days (team_id, environment, bucket);

CREATE TABLE team_usage_minutes (LIKE usage_hours INCLUDING DEFAULTS) PARTITION BY RANGE (bucket);
ALTER TABLE team_usage_minutes DROP COLUMN key_id, DROP COLUMN secret_id, ADD PRIMARY KEY (team_id, environment, bucket);
CREATE TABLE team_usage_hours (LIKE team_usage_minutes INCLUDING DEFAULTS) PARTITION BY RANGE (bucket);
ALTER TABLE team_usage_hours ADD PRIMARY KEY (team_id, environment, bucket);
CREATE TABLE team_usage_days (LIKE team_usage_minutes INCLUDING DEFAULTS) PARTITION BY RANGE (bucket);
ALTER TABLE team_usage_days ADD PRIMARY KEY (team_id, environment, bucket);

-- Details as they are flushed: only ever inserted, and taken away by the roll-up within seconds.
CREATE TABLE usage_detail_parts (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  bucket timestamptz NOT NULL,
  key_id uuid NOT NULL,
  secret_id char(12) NOT NULL,
  team_id uuid NOT NULL,
  environment "Environment" NOT NULL,
  detail bytea NOT NULL
);
CREATE INDEX usage_detail_parts_team ON usage_detail_parts (team_id, environment, key_id, bucket);

CREATE TABLE usage_detail_minutes (
  bucket timestamptz NOT NULL,
  key_id uuid NOT NULL,
  secret_id char(12) NOT NULL,
  team_id uuid NOT NULL,
  environment "Environment" NOT NULL,
  detail bytea NOT NULL,
  PRIMARY KEY (key_id, bucket, secret_id)
) PARTITION BY RANGE (bucket);
CREATE TABLE usage_detail_hours (LIKE usage_detail_minutes) PARTITION BY RANGE (bucket);
ALTER TABLE usage_detail_hours ADD PRIMARY KEY (key_id, bucket, secret_id);
CREATE TABLE usage_detail_days (LIKE usage_detail_minutes) PARTITION BY RANGE (bucket);
ALTER TABLE usage_detail_days ADD PRIMARY KEY (key_id, bucket, secret_id);

CREATE TABLE team_usage_detail_minutes (
  bucket timestamptz NOT NULL,
  team_id uuid NOT NULL,
  environment "Environment" NOT NULL,
  detail bytea NOT NULL,
  PRIMARY KEY (team_id, environment, bucket)
) PARTITION BY RANGE (bucket);
CREATE TABLE team_usage_detail_hours (LIKE team_usage_detail_minutes) PARTITION BY RANGE (bucket);
ALTER TABLE team_usage_detail_hours ADD PRIMARY KEY (team_id, environment, bucket);
CREATE TABLE team_usage_detail_days (LIKE team_usage_detail_minutes) PARTITION BY RANGE (bucket);
ALTER TABLE team_usage_detail_days ADD PRIMARY KEY (team_id, environment, bucket);

-- Makes the partitions of one level ("minutes", "hours" or "days") from one moment to another, where they are missing. A
-- table that is attached after it was made takes no lock that reading or writing the others would wait for.
CREATE FUNCTION add_usage_partitions(level text, starts timestamptz, ends timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  parent text;
  part text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('latchkey usage partitions', 0));
  FOREACH parent IN ARRAY ARRAY['usage_', 'team_usage_', 'usage_detail_', 'team_usage_detail_'] LOOP
    parent := parent || level;
    part := parent || '_' || to_char(starts AT TIME ZONE 'UTC', 'YYYYMMDD');
    CONTINUE WHEN to_regclass(part) IS NOT NULL;
    -- Room on each page, so that a row that is counted up stays on its page.
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS) WITH (fillfactor = 70)', part, parent);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, part, starts, ends);
  END LOOP;
END $$;

-- What was counted before.
DO $$
DECLARE
  source record;
  at timestamptz;
BEGIN
  FOR source IN SELECT * FROM (VALUES ('minutes', 1), ('hours', 7), ('days', 91)) AS v (level, width) LOOP
    FOR at IN EXECUTE format(
      'SELECT DISTINCT to_timestamp(floor(extract(epoch FROM bucket) / %1$s) * %1$s) FROM old_usage_%2$s',
      source.width * 86400, source.level)
    LOOP
      PERFORM add_usage_partitions(source.level, at, at + make_interval(secs => source.width * 86400));
    END LOOP;
  END LOOP;
END $$;

CREATE FUNCTION pg_temp.varint(n bigint) RETURNS bytea LANGUAGE plpgsql AS $$
DECLARE
  encoded bytea := '';
  rest bigint := n;
BEGIN
  WHILE rest >= 128 LOOP
    encoded := encoded || set_byte('\x00'::bytea, 0, ((rest & 127) | 128)::int);
    rest := rest >> 7;
  END LOOP;
  RETURN encoded || set_byte('\x00'::bytea, 0, rest::int);
END $$;

-- From a flat array of (bin, count) pairs, ascending by bin.
CREATE FUNCTION pg_temp.encode_sketch(pairs bigint[]) RETURNS bytea LANGUAGE plpgsql AS $$
DECLARE
  encoded bytea;
  before bigint := 0;
  distance bigint;
BEGIN
  IF cardinality(pairs) = 0 THEN RETURN ''; END IF;
  encoded := pg_temp.varint(cardinality(pairs) / 2);
  FOR i IN 1 .. cardinality(pairs) / 2 LOOP
    distance := pairs[2 * i - 1] - before;
    before := pairs[2 * i - 1];
    encoded := encoded || pg_temp.varint(CASE WHEN distance < 0 THEN -2 * distance - 1 ELSE 2 * distance END) || pg_temp.varint(pairs[2 * i]);
  END LOOP;
  RETURN encoded;
END $$;

INSERT INTO usage_minutes SELECT bucket, key_id, secret_id, rolled, team_id, environment, allowed, expired, revoked, disabled,
  ip_forbidden, insufficient_scope, environment_mismatch, rate_limited, status_1xx, status_2xx, status_3xx, status_4xx,
  status_5xx, pg_temp.encode_sketch(latency) FROM old_usage_minutes;
INSERT INTO usage_hours SELECT bucket, key_id, secret_id, team_id, environment, allowed, expired, revoked, disabled,
  ip_forbidden, insufficient_scope, environment_mismatch, rate_limited, status_1xx, status_2xx, status_3xx, status_4xx,
  status_5xx, pg_temp.encode_sketch(latency) FROM old_usage_hours;
INSERT INTO usage_days SELECT bucket, key_id, secret_id, team_id, environment, allowed, expired, revoked, disabled,
  ip_forbidden, insufficient_scope, environment_mismatch, rate_limited, status_1xx, status_2xx, status_3xx, status_4xx,
  status_5xx, pg_temp.encode_sketch(latency) FROM old_usage_days;

DO $$
DECLARE
  level text;
BEGIN
  FOREACH level IN ARRAY ARRAY['minutes', 'hours', 'days'] LOOP
    EXECUTE format(
      'INSERT INTO team_usage_%1$s (bucket, team_id, environment, allowed, expired, revoked, disabled, ip_forbidden,
         insufficient_scope, environment_mismatch, rate_limited, status_1xx, status_2xx, status_3xx, status_4xx, status_5xx, latency)
       SELECT bucket, team_id, environment, sum(allowed), sum(expired), sum(revoked), sum(disabled), sum(ip_forbidden),
         sum(insufficient_scope), sum(environment_mismatch), sum(rate_limited), sum(status_1xx), sum(status_2xx),
         sum(status_3xx), sum(status_4xx), sum(status_5xx), string_agg(latency, '''')
       FROM usage_%1$s %2$s GROUP BY bucket, team_id, environment',
      level, CASE level WHEN 'minutes' THEN 'WHERE rolled' ELSE '' END);
  END LOOP;
END $$;

DROP TABLE old_usage_minutes, old_usage_hours, old_usage_days;
DROP FUNCTION merge_latency(bigint[], bigint[]);
