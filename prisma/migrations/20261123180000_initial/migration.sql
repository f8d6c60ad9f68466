-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Environment" AS ENUM ('live', 'test');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('owner', 'admin', 'developer', 'viewer');

-- CreateTable
CREATE TABLE "deployment" (
    "id" SMALLINT NOT NULL DEFAULT 1,
    "product_name" TEXT NOT NULL DEFAULT 'Latchkey',
    "key_prefix" TEXT NOT NULL DEFAULT 'myapi',
    "scopes" JSONB NOT NULL DEFAULT '[]',
    "default_rate_limit" INTEGER NOT NULL DEFAULT 1000,
    "default_window_seconds" INTEGER NOT NULL DEFAULT 60,
    "maximum_lifetime_days" INTEGER,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deployment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "is_operator" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "ip" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_throttles" (
    "subject" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "window_end" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_throttles_pkey" PRIMARY KEY ("subject")
);

-- CreateTable
CREATE TABLE "teams" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "teams_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memberships" (
    "team_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("team_id","user_id")
);

-- CreateTable
CREATE TABLE "keys" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "label" TEXT NOT NULL,
    "note" TEXT,
    "environment" "Environment" NOT NULL,
    "scopes" TEXT[],
    "allowed_ips" TEXT[],
    "rate_limit" INTEGER NOT NULL,
    "rate_window_seconds" INTEGER NOT NULL,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "expires_at" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "revoke_reason" TEXT,
    "created_by_id" UUID,
    "created_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "secrets" (
    "public_id" CHAR(12) NOT NULL,
    "key_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "pepper_version" SMALLINT,
    "prefix" TEXT NOT NULL,
    "last_four" CHAR(4) NOT NULL,
    "replaces" CHAR(12),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ends_at" TIMESTAMPTZ(3),

    CONSTRAINT "secrets_pkey" PRIMARY KEY ("public_id")
);

-- CreateTable
CREATE TABLE "secret_last_uses" (
    "public_id" CHAR(12) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "ip" TEXT,
    "country" CHAR(2),
    "user_agent" TEXT,

    CONSTRAINT "secret_last_uses_pkey" PRIMARY KEY ("public_id")
);

-- CreateTable
CREATE TABLE "audit_events" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target_kind" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "ip" TEXT,
    "user_agent" TEXT,
    "request_id" TEXT,

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_tokens" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "last_four" CHAR(4) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "service_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_tokens" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "hash" BYTEA NOT NULL,
    "last_four" CHAR(4) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "access_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "sessions_user_id_created_at_idx" ON "sessions"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "sign_in_throttles_window_end_idx" ON "sign_in_throttles"("window_end");

-- CreateIndex
CREATE UNIQUE INDEX "teams_slug_key" ON "teams"("slug");

-- CreateIndex
CREATE INDEX "memberships_user_id_idx" ON "memberships"("user_id");

-- CreateIndex
CREATE INDEX "keys_team_id_environment_created_at_id_idx" ON "keys"("team_id", "environment", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "keys_team_id_expires_at_idx" ON "keys"("team_id", "expires_at");

-- CreateIndex
CREATE INDEX "keys_team_id_created_by_id_idx" ON "keys"("team_id", "created_by_id");

-- CreateIndex
CREATE UNIQUE INDEX "keys_team_id_id_key" ON "keys"("team_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "secrets_hash_key" ON "secrets"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "secrets_replaces_key" ON "secrets"("replaces");

-- CreateIndex
CREATE INDEX "secrets_key_id_created_at_idx" ON "secrets"("key_id", "created_at");

-- CreateIndex
CREATE INDEX "secret_last_uses_at_idx" ON "secret_last_uses"("at");

-- CreateIndex
CREATE INDEX "audit_events_team_id_at_id_idx" ON "audit_events"("team_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_events_team_id_target_kind_target_id_at_idx" ON "audit_events"("team_id", "target_kind", "target_id", "at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "service_tokens_hash_key" ON "service_tokens"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "access_tokens_hash_key" ON "access_tokens"("hash");

-- CreateIndex
CREATE INDEX "access_tokens_team_id_created_at_idx" ON "access_tokens"("team_id", "created_at");

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "keys" ADD CONSTRAINT "keys_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "keys" ADD CONSTRAINT "keys_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "secrets" ADD CONSTRAINT "secrets_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "keys"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "secret_last_uses" ADD CONSTRAINT "secret_last_uses_public_id_fkey" FOREIGN KEY ("public_id") REFERENCES "secrets"("public_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_tokens" ADD CONSTRAINT "access_tokens_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_tokens" ADD CONSTRAINT "access_tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- ---------------------------------------------------------------------------------------------------------------------
-- Written by hand from here on: what the Prisma schema cannot say.
-- ---------------------------------------------------------------------------------------------------------------------

-- Constraints: the database refuses what the domain refuses, so that no path around the domain can store it.
ALTER TABLE deployment
  ADD CONSTRAINT deployment_one_row CHECK (id = 1),
  ADD CONSTRAINT deployment_product_name CHECK (char_length(product_name) BETWEEN 1 AND 60),
  ADD CONSTRAINT deployment_key_prefix CHECK (key_prefix ~ '^[a-z][a-z0-9]{1,15}$'),
  ADD CONSTRAINT deployment_scopes CHECK (jsonb_typeof(scopes) = 'array'),
  ADD CONSTRAINT deployment_rate_limit CHECK (default_rate_limit BETWEEN 1 AND 1000000 AND default_window_seconds BETWEEN 1 AND 86400),
  ADD CONSTRAINT deployment_lifetime CHECK (maximum_lifetime_days BETWEEN 1 AND 3650);
INSERT INTO deployment (id, scopes) VALUES (1, '[
  {"name": "read", "summary": "read data"},
  {"name": "write", "summary": "create and change data"},
  {"name": "admin", "summary": "change settings and delete data", "minimumRole": "admin"}
]');

ALTER TABLE users
  ADD CONSTRAINT users_email CHECK (email = lower(email) AND char_length(email) BETWEEN 3 AND 254),
  ADD CONSTRAINT users_name CHECK (char_length(name) BETWEEN 1 AND 100);
CREATE UNIQUE INDEX users_one_operator ON users (is_operator) WHERE is_operator;

ALTER TABLE teams
  ADD CONSTRAINT teams_name CHECK (char_length(name) BETWEEN 1 AND 80),
  ADD CONSTRAINT teams_slug CHECK (slug ~ '^[a-z0-9]([a-z0-9-]{0,46}[a-z0-9])?$');

ALTER TABLE keys
  ADD CONSTRAINT keys_label CHECK (char_length(label) BETWEEN 1 AND 100),
  ADD CONSTRAINT keys_note CHECK (char_length(note) <= 1000),
  ADD CONSTRAINT keys_scopes CHECK (cardinality(scopes) BETWEEN 1 AND 100),
  ADD CONSTRAINT keys_allowed_ips CHECK (cardinality(allowed_ips) <= 100),
  ADD CONSTRAINT keys_rate_limit CHECK (rate_limit BETWEEN 1 AND 1000000 AND rate_window_seconds BETWEEN 1 AND 86400),
  ADD CONSTRAINT keys_metadata CHECK (jsonb_typeof(metadata) = 'object'),
  ADD CONSTRAINT keys_revoke_reason CHECK (revoke_reason IS NULL OR (revoked_at IS NOT NULL AND char_length(revoke_reason) <= 500)),
  ADD CONSTRAINT keys_expiry_after_creation CHECK (expires_at > created_at);

-- The key list sorted by label, whatever its letters' case.
CREATE INDEX keys_label ON keys (team_id, environment, lower(label), id);

ALTER TABLE secrets
  ADD CONSTRAINT secrets_public_id CHECK (public_id ~ '^[0-9A-Za-z]{12}$'),
  ADD CONSTRAINT secrets_hash CHECK (octet_length(hash) = 32),
  ADD CONSTRAINT secrets_last_four CHECK (last_four ~ '^[0-9A-Za-z]{4}$'),
  ADD CONSTRAINT secrets_prefix CHECK (prefix ~ '^[a-z][a-z0-9]{1,15}$'),
  ADD CONSTRAINT secrets_replaces FOREIGN KEY (replaces) REFERENCES secrets (public_id) ON DELETE CASCADE;
-- A key has at most one current secret, every other one has an end. Two rotations at once cannot both succeed without the lock.
CREATE UNIQUE INDEX secrets_one_current ON secrets (key_id) WHERE ends_at IS NULL;

ALTER TABLE service_tokens
  ADD CONSTRAINT service_tokens_name CHECK (char_length(name) BETWEEN 1 AND 100),
  ADD CONSTRAINT service_tokens_hash CHECK (octet_length(hash) = 32);
ALTER TABLE access_tokens
  ADD CONSTRAINT access_tokens_name CHECK (char_length(name) BETWEEN 1 AND 100),
  ADD CONSTRAINT access_tokens_hash CHECK (octet_length(hash) = 32);
ALTER TABLE audit_events
  ADD CONSTRAINT audit_events_actor_kind CHECK (actor_kind IN ('user', 'access_token', 'system'));

-- Invariant 3: a revoked key never returns, a secret that has ended never works again.
CREATE FUNCTION keep_key_revoked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at THEN
    RAISE EXCEPTION 'key % is revoked and stays revoked', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_key_revoked BEFORE UPDATE OF revoked_at ON keys FOR EACH ROW EXECUTE FUNCTION keep_key_revoked();

CREATE FUNCTION keep_secret_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.ends_at <= now() AND (NEW.ends_at IS NULL OR NEW.ends_at > OLD.ends_at) THEN
    RAISE EXCEPTION 'secret % has ended and stays ended', OLD.public_id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_secret_ended BEFORE UPDATE OF ends_at ON secrets FOR EACH ROW EXECUTE FUNCTION keep_secret_ended();

-- The trail is append-only, whoever asks.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_events is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER refuse_audit_change BEFORE UPDATE OR DELETE ON audit_events FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER refuse_audit_truncate BEFORE TRUNCATE ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- Cache coherence. Every committed change of a key or one of its secrets raises its version, notifies the gateways, and
-- leaves the transaction's id behind, so that a gateway that lost the notification finds the change by polling:
-- "changed_in >= the xmin of my last snapshot" misses nothing, since whatever that snapshot did not see has such an id.
CREATE TABLE key_changes (
  key_id uuid PRIMARY KEY,
  version bigint NOT NULL DEFAULT 1,
  changed_in xid8 NOT NULL DEFAULT pg_current_xact_id()
);
CREATE INDEX key_changes_changed_in ON key_changes (changed_in);

CREATE FUNCTION note_key_change(changed uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  new_version bigint;
BEGIN
  INSERT INTO key_changes AS c (key_id) VALUES (changed)
    ON CONFLICT (key_id) DO UPDATE SET version = c.version + 1, changed_in = pg_current_xact_id()
    RETURNING version INTO new_version;
  PERFORM pg_notify('latchkey', 'key:' || changed || ':' || new_version);
END $$;

CREATE FUNCTION note_key_row_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM note_key_change(OLD.id); END IF;
  IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.id <> OLD.id) THEN PERFORM note_key_change(NEW.id); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER note_key_row_change AFTER INSERT OR UPDATE OR DELETE ON keys FOR EACH ROW EXECUTE FUNCTION note_key_row_change();

CREATE FUNCTION note_secret_row_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM note_key_change(OLD.key_id); END IF;
  IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.key_id <> OLD.key_id) THEN PERFORM note_key_change(NEW.key_id); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER note_secret_row_change AFTER INSERT OR UPDATE OR DELETE ON secrets FOR EACH ROW EXECUTE FUNCTION note_secret_row_change();

CREATE FUNCTION note_key_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE key_changes SET version = version + 1, changed_in = pg_current_xact_id();
  PERFORM pg_notify('latchkey', 'all');
  RETURN NULL;
END $$;
CREATE TRIGGER note_key_truncate AFTER TRUNCATE ON keys FOR EACH STATEMENT EXECUTE FUNCTION note_key_truncate();
CREATE TRIGGER note_secret_truncate AFTER TRUNCATE ON secrets FOR EACH STATEMENT EXECUTE FUNCTION note_key_truncate();

CREATE FUNCTION note_settings_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('latchkey', 'settings');
  RETURN NULL;
END $$;
CREATE TRIGGER note_settings_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON service_tokens FOR EACH STATEMENT EXECUTE FUNCTION note_settings_change();
CREATE TRIGGER note_settings_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON deployment FOR EACH STATEMENT EXECUTE FUNCTION note_settings_change();

-- The gateways that are up: a mutation that takes a right away waits for each of them to say that it has heard.
CREATE TABLE gateways (
  id uuid PRIMARY KEY,
  started_at timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz NOT NULL DEFAULT now()
);

-- Usage. No foreign keys: a count that was answered is kept whatever happens to the key, and one bad row must not hold up a segment.
CREATE TABLE usage_segments (id uuid PRIMARY KEY, flushed_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX usage_segments_flushed_at ON usage_segments (flushed_at);
CREATE TABLE usage_batches (id uuid PRIMARY KEY, received_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX usage_batches_received_at ON usage_batches (received_at);

-- A latency sketch (lib/usage/sketch.ts) is a flat array of (bin, count) pairs, ascending by bin, merging adds counts of equal bins.
CREATE FUNCTION merge_latency(a bigint[], b bigint[]) RETURNS bigint[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN a IS NULL OR cardinality(a) = 0 THEN coalesce(b, '{}')
    WHEN b IS NULL OR cardinality(b) = 0 THEN a
    ELSE (
      SELECT array_agg(x ORDER BY bin, part)
      FROM (SELECT bin, sum(count)::bigint AS count FROM (
              SELECT a[i] AS bin, a[i + 1] AS count FROM generate_series(1, cardinality(a), 2) AS i
              UNION ALL
              SELECT b[i], b[i + 1] FROM generate_series(1, cardinality(b), 2) AS i
            ) AS pairs GROUP BY bin) AS merged,
           LATERAL (VALUES (1, bin), (2, count)) AS flat (part, x)
    )
  END
$$;

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
  latency bigint[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (key_id, bucket, secret_id, rolled)
);
CREATE INDEX usage_minutes_team ON usage_minutes (team_id, environment, bucket);
CREATE INDEX usage_minutes_unrolled ON usage_minutes (bucket) WHERE NOT rolled;

CREATE TABLE usage_hours (LIKE usage_minutes INCLUDING DEFAULTS);
ALTER TABLE usage_hours DROP COLUMN rolled, ADD PRIMARY KEY (key_id, bucket, secret_id);
CREATE INDEX usage_hours_team ON usage_hours (team_id, environment, bucket);

CREATE TABLE usage_days (LIKE usage_hours INCLUDING DEFAULTS);
ALTER TABLE usage_days ADD PRIMARY KEY (key_id, bucket, secret_id);
CREATE INDEX usage_days_team ON usage_days (team_id, environment, bucket);
