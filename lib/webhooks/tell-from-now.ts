import { beforeCommit, type Transaction } from "@/lib/db/prisma";

/**
 * Has the endpoint told what follows in the team's trail, and nothing before. Call it after `recordEvent`: it runs right after that
 * event is in the chain, whose writers wait for this transaction, so that the end it reads is the end.
 */
export function tellFromNow(tx: Transaction, teamId: string, endpointId: string): void {
  beforeCommit(tx, async () => {
    await tx.$executeRaw`
      UPDATE webhook_endpoints SET from_seq = h.seq FROM audit_heads h
      WHERE h.team_id = ${teamId}::uuid AND id = ${endpointId}::uuid`;
    await tx.$executeRaw`
      INSERT INTO webhook_cursors (team_id, seq) SELECT team_id, seq FROM audit_heads WHERE team_id = ${teamId}::uuid
      ON CONFLICT (team_id) DO NOTHING`;
  });
}
