import type { Environment } from "@/lib/keys/environment";
import type { KeyView } from "@/lib/keys/view";
import type { NoticeFacts } from "./facts";

/** What a person sees of a notice in their inbox. Ids are shown ids, instants ISO 8601 in UTC. */
export type NoticeView = {
  id: string;
  /** `facts.kind` is the notice's kind; lib/notifications/notice-words.ts has its words. */
  facts: NoticeFacts;
  environment: Environment | null;
  /** As the key is now; null: it is about none. */
  key: KeyView | null;
  /** Of the countries in an alert's evidence, by code. */
  countryNames: Record<string, string>;
  createdAt: string;
  readAt: string | null;
};
