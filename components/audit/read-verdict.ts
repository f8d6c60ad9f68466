import type { ChainVerdict } from "@/lib/audit/chain/verify-chain";
import type { VerifyLine } from "@/lib/audit/verify-lines";

/** Reads those lines as they come. */
export async function readVerdict(url: string, onVerified: (events: number) => void): Promise<ChainVerdict> {
  const response = await fetch(url);
  if (!response.ok || response.body === null) throw new Error(`verification answered ${response.status}`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let text = ""; ; ) {
    const { done, value } = await reader.read();
    if (done) throw new Error("verification ended early");
    text += value;
    const lines = text.split("\n");
    text = lines.pop() ?? "";
    for (const line of lines) {
      const said: VerifyLine = JSON.parse(line);
      if ("verdict" in said) return said.verdict;
      onVerified(said.verified);
    }
  }
}
