-- What the provider sets for all keys of a team together, on top of each key's own limit.
-- AlterTable
ALTER TABLE "teams" ADD COLUMN     "rate_limit" INTEGER,
ADD COLUMN     "rate_window_seconds" INTEGER;

-- Both or neither; the bounds are a key's (keys_rate_limit).
ALTER TABLE teams ADD CONSTRAINT teams_rate_limit CHECK (
  (rate_limit IS NULL) = (rate_window_seconds IS NULL)
  AND (rate_limit IS NULL OR (rate_limit BETWEEN 1 AND 1000000 AND rate_window_seconds BETWEEN 1 AND 86400))
);

-- Gateways hold the team's limit with each of its keys, so that for them each has changed. A key that is being made is not seen
-- here: whoever makes keys shares the team's row until the commit (lib/policies/hold-policy.ts), which this update waits for. In
-- one order, so that two such changes never wait for each other in a circle.
CREATE FUNCTION note_team_limit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM note_key_change(k.id) FROM (SELECT id FROM keys WHERE team_id = NEW.id ORDER BY id) AS k;
  RETURN NULL;
END $$;
CREATE TRIGGER note_team_limit_change AFTER UPDATE ON teams FOR EACH ROW
  WHEN (OLD.rate_limit IS DISTINCT FROM NEW.rate_limit OR OLD.rate_window_seconds IS DISTINCT FROM NEW.rate_window_seconds)
  EXECUTE FUNCTION note_team_limit_change();
-- As in 20261123221200.
ALTER TABLE teams ENABLE ALWAYS TRIGGER note_team_limit_change;
