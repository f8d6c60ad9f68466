import { createAccessTokenCommand } from "./access-token";
import { verifyAudit } from "./audit-verify";
import { bootstrap } from "./bootstrap";
import type { Command } from "./command";
import { doctor } from "./doctor";
import { fillDemoTeam } from "./fill-demo-team";
import { forgetSealedSecretsCommand } from "./forget-sealed-secrets";
import { kekRollOverCommand, kekStatusCommand } from "./kek";
import { importKeysCommand } from "./keys-import";
import { migrate } from "./migrate";
import { createServiceTokenCommand, listServiceTokensCommand, revokeServiceTokenCommand } from "./service-token";
import { removeSecondFactorCommand, resetPasswordCommand } from "./user";

/** Every operator's command, in the order the usage shows them. */
export const COMMANDS: Command[] = [
  bootstrap,
  createServiceTokenCommand,
  listServiceTokensCommand,
  revokeServiceTokenCommand,
  createAccessTokenCommand,
  importKeysCommand,
  resetPasswordCommand,
  kekStatusCommand,
  kekRollOverCommand,
  forgetSealedSecretsCommand,
  removeSecondFactorCommand,
  verifyAudit,
  migrate,
  doctor,
  fillDemoTeam,
];
