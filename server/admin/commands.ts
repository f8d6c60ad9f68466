import { createAccessTokenCommand } from "./access-token";
import { exportAudit } from "./audit-export";
import { verifyAudit } from "./audit-verify";
import { bootstrap } from "./bootstrap";
import type { Command } from "./command";
import { doctor } from "./doctor";
import { fillDemoTeam } from "./fill-demo-team";
import { forgetSealedSecretsCommand } from "./forget-sealed-secrets";
import { kekRollOverCommand, kekStatusCommand } from "./kek";
import { importKeysCommand } from "./keys-import";
import { migrate } from "./migrate";
import { applyTrails } from "./restore-apply";
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
  exportAudit,
  applyTrails,
  migrate,
  doctor,
  fillDemoTeam,
];
