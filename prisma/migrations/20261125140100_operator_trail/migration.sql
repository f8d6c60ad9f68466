-- The deployment's own events are a chain beside those of the teams, under the one id that no team has. A foreign key cannot say
-- "or none", so that triggers keep what it kept: no event of a team that is not there, and no team goes that has a trail.
ALTER TABLE audit_events DROP CONSTRAINT audit_events_team_id_fkey;
ALTER TABLE audit_heads DROP CONSTRAINT audit_heads_team_id_fkey;
ALTER TABLE teams ADD CONSTRAINT teams_id_is_no_deployment CHECK (id <> '00000000-0000-0000-0000-000000000000');

-- After chain_audit_event, which locks the team's row: from here on it stays until the commit.
CREATE FUNCTION require_team_of_audit_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.team_id <> '00000000-0000-0000-0000-000000000000' AND NOT EXISTS (SELECT FROM teams WHERE id = NEW.team_id) THEN
    RAISE EXCEPTION 'there is no team % for audit event %', NEW.team_id, NEW.id USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER require_team_of_audit_event BEFORE INSERT ON audit_events
  FOR EACH ROW EXECUTE FUNCTION require_team_of_audit_event();

CREATE FUNCTION keep_team_with_trail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM audit_events WHERE team_id = OLD.id) OR EXISTS (SELECT FROM audit_heads WHERE team_id = OLD.id) THEN
    RAISE EXCEPTION 'team % has a trail and stays as it is: % refused', OLD.id, TG_OP USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER keep_team_with_trail BEFORE DELETE ON teams FOR EACH ROW EXECUTE FUNCTION keep_team_with_trail();
CREATE TRIGGER keep_team_id_with_trail BEFORE UPDATE OF id ON teams
  FOR EACH ROW WHEN (NEW.id <> OLD.id) EXECUTE FUNCTION keep_team_with_trail();
