-- What callers named their calls of the management API, so that sending one again makes nothing again.
-- CreateTable
CREATE TABLE "idempotency_keys" (
    "team_id" UUID NOT NULL,
    "token_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "claim" UUID NOT NULL,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "status" SMALLINT,
    "body" TEXT,

    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("team_id","token_id","key")
);

-- CreateIndex
CREATE INDEX "idempotency_keys_token_id_idx" ON "idempotency_keys"("token_id");

-- CreateIndex
CREATE INDEX "idempotency_keys_expires_at_idx" ON "idempotency_keys"("expires_at");

-- AddForeignKey
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_token_id_fkey" FOREIGN KEY ("token_id") REFERENCES "access_tokens"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE idempotency_keys ADD CONSTRAINT idempotency_keys_key CHECK (key ~ '^[ -~]{1,255}$');
ALTER TABLE idempotency_keys ADD CONSTRAINT idempotency_keys_fingerprint CHECK (octet_length(fingerprint) = 32);
-- Under way, or finished with the whole of an answer.
ALTER TABLE idempotency_keys ADD CONSTRAINT idempotency_keys_answer CHECK ((status IS NULL) = (body IS NULL));
