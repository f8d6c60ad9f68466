-- AlterTable
ALTER TABLE "keys" ADD COLUMN IF NOT EXISTS "rotate_by" TIMESTAMPTZ(3),
ADD COLUMN IF NOT EXISTS "rotation_enforced" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "notices" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "key_id" UUID,
    "environment" "Environment",
    "subject" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice_deliveries" (
    "notice_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "team_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "mail_id" UUID,
    "dropped_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_deliveries_pkey" PRIMARY KEY ("notice_id","user_id","channel")
);

-- CreateTable
CREATE TABLE "notice_mails" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,
    "settled_at" TIMESTAMPTZ(3),
    "trouble" TEXT,

    CONSTRAINT "notice_mails_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice_preferences" (
    "team_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind_group" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "dashboard" BOOLEAN NOT NULL,
    "keys" TEXT NOT NULL,

    CONSTRAINT "notice_preferences_pkey" PRIMARY KEY ("team_id","user_id","kind_group")
);

-- CreateIndex
CREATE INDEX "notices_team_id_key_id_idx" ON "notices"("team_id", "key_id");

-- CreateIndex
CREATE UNIQUE INDEX "notices_team_id_kind_subject_key" ON "notices"("team_id", "kind", "subject");

-- CreateIndex
CREATE INDEX "notice_deliveries_team_id_user_id_channel_created_at_notice_idx" ON "notice_deliveries"("team_id", "user_id", "channel", "created_at" DESC, "notice_id" DESC);

-- CreateIndex
CREATE INDEX "notice_deliveries_mail_id_idx" ON "notice_deliveries"("mail_id");

-- CreateIndex
CREATE INDEX "notice_mails_team_id_user_id_idx" ON "notice_mails"("team_id", "user_id");

-- AddForeignKey
ALTER TABLE "notices" ADD CONSTRAINT "notices_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notices" ADD CONSTRAINT "notices_team_id_key_id_fkey" FOREIGN KEY ("team_id", "key_id") REFERENCES "keys"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_deliveries" ADD CONSTRAINT "notice_deliveries_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notices"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_deliveries" ADD CONSTRAINT "notice_deliveries_team_id_user_id_fkey" FOREIGN KEY ("team_id", "user_id") REFERENCES "memberships"("team_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_deliveries" ADD CONSTRAINT "notice_deliveries_mail_id_fkey" FOREIGN KEY ("mail_id") REFERENCES "notice_mails"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_mails" ADD CONSTRAINT "notice_mails_team_id_user_id_fkey" FOREIGN KEY ("team_id", "user_id") REFERENCES "memberships"("team_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notice_preferences" ADD CONSTRAINT "notice_preferences_team_id_user_id_fkey" FOREIGN KEY ("team_id", "user_id") REFERENCES "memberships"("team_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------------
-- Written by hand from here on.
-- ---------------------------------------------------------------------------------------------------------------------

ALTER TABLE notices
  ADD CONSTRAINT notices_subject CHECK (char_length(subject) <= 200),
  ADD CONSTRAINT notices_facts CHECK (jsonb_typeof(facts) = 'object' AND facts ->> 'kind' = kind),
  ADD CONSTRAINT notices_environment CHECK (key_id IS NULL OR environment IS NOT NULL);
ALTER TABLE notice_deliveries
  ADD CONSTRAINT notice_deliveries_channel CHECK (channel IN ('dashboard', 'mail')),
  ADD CONSTRAINT notice_deliveries_mail CHECK ((channel = 'mail') = (due_at IS NOT NULL)),
  ADD CONSTRAINT notice_deliveries_dashboard CHECK (channel = 'dashboard' OR read_at IS NULL);
ALTER TABLE notice_mails
  ADD CONSTRAINT notice_mails_outcome CHECK (outcome IN ('sent', 'given_up', 'void')),
  ADD CONSTRAINT notice_mails_settled CHECK ((outcome IS NULL) = (settled_at IS NULL));
ALTER TABLE notice_preferences
  ADD CONSTRAINT notice_preferences_group CHECK (kind_group IN ('expiry', 'rotation', 'grace', 'alerts', 'webhooks')),
  ADD CONSTRAINT notice_preferences_email CHECK (email IN ('each', 'daily', 'off')),
  ADD CONSTRAINT notice_preferences_keys CHECK (keys IN ('all', 'own'));

-- Looked into each minute: what waits, and nothing else.
CREATE INDEX notice_deliveries_waiting ON notice_deliveries (due_at)
  WHERE channel = 'mail' AND mail_id IS NULL AND dropped_at IS NULL;
CREATE INDEX notice_mails_unsent ON notice_mails (next_attempt_at) WHERE outcome IS NULL;
CREATE INDEX notice_mails_given_up ON notice_mails (settled_at) WHERE outcome = 'given_up';
-- Counted on every page.
CREATE INDEX notice_deliveries_unread ON notice_deliveries (team_id, user_id)
  WHERE channel = 'dashboard' AND read_at IS NULL;

-- When to look next at what a notice may be due about: one row for a key's expiry, for its rotation, for each secret in its grace
-- and for an alert that was opened. Whatever changes a date has it looked at anew, at once; nothing else is looked at before its
-- next mark, however many keys there are.
CREATE TABLE notice_looks (
  about text NOT NULL CHECK (about IN ('expiry', 'rotation', 'grace', 'alert')),
  -- The key's id, the secret's public id or the alert's id.
  subject text NOT NULL,
  key_id uuid NOT NULL REFERENCES keys (id) ON DELETE CASCADE,
  -- When the date was set; marks before it are not told.
  since timestamptz(3),
  -- When a mark of this grace was told last.
  told_at timestamptz(3),
  look_at timestamptz NOT NULL,
  PRIMARY KEY (about, subject)
);
CREATE INDEX notice_looks_due ON notice_looks (look_at);
CREATE INDEX notice_looks_key ON notice_looks (key_id);

CREATE FUNCTION look_at_key_dates() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.revoked_at IS NOT NULL THEN
    DELETE FROM notice_looks WHERE key_id = NEW.id;
    RETURN NULL;
  END IF;
  IF TG_OP = 'INSERT' OR NEW.expires_at IS DISTINCT FROM OLD.expires_at THEN
    IF NEW.expires_at IS NULL THEN
      DELETE FROM notice_looks WHERE about = 'expiry' AND subject = NEW.id::text;
    ELSE
      INSERT INTO notice_looks (about, subject, key_id, since, look_at)
      VALUES ('expiry', NEW.id::text, NEW.id, CASE TG_OP WHEN 'INSERT' THEN NEW.created_at ELSE NEW.updated_at END, '-infinity')
      ON CONFLICT (about, subject) DO UPDATE SET since = EXCLUDED.since, look_at = EXCLUDED.look_at;
    END IF;
  END IF;
  IF NEW.rotate_by IS NULL THEN
    IF TG_OP = 'UPDATE' AND OLD.rotate_by IS NOT NULL THEN
      DELETE FROM notice_looks WHERE about = 'rotation' AND subject = NEW.id::text;
    END IF;
  -- A key that is enabled again, or lives longer, may have passed a mark meanwhile.
  ELSIF TG_OP = 'INSERT' OR (NEW.rotate_by, NEW.disabled_at, NEW.expires_at) IS DISTINCT FROM (OLD.rotate_by, OLD.disabled_at, OLD.expires_at) THEN
    INSERT INTO notice_looks (about, subject, key_id, look_at) VALUES ('rotation', NEW.id::text, NEW.id, '-infinity')
    ON CONFLICT (about, subject) DO UPDATE SET look_at = EXCLUDED.look_at;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER look_at_new_key AFTER INSERT ON keys FOR EACH ROW
  WHEN (NEW.expires_at IS NOT NULL OR NEW.rotate_by IS NOT NULL) EXECUTE FUNCTION look_at_key_dates();
CREATE TRIGGER look_at_changed_key AFTER UPDATE OF expires_at, rotate_by, disabled_at, revoked_at ON keys FOR EACH ROW
  EXECUTE FUNCTION look_at_key_dates();

CREATE FUNCTION look_at_grace() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO notice_looks (about, subject, key_id, look_at) VALUES ('grace', NEW.public_id, NEW.key_id, '-infinity')
  ON CONFLICT (about, subject) DO UPDATE SET look_at = EXCLUDED.look_at;
  RETURN NULL;
END $$;
CREATE TRIGGER look_at_grace AFTER UPDATE OF ends_at ON secrets FOR EACH ROW
  WHEN (NEW.ends_at IS NOT NULL AND NEW.ends_at IS DISTINCT FROM OLD.ends_at) EXECUTE FUNCTION look_at_grace();

CREATE FUNCTION look_at_alert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO notice_looks (about, subject, key_id, look_at) VALUES ('alert', NEW.id::text, NEW.key_id, '-infinity')
  ON CONFLICT (about, subject) DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER look_at_opened_alert AFTER INSERT ON alerts FOR EACH ROW
  WHEN (NEW.muted_at IS NULL) EXECUTE FUNCTION look_at_alert();
-- A mute that has run out no longer hides what goes on.
CREATE TRIGGER look_at_unmuted_alert AFTER UPDATE OF muted_at ON alerts FOR EACH ROW
  WHEN (NEW.muted_at IS NULL AND OLD.muted_at IS NOT NULL) EXECUTE FUNCTION look_at_alert();

-- Keys that are there already: the nearest mark that has passed is told at the first look, a date long past is not.
INSERT INTO notice_looks (about, subject, key_id, since, look_at)
  SELECT 'expiry', id::text, id, created_at, '-infinity' FROM keys
  WHERE revoked_at IS NULL AND expires_at > now() - interval '1 day';
INSERT INTO notice_looks (about, subject, key_id, look_at)
  SELECT 'rotation', id::text, id, '-infinity' FROM keys WHERE revoked_at IS NULL AND rotate_by IS NOT NULL;
INSERT INTO notice_looks (about, subject, key_id, look_at)
  SELECT 'grace', s.public_id, s.key_id, '-infinity' FROM secrets s JOIN keys k ON k.id = s.key_id
  WHERE s.ends_at > now() AND k.revoked_at IS NULL;
