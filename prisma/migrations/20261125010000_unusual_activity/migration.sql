-- CreateEnum
CREATE TYPE "AlertKind" AS ENUM ('spike', 'error_jump', 'new_country', 'refusal_burst', 'retired_secret', 'idle_use');

-- CreateTable
CREATE TABLE "alerts" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "key_id" UUID NOT NULL,
    "environment" "Environment" NOT NULL,
    "kind" "AlertKind" NOT NULL,
    "subject" TEXT NOT NULL,
    "window_from" TIMESTAMPTZ(3) NOT NULL,
    "window_to" TIMESTAMPTZ(3) NOT NULL,
    "excess" DOUBLE PRECISION NOT NULL,
    "evidence" JSONB NOT NULL,
    "seen_from" TIMESTAMPTZ(3) NOT NULL,
    "seen_until" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by_id" UUID,
    "acknowledged_by_name" TEXT,
    "muted_at" TIMESTAMPTZ(3),

    CONSTRAINT "alerts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_mutes" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "key_id" UUID NOT NULL,
    "kind" "AlertKind" NOT NULL,
    "until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" UUID,
    "by_name" TEXT NOT NULL,

    CONSTRAINT "alert_mutes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "alerts_team_id_environment_seen_until_id_idx" ON "alerts"("team_id", "environment", "seen_until" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "alerts_key_id_kind_subject_seen_until_idx" ON "alerts"("key_id", "kind", "subject", "seen_until" DESC);

-- CreateIndex
CREATE INDEX "alert_mutes_team_id_key_id_idx" ON "alert_mutes"("team_id", "key_id");

-- CreateIndex
CREATE UNIQUE INDEX "alert_mutes_key_id_kind_key" ON "alert_mutes"("key_id", "kind");

-- AddForeignKey
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_team_id_key_id_fkey" FOREIGN KEY ("team_id", "key_id") REFERENCES "keys"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_mutes" ADD CONSTRAINT "alert_mutes_team_id_key_id_fkey" FOREIGN KEY ("team_id", "key_id") REFERENCES "keys"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------------
-- Written by hand from here on.
-- ---------------------------------------------------------------------------------------------------------------------

ALTER TABLE alerts
  ADD CONSTRAINT alerts_subject CHECK (char_length(subject) <= 64),
  ADD CONSTRAINT alerts_window CHECK (window_from < window_to AND seen_from <= window_from AND window_to <= seen_until),
  ADD CONSTRAINT alerts_evidence CHECK (jsonb_typeof(evidence) = 'object' AND evidence ->> 'kind' = kind::text),
  ADD CONSTRAINT alerts_ended CHECK (ended_at >= seen_until),
  ADD CONSTRAINT alerts_acknowledged CHECK ((acknowledged_at IS NULL) = (acknowledged_by_name IS NULL));
-- What is unusual about a key is one alert, however many workers find it, however often.
CREATE UNIQUE INDEX alerts_one_ongoing ON alerts (key_id, kind, subject) WHERE ended_at IS NULL;
-- Counted on every page.
CREATE INDEX alerts_open ON alerts (team_id, environment, key_id) WHERE acknowledged_at IS NULL AND muted_at IS NULL;

ALTER TABLE alert_mutes ADD CONSTRAINT alert_mutes_until CHECK (until > created_at);

-- Up to where every hour has been judged for good: after a stop the worker goes on from there.
CREATE TABLE alert_progress (
  id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  judged_until timestamptz NOT NULL
);
