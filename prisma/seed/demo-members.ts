import type { Role } from "@/lib/auth/role";

export const DEMO_TEAM = { name: "Acme Payments", slug: "acme-payments" };
export const DEMO_EMAIL = "demo@acme.example";
/** Published with the demo; every member of the demo team signs in with it, to see each role's side. */
export const DEMO_PASSWORD = "acme-demo-password";

export type MemberName = "Ada Winter" | "Jonas Berg" | "Mei Tan" | "Priya Nair";
/** Made a key once, and is no longer in the team. */
export type CreatorName = MemberName | "Tom Reyes";
/** `seen`: when they were last here, in days ago; whoever shows the demo is here now. */
export type DemoMember = { name: MemberName; email: string; role: Role; ip: string; seen?: number };

/** Addresses are of the documentation ranges where a person sits, of real networks where a country is to be shown. */
export const DEMO_MEMBERS: readonly DemoMember[] = [
  { name: "Ada Winter", email: DEMO_EMAIL, role: "owner", ip: "217.160.0.187" },
  { name: "Jonas Berg", email: "jonas@acme.example", role: "admin", ip: "13.53.40.1", seen: 0.13 },
  { name: "Mei Tan", email: "mei@acme.example", role: "developer", ip: "81.2.69.142", seen: 1.1 },
  { name: "Priya Nair", email: "priya@acme.example", role: "viewer", ip: "130.89.148.12", seen: 12 },
];

/** Days ago, negative: to come. */
export const DEMO_INVITATIONS: readonly { email: string; role: Role; by: MemberName; made: number }[] = [
  { email: "noor@acme.example", role: "developer", by: "Ada Winter", made: 1.4 },
  { email: "lars@acme.example", role: "viewer", by: "Ada Winter", made: 9 },
];

type DemoToken = { name: string; role: Role; by: MemberName; made: number; expires?: number; used?: number };
export const DEMO_TOKENS: readonly (DemoToken & { revoked?: number })[] = [
  { name: "Deploy pipeline", role: "developer", by: "Mei Tan", made: 62, expires: -28, used: 0.004 },
  { name: "Terraform", role: "admin", by: "Jonas Berg", made: 210, expires: -155, used: 2.2 },
  { name: "Old nightly job", role: "admin", by: "Ada Winter", made: 400, used: 33, revoked: 31 },
];

export const DEMO_BROWSER =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
