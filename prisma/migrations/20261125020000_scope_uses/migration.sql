-- When a scope that a key holds was first and last asked for by a verification, to the minute. Only scopes that the key holds at that
-- time come in, so that nobody who asks can make it grow: at most 100 a key, and those it held before.
CREATE TABLE key_scope_uses (
  key_id uuid NOT NULL REFERENCES keys (id) ON DELETE CASCADE,
  scope text NOT NULL,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  PRIMARY KEY (key_id, scope),
  CONSTRAINT key_scope_uses_order CHECK (first_at <= last_at)
);
-- Updated while a key is in use; with room on its page a new version stays where the old one was.
ALTER TABLE key_scope_uses SET (fillfactor = 70);
