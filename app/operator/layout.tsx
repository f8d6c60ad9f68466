import type { Metadata } from "next";
import type { ReactNode } from "react";
import { PersonFrame } from "@/components/shell/person-frame";
import { requireOperatorPage } from "@/lib/operator/require-operator-page";

export const metadata: Metadata = { title: { default: "Operator", template: "%s · Operator" } };

const LINKS = [
  { href: "/operator/product", label: "Product" },
  { href: "/operator/scopes", label: "Scopes" },
  { href: "/operator/limits", label: "Limits and policies" },
  { href: "/operator/storage", label: "Storage" },
  { href: "/operator/sign-up", label: "Sign-up" },
  { href: "/operator/teams", label: "Teams" },
  { href: "/operator/service-tokens", label: "Service tokens" },
  { href: "/operator/requests", label: "Requests" },
  { href: "/operator/health", label: "Health" },
  { href: "/operator/audit", label: "Audit" },
];

/** Nobody else learns that there is anything here; each page and action asks again. */
export default async function OperatorLayout({ children }: { children: ReactNode }) {
  await requireOperatorPage();
  return (
    <PersonFrame title="Operator" intro="What holds for every team of this deployment." links={LINKS}>
      {children}
    </PersonFrame>
  );
}
