import { createAccessTokenCommand } from "./access-token";
import { bootstrap } from "./bootstrap";
import type { Command } from "./command";
import { doctor } from "./doctor";
import { fillDemoTeam } from "./fill-demo-team";
import { migrate } from "./migrate";
import { createServiceTokenCommand, listServiceTokensCommand, revokeServiceTokenCommand } from "./service-token";
import { resetPasswordCommand } from "./user";

/** Every operator's command, in the order the usage shows them. */
export const COMMANDS: Command[] = [
  bootstrap,
  createServiceTokenCommand,
  listServiceTokensCommand,
  revokeServiceTokenCommand,
  createAccessTokenCommand,
  resetPasswordCommand,
  migrate,
  doctor,
  fillDemoTeam,
];
