import { createServiceToken } from "@/lib/operator/create-service-token";
import { listServiceTokens } from "@/lib/operator/list-service-tokens";
import { COMMAND_LINE } from "@/lib/operator/operator";
import { revokeServiceToken } from "@/lib/operator/revoke-service-token";
import { createServiceTokenSchema } from "@/lib/operator/schema";
import type { Command } from "./command";

export const createServiceTokenCommand: Command = {
  name: "service-token create",
  usage: "--name N",
  summary: "a token with which one of your services asks the gateway",
  required: ["name"],
  run: async (input) => {
    const { id, name, token } = await createServiceToken(COMMAND_LINE, createServiceTokenSchema.parse(input));
    return { json: { id, name, token }, text: `${id}\n${token}\nThe token is shown once.` };
  },
};

export const listServiceTokensCommand: Command = {
  name: "service-token list",
  usage: "",
  summary: "every service token, newest first",
  required: [],
  run: async () => {
    const serviceTokens = await listServiceTokens(COMMAND_LINE);
    const lines = serviceTokens.map(({ id, name, masked, createdAt, revokedAt }) =>
      [id, masked, createdAt, revokedAt === null ? "active" : `revoked ${revokedAt}`, name].join("  "),
    );
    return { json: { serviceTokens }, text: lines.join("\n") || "There are no service tokens yet." };
  },
};

export const revokeServiceTokenCommand: Command = {
  name: "service-token revoke",
  usage: "ID",
  summary: "ends a service token at once",
  required: [],
  positional: "id",
  run: async ({ id = "" }) => {
    await revokeServiceToken(COMMAND_LINE, { tokenId: id });
    return { json: { id, revoked: true }, text: `${id} is revoked.` };
  },
};
