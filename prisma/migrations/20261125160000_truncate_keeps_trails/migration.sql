-- A truncation fires no triggers of rows: without the foreign key that audit_events once had, teams could go and leave their trails.
CREATE FUNCTION refuse_truncating_teams() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM audit_heads WHERE team_id <> '00000000-0000-0000-0000-000000000000') THEN
    RAISE EXCEPTION 'a team has a trail and stays: TRUNCATE refused' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER refuse_truncating_teams BEFORE TRUNCATE ON teams
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncating_teams();
ALTER TABLE teams ENABLE ALWAYS TRIGGER refuse_truncating_teams;
