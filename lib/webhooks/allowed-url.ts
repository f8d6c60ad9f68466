import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { readTargetUrl } from "./target-url";

/** @throws DomainError invalid, on the field `url` */
export function allowedUrl(text: string): string {
  const read = readTargetUrl(text, env().WEBHOOK_PRIVATE_NETWORKS);
  if ("trouble" in read) throw new DomainError("invalid", read.trouble, { url: read.trouble });
  return read.url;
}
