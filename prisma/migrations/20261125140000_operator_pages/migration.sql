-- AlterTable
ALTER TABLE "deployment" ADD COLUMN     "former_key_prefixes" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "logo_hash" TEXT;

-- ---------------------------------------------------------------------------------------------------------------------
-- Written by hand from here on: what the Prisma schema cannot say.
-- ---------------------------------------------------------------------------------------------------------------------

UPDATE deployment SET logo_hash = encode(sha256(logo), 'hex') WHERE logo IS NOT NULL;
ALTER TABLE deployment
  ADD CONSTRAINT deployment_logo_hash CHECK (logo_hash IS NOT DISTINCT FROM encode(sha256(logo), 'hex'));

-- Prefixes that keys were made with before the database kept the list.
UPDATE deployment SET former_key_prefixes =
  ARRAY(SELECT DISTINCT prefix FROM secrets WHERE prefix <> (SELECT key_prefix FROM deployment) ORDER BY prefix);

-- When the worker last did what it does again and again: told by the health page, read by nobody else.
CREATE TABLE worker_duties (
  name text PRIMARY KEY CHECK (char_length(name) BETWEEN 1 AND 60),
  every_ms integer NOT NULL CHECK (every_ms > 0),
  done_at timestamptz,
  -- Why, the worker's log says: a message may hold what nobody should keep.
  failed_at timestamptz
);
