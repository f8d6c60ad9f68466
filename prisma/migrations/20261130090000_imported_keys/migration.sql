-- Secrets made elsewhere, known by their SHA-256 alone.
-- AlterTable
ALTER TABLE "deployment" ADD COLUMN "import_key" BYTEA;

-- AlterTable
ALTER TABLE "secrets" ADD COLUMN "imported" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "made_at" TIMESTAMPTZ(3),
ALTER COLUMN "last_four" DROP NOT NULL;

ALTER TABLE deployment ADD CONSTRAINT deployment_import_key CHECK (octet_length(import_key) = 32);

-- Ours have a form; what is shown of another's is visible ASCII.
ALTER TABLE secrets
  DROP CONSTRAINT secrets_prefix,
  DROP CONSTRAINT secrets_last_four,
  ADD CONSTRAINT secrets_prefix CHECK (prefix ~ CASE WHEN imported THEN '^[!-~]{0,32}$' ELSE '^[a-z][a-z0-9]{1,15}$' END),
  ADD CONSTRAINT secrets_last_four CHECK (
    CASE WHEN imported THEN last_four IS NULL OR last_four ~ '^[!-~]{4}$' ELSE last_four IS NOT NULL AND last_four ~ '^[0-9A-Za-z]{4}$' END
  ),
  ADD CONSTRAINT secrets_imported CHECK (CASE WHEN imported THEN pepper_version IS NULL AND replaces IS NULL ELSE made_at IS NULL END);

-- A new secret changes nothing that a gateway holds of its key, and an import brings a hundred thousand: they are noted with their
-- keys' own rows, once instead of twice.
CREATE OR REPLACE FUNCTION note_secret_row_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NEW.imported THEN RETURN NULL; END IF;
  IF TG_OP <> 'INSERT' THEN PERFORM note_key_change(OLD.key_id); END IF;
  IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.key_id <> OLD.key_id) THEN PERFORM note_key_change(NEW.key_id); END IF;
  RETURN NULL;
END $$;
