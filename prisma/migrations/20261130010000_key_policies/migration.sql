-- CreateEnum
CREATE TYPE "OverdueRotation" AS ENUM ('warn', 'end');

-- AlterTable
ALTER TABLE "deployment" ADD COLUMN     "default_expiry_days" INTEGER,
ADD COLUMN     "live_allow_list" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "longest_grace_seconds" INTEGER,
ADD COLUMN     "overdue_rotation" "OverdueRotation" NOT NULL DEFAULT 'warn',
ADD COLUMN     "rotate_every_days" INTEGER,
ADD COLUMN     "rotation_since" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "keys" ADD COLUMN     "rotate_by" TIMESTAMPTZ(3),
ADD COLUMN     "rotation_enforced" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "team_policies" (
    "team_id" UUID NOT NULL,
    "maximum_lifetime_days" INTEGER,
    "default_expiry_days" INTEGER,
    "rotate_every_days" INTEGER,
    "overdue_rotation" "OverdueRotation",
    "rotation_since" TIMESTAMPTZ(3),
    "longest_grace_seconds" INTEGER,
    "live_allow_list" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "team_policies_pkey" PRIMARY KEY ("team_id")
);

-- CreateIndex
CREATE INDEX "keys_team_id_rotate_by_idx" ON "keys"("team_id", "rotate_by");

-- AddForeignKey
ALTER TABLE "team_policies" ADD CONSTRAINT "team_policies_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------------
-- Written by hand from here on: what the Prisma schema cannot say.
-- ---------------------------------------------------------------------------------------------------------------------

ALTER TABLE deployment
  ADD CONSTRAINT deployment_default_expiry CHECK (default_expiry_days BETWEEN 1 AND 3650),
  ADD CONSTRAINT deployment_rotate_every CHECK (rotate_every_days BETWEEN 1 AND 3650),
  ADD CONSTRAINT deployment_longest_grace CHECK (longest_grace_seconds BETWEEN 0 AND 2592000);
ALTER TABLE team_policies
  ADD CONSTRAINT team_policies_maximum_lifetime CHECK (maximum_lifetime_days BETWEEN 1 AND 3650),
  ADD CONSTRAINT team_policies_default_expiry CHECK (default_expiry_days BETWEEN 1 AND 3650),
  ADD CONSTRAINT team_policies_rotate_every CHECK (rotate_every_days BETWEEN 1 AND 3650),
  ADD CONSTRAINT team_policies_longest_grace CHECK (longest_grace_seconds BETWEEN 0 AND 2592000);

-- Nobody is refused for a rotation that nobody has asked for.
ALTER TABLE keys ADD CONSTRAINT keys_enforced_rotation_has_a_date CHECK (rotate_by IS NOT NULL OR NOT rotation_enforced);
