-- The trail of each team is a chain: event n carries n and the SHA-256 of all its columns and of event n - 1's hash. PostgreSQL
-- computes it when an event is inserted, so that no path, raw SQL included, writes one outside the chain; the verifier
-- (lib/audit/chain/) computes it again by itself.
ALTER TABLE "audit_events" ADD COLUMN "seq" BIGINT, ADD COLUMN "hash" BYTEA;

-- Where each chain ends, apart from the events: without it nobody could tell that the last one was removed.
CREATE TABLE audit_heads (
  team_id uuid PRIMARY KEY REFERENCES teams (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  seq bigint NOT NULL,
  hash bytea NOT NULL
) WITH (fillfactor = 50);

-- The canonical form: every column as text or null, as jsonb writes an array of them, in UTF-8. jsonb has one text for each value,
-- whatever the order of the fields or the spelling of a number was; the time is in milliseconds, since a timestamp's text
-- depends on the session. lib/audit/chain/event-hash.ts is the same in JavaScript; a property test holds them together.
CREATE FUNCTION audit_event_hash(e audit_events, previous bytea) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to(jsonb_build_array(
    'latchkey-audit-1', encode(previous, 'hex'), e.seq::text, e.id::text, e.team_id::text,
    trim_scale(extract(epoch FROM e.at) * 1000)::text, e.actor_kind, e.actor_id::text, e.actor_name, e.action,
    e.target_kind, e.target_id, e.before::text, e.after::text, e.ip, e.user_agent, e.request_id
  )::text, 'UTF8'))
$$;

-- Events from before this migration, in the order of their time.
ALTER TABLE audit_events DISABLE TRIGGER refuse_audit_change;
DO $$
DECLARE
  e audit_events;
  team uuid;
  n bigint;
  previous bytea;
BEGIN
  FOR e IN SELECT * FROM audit_events ORDER BY team_id, at, id LOOP
    IF team IS DISTINCT FROM e.team_id THEN
      team := e.team_id;
      n := 0;
      previous := decode(repeat('00', 32), 'hex');
    END IF;
    n := n + 1;
    e.seq := n;
    previous := audit_event_hash(e, previous);
    UPDATE audit_events SET seq = n, hash = previous WHERE id = e.id;
  END LOOP;
END $$;
ALTER TABLE audit_events ENABLE TRIGGER refuse_audit_change;
INSERT INTO audit_heads (team_id, seq, hash)
  SELECT DISTINCT ON (team_id) team_id, seq, hash FROM audit_events ORDER BY team_id, seq DESC;

ALTER TABLE "audit_events" ALTER COLUMN "seq" SET NOT NULL, ALTER COLUMN "hash" SET NOT NULL;
ALTER TABLE audit_events
  ADD CONSTRAINT audit_events_seq CHECK (seq >= 1),
  ADD CONSTRAINT audit_events_hash CHECK (octet_length(hash) = 32),
  ADD CONSTRAINT audit_events_facts CHECK (jsonb_typeof(before) = 'object' AND jsonb_typeof(after) = 'object');
DROP INDEX "audit_events_team_id_target_kind_target_id_at_idx";
CREATE UNIQUE INDEX "audit_events_team_id_seq_key" ON "audit_events"("team_id", "seq");
CREATE INDEX "audit_events_team_id_target_kind_target_id_seq_idx" ON "audit_events"("team_id", "target_kind", "target_id", "seq" DESC);
CREATE INDEX "audit_events_team_id_actor_id_seq_idx" ON "audit_events"("team_id", "actor_id", "seq" DESC);
CREATE INDEX "audit_events_team_id_action_seq_idx" ON "audit_events"("team_id", "action", "seq" DESC);

-- Writers of one team go one after the other from here to their commit. The team's row comes first, as the foreign key locks it
-- anyway: whoever changes that row and then writes an event would otherwise wait for one who waits for it. What follows the last
-- event is the head's word, and that of a row which this same statement has just inserted and the head does not yet know.
CREATE FUNCTION chain_audit_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last_seq bigint;
  last_hash bytea;
  own_hash bytea;
BEGIN
  PERFORM 1 FROM teams WHERE id = NEW.team_id FOR KEY SHARE;
  PERFORM pg_advisory_xact_lock(hashtextextended('audit ' || NEW.team_id, 0));
  SELECT seq, hash INTO last_seq, last_hash FROM (
    SELECT seq, hash FROM audit_heads WHERE team_id = NEW.team_id
    UNION ALL (SELECT seq, hash FROM audit_events WHERE team_id = NEW.team_id ORDER BY seq DESC LIMIT 1)
  ) ends ORDER BY seq DESC LIMIT 1;
  IF NEW.seq <> coalesce(last_seq, 0) + 1 THEN
    RAISE EXCEPTION 'audit event % does not continue its team''s chain, which ends at %', NEW.seq, coalesce(last_seq, 0)
      USING ERRCODE = 'restrict_violation';
  END IF;
  NEW.seq := coalesce(last_seq, 0) + 1;
  own_hash := audit_event_hash(NEW, coalesce(last_hash, decode(repeat('00', 32), 'hex')));
  IF NEW.hash <> own_hash THEN
    RAISE EXCEPTION 'the hash of audit event % does not continue its team''s chain', NEW.seq
      USING ERRCODE = 'restrict_violation';
  END IF;
  NEW.hash := own_hash;
  RETURN NEW;
END $$;
CREATE TRIGGER chain_audit_event BEFORE INSERT ON audit_events FOR EACH ROW EXECUTE FUNCTION chain_audit_event();

-- After the rows are there for certain: an INSERT … ON CONFLICT DO NOTHING moves no head.
CREATE FUNCTION move_audit_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_heads AS h (team_id, seq, hash)
    SELECT DISTINCT ON (team_id) team_id, seq, hash FROM added ORDER BY team_id, seq DESC
    ON CONFLICT (team_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;
  RETURN NULL;
END $$;
CREATE TRIGGER move_audit_head AFTER INSERT ON audit_events REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION move_audit_head();

-- A head moves forward, by that trigger alone.
CREATE FUNCTION guard_audit_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() > 1 AND (TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.seq > OLD.seq AND NEW.team_id = OLD.team_id)) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'audit_heads follows audit_events by itself: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER guard_audit_head BEFORE INSERT OR UPDATE OR DELETE ON audit_heads FOR EACH ROW EXECUTE FUNCTION guard_audit_head();
CREATE TRIGGER guard_audit_head_truncate BEFORE TRUNCATE ON audit_heads FOR EACH STATEMENT EXECUTE FUNCTION guard_audit_head();

-- What refuses also refuses where session_replication_role = replica silences ordinary triggers.
ALTER TABLE audit_events ENABLE ALWAYS TRIGGER refuse_audit_change;
ALTER TABLE audit_events ENABLE ALWAYS TRIGGER refuse_audit_truncate;
ALTER TABLE audit_heads ENABLE ALWAYS TRIGGER guard_audit_head_truncate;

-- And by privilege, from the application's own role, though it owns the tables. A superuser has every privilege: for that one the
-- triggers stand, and against one who removes them the chain.
DO $$
BEGIN
  EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON audit_events FROM PUBLIC, %I',
    (SELECT tableowner FROM pg_tables WHERE tablename = 'audit_events' AND schemaname = current_schema()));
  EXECUTE format('REVOKE DELETE, TRUNCATE ON audit_heads FROM PUBLIC, %I', current_user);
END $$;
