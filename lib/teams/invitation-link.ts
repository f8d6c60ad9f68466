import { env } from "@/lib/env";

/** Where an invitation is opened. The token stands in it and in no other address: pages do not hand it on. */
export const invitationLink = (token: string): string => new URL(`/invitation/${token}`, env().NEXTAUTH_URL).href;
