-- What is sealed stands apart from what verification reads: rolling the key-encryption key over then changes no row of `secrets`,
-- whose triggers would send every gateway to the database, and a dump can leave this table out.
-- Nothing has been sealed in the columns it replaces: no version wrote them.
-- CreateTable
CREATE TABLE "sealed_secrets" (
    "public_id" CHAR(12) NOT NULL,
    "sealed" BYTEA NOT NULL,
    "kek_version" INTEGER NOT NULL,

    CONSTRAINT "sealed_secrets_pkey" PRIMARY KEY ("public_id")
);

-- CreateIndex
CREATE INDEX "sealed_secrets_kek_version_idx" ON "sealed_secrets"("kek_version");

-- AddForeignKey
ALTER TABLE "sealed_secrets" ADD CONSTRAINT "sealed_secrets_public_id_fkey" FOREIGN KEY ("public_id") REFERENCES "secrets"("public_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "secrets" DROP CONSTRAINT "secrets_sealed";
ALTER TABLE "secrets" DROP COLUMN "kek_version",
DROP COLUMN "sealed";

-- An envelope of lib/vault/envelope.ts: 89 bytes around a text of at most 1,024.
ALTER TABLE sealed_secrets ADD CONSTRAINT sealed_secrets_sealed CHECK (octet_length(sealed) BETWEEN 89 AND 1113);
