-- CreateTable
CREATE TABLE "refused_requests" (
    "request_id" TEXT NOT NULL,
    "position" SMALLINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "code" TEXT NOT NULL,
    "team_id" UUID,
    "key_id" UUID,
    "facts" JSONB NOT NULL,

    CONSTRAINT "refused_requests_pkey" PRIMARY KEY ("request_id","position")
);

-- CreateIndex
CREATE INDEX "refused_requests_at_idx" ON "refused_requests"("at");

-- CreateIndex
CREATE INDEX "refused_requests_team_id_key_id_idx" ON "refused_requests"("team_id", "key_id");

-- AddForeignKey
ALTER TABLE "refused_requests" ADD CONSTRAINT "refused_requests_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refused_requests" ADD CONSTRAINT "refused_requests_team_id_key_id_fkey" FOREIGN KEY ("team_id", "key_id") REFERENCES "keys"("team_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE refused_requests
  ADD CONSTRAINT refused_requests_request_id CHECK (char_length(request_id) <= 64),
  ADD CONSTRAINT refused_requests_facts CHECK (jsonb_typeof(facts) = 'object'),
  ADD CONSTRAINT refused_requests_whose CHECK ((team_id IS NULL) = (key_id IS NULL));
