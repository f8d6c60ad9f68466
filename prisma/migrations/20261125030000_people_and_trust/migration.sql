-- CreateEnum
CREATE TYPE "SignUpMode" AS ENUM ('anyone', 'invited', 'domains');

-- CreateEnum
CREATE TYPE "StorageMode" AS ENUM ('irretrievable', 'retrievable');

-- CreateEnum
CREATE TYPE "MailTokenPurpose" AS ENUM ('reset_password', 'confirm_email');

-- AlterTable
ALTER TABLE "deployment" ADD COLUMN     "logo" BYTEA,
ADD COLUMN     "logo_type" TEXT,
ADD COLUMN     "sign_up_domains" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "sign_up_mode" "SignUpMode" NOT NULL DEFAULT 'anyone',
ADD COLUMN     "storage_mode" "StorageMode" NOT NULL DEFAULT 'irretrievable';

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "email_confirmed_at" TIMESTAMPTZ(3),
ALTER COLUMN "password_hash" DROP NOT NULL;

-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "authenticated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "method" TEXT NOT NULL DEFAULT 'password';

-- AlterTable
ALTER TABLE "secrets" ADD COLUMN     "kek_version" INTEGER,
ADD COLUMN     "sealed" BYTEA;

-- AlterTable
ALTER TABLE "access_tokens" ADD COLUMN     "last_used_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "linked_accounts" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "linked_accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "second_factors" (
    "user_id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,
    "kek_version" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmed_at" TIMESTAMPTZ(3),
    "last_step" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "second_factors_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "recovery_codes" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_codes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail_tokens" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "purpose" "MailTokenPurpose" NOT NULL,
    "email" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "mail_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "hash" BYTEA NOT NULL,
    "invited_by_id" UUID NOT NULL,
    "invited_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "accepted_by_id" UUID,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "linked_accounts_provider_subject_key" ON "linked_accounts"("provider", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "linked_accounts_user_id_provider_key" ON "linked_accounts"("user_id", "provider");

-- CreateIndex
CREATE UNIQUE INDEX "recovery_codes_hash_key" ON "recovery_codes"("hash");

-- CreateIndex
CREATE INDEX "recovery_codes_user_id_idx" ON "recovery_codes"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "mail_tokens_hash_key" ON "mail_tokens"("hash");

-- CreateIndex
CREATE INDEX "mail_tokens_user_id_purpose_idx" ON "mail_tokens"("user_id", "purpose");

-- CreateIndex
CREATE INDEX "mail_tokens_expires_at_idx" ON "mail_tokens"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_hash_key" ON "invitations"("hash");

-- CreateIndex
CREATE INDEX "invitations_team_id_created_at_idx" ON "invitations"("team_id", "created_at");

-- AddForeignKey
ALTER TABLE "linked_accounts" ADD CONSTRAINT "linked_accounts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "second_factors" ADD CONSTRAINT "second_factors_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail_tokens" ADD CONSTRAINT "mail_tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------------
-- Written by hand from here on: what the Prisma schema cannot say.
-- ---------------------------------------------------------------------------------------------------------------------

ALTER TABLE deployment
  ADD CONSTRAINT deployment_logo CHECK (
    (logo IS NULL) = (logo_type IS NULL)
    AND octet_length(logo) <= 262144
    AND logo_type IN ('image/png', 'image/jpeg', 'image/webp')
  ),
  ADD CONSTRAINT deployment_sign_up_domains CHECK (cardinality(sign_up_domains) <= 100);

-- Accounts that exist were opened without a mail; what they could do yesterday they can do today.
UPDATE users SET email_confirmed_at = created_at;
-- The proof that is asked for again is that of the sign-in.
UPDATE sessions SET authenticated_at = created_at;

ALTER TABLE linked_accounts
  ADD CONSTRAINT linked_accounts_provider CHECK (provider IN ('github', 'google', 'oidc')),
  ADD CONSTRAINT linked_accounts_subject CHECK (char_length(subject) BETWEEN 1 AND 255),
  ADD CONSTRAINT linked_accounts_name CHECK (char_length(name) BETWEEN 1 AND 254);
ALTER TABLE recovery_codes ADD CONSTRAINT recovery_codes_hash CHECK (octet_length(hash) = 32);
ALTER TABLE mail_tokens ADD CONSTRAINT mail_tokens_hash CHECK (octet_length(hash) = 32);

ALTER TABLE invitations
  ADD CONSTRAINT invitations_hash CHECK (octet_length(hash) = 32),
  ADD CONSTRAINT invitations_email CHECK (email = lower(email) AND char_length(email) BETWEEN 3 AND 254),
  ADD CONSTRAINT invitations_accepted CHECK (accepted_by_id IS NULL OR accepted_at IS NOT NULL),
  ADD CONSTRAINT invitations_one_end CHECK (accepted_at IS NULL OR withdrawn_at IS NULL);
CREATE UNIQUE INDEX invitations_one_open ON invitations (team_id, email) WHERE accepted_at IS NULL AND withdrawn_at IS NULL;

ALTER TABLE secrets ADD CONSTRAINT secrets_sealed CHECK ((sealed IS NULL) = (kek_version IS NULL));

-- A team has an owner for as long as it has a member, whoever asks: the last one is neither removed nor made less. Two owners who
-- leave at the same time wait for each other at the team's row.
CREATE FUNCTION keep_an_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.role = 'owner' AND NEW.team_id = OLD.team_id THEN RETURN NULL; END IF;
  PERFORM 1 FROM teams WHERE id = OLD.team_id FOR UPDATE;
  IF EXISTS (SELECT 1 FROM memberships WHERE team_id = OLD.team_id)
    AND NOT EXISTS (SELECT 1 FROM memberships WHERE team_id = OLD.team_id AND role = 'owner') THEN
    RAISE EXCEPTION 'team % keeps an owner', OLD.team_id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_an_owner AFTER UPDATE OR DELETE ON memberships
  FOR EACH ROW WHEN (OLD.role = 'owner') EXECUTE FUNCTION keep_an_owner();
