import type { Role } from "@/lib/auth/role";

export const DEMO_TEAM = { name: "Acme Payments", slug: "acme-payments" };
export const DEMO_EMAIL = "demo@acme.example";
/** Published with the demo; every member of the demo team signs in with it, to see each role's side. */
export const DEMO_PASSWORD = "acme-demo-password";

export type MemberName = "Ada Winter" | "Jonas Berg" | "Mei Tan" | "Priya Nair";
export type DemoMember = { name: MemberName; email: string; role: Role; ip: string };

/** Addresses are of the documentation ranges where a person sits, of real networks where a country is to be shown. */
export const DEMO_MEMBERS: readonly DemoMember[] = [
  { name: "Ada Winter", email: DEMO_EMAIL, role: "owner", ip: "217.160.0.187" },
  { name: "Jonas Berg", email: "jonas@acme.example", role: "admin", ip: "13.53.40.1" },
  { name: "Mei Tan", email: "mei@acme.example", role: "developer", ip: "81.2.69.142" },
  { name: "Priya Nair", email: "priya@acme.example", role: "viewer", ip: "130.89.148.12" },
];

export const DEMO_BROWSER =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
