import Bowser from "bowser";
import { providerName } from "@/lib/auth/providers/configured-providers";
import { clock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { countryLookup } from "@/lib/geo/country";
import { countryName } from "@/lib/geo/country-name";
import { showId } from "@/lib/ids";
import { liveSessions } from "./session";

export type SessionView = {
  id: string;
  /** "Firefox on Windows", as far as its user agent tells. */
  device: string;
  kind: "computer" | "phone" | "other";
  ip: string | null;
  /** Its country by name, or null. */
  country: string | null;
  /** The provider they signed in with, as it is called here; null: by password. */
  provider: string | null;
  signedInAt: string;
  lastSeenAt: string;
  /** The session that asks. */
  current: boolean;
};

/** Pure: what a user agent says of a device. */
export function deviceOf(userAgent: string | null): Pick<SessionView, "device" | "kind"> {
  // bowser refuses an empty one.
  const { browser, os, platform } = Bowser.parse(userAgent || "-");
  const device = [browser.name, os.name].filter(Boolean).join(" on ");
  if (device === "") return { device: "Unknown device", kind: "other" };
  const kind = platform.type === "desktop" ? "computer" : platform.type === undefined ? "other" : "phone";
  return { device, kind };
}

/** The sessions of a person that still count, the one that asks first, then by when they were seen last. */
export async function listSessions(person: { userId: string; sessionId: string }): Promise<SessionView[]> {
  const [rows, country] = await Promise.all([
    prisma().session.findMany({
      where: { userId: person.userId, ...liveSessions(clock.now()) },
      orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
      take: 200,
    }),
    countryLookup(),
  ]);
  const placeOf = (ip: string): string | null => {
    const code = country(ip);
    return code && countryName(code);
  };
  const views = rows.map((row) => ({
    id: showId("session", row.id),
    ...deviceOf(row.userAgent),
    ip: row.ip,
    country: row.ip === null ? null : placeOf(row.ip),
    provider: row.method === "password" ? null : providerName(row.method),
    signedInAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    current: row.id === person.sessionId,
  }));
  return [...views.filter(({ current }) => current), ...views.filter(({ current }) => !current)];
}
