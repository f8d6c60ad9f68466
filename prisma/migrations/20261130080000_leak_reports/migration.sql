-- AlterEnum
ALTER TYPE "AlertKind" ADD VALUE 'leaked';

-- CreateEnum
CREATE TYPE "LeakResponse" AS ENUM ('alert', 'end_secret', 'revoke_key');

-- CreateEnum
CREATE TYPE "LeakReporter" AS ENUM ('github', 'member', 'anonymous');

-- AlterTable
ALTER TABLE "deployment" ADD COLUMN "leak_response" "LeakResponse" NOT NULL DEFAULT 'alert';

-- CreateTable
CREATE TABLE "leak_reports" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "key_id" UUID NOT NULL,
    "secret_id" CHAR(12) NOT NULL,
    "reporter" "LeakReporter" NOT NULL,
    "source" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "response" "LeakResponse",
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "times" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "leak_reports_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "leak_reports_team_id_key_id_idx" ON "leak_reports"("team_id", "key_id");

-- CreateIndex
CREATE UNIQUE INDEX "leak_reports_secret_id_reporter_source_url_key" ON "leak_reports"("secret_id", "reporter", "source", "url");

-- AddForeignKey
ALTER TABLE "leak_reports" ADD CONSTRAINT "leak_reports_team_id_key_id_fkey" FOREIGN KEY ("team_id", "key_id") REFERENCES "keys"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leak_reports" ADD CONSTRAINT "leak_reports_secret_id_fkey" FOREIGN KEY ("secret_id") REFERENCES "secrets"("public_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------------
-- Written by hand from here on.
-- ---------------------------------------------------------------------------------------------------------------------

ALTER TABLE leak_reports
  ADD CONSTRAINT leak_reports_source CHECK (source ~ '^[a-z_]{0,40}$'),
  -- Without what its query says (lib/leaks/leak-place.ts). Short enough to be in an index.
  ADD CONSTRAINT leak_reports_url CHECK (url ~ '^(https?://.*)?$' AND octet_length(url) <= 1500),
  ADD CONSTRAINT leak_reports_times CHECK (times >= 1 AND last_at >= first_at);

-- How many reports came and what came of them, by day of UTC: of tokens that are no secret of ours, nothing else is kept.
CREATE TABLE leak_tallies (
  day date NOT NULL,
  reporter "LeakReporter" NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('acted', 'repeated', 'over', 'unknown')),
  reports bigint NOT NULL CHECK (reports > 0),
  PRIMARY KEY (day, reporter, outcome)
);

-- Signed bodies that were taken, by their SHA-256, so that none is taken again (lib/leaks/github/claim-body.ts).
CREATE TABLE secret_scanning_bodies (
  digest bytea PRIMARY KEY CHECK (octet_length(digest) = 32),
  taken_at timestamptz(3) NOT NULL,
  done boolean NOT NULL DEFAULT false
);
CREATE INDEX secret_scanning_bodies_taken ON secret_scanning_bodies (taken_at);
