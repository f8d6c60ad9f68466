import type { Metadata } from "next";
import type { ReactNode } from "react";
import { PersonFrame } from "@/components/shell/person-frame";
import { requirePerson } from "@/lib/auth/require-person";

export const metadata: Metadata = { title: { default: "Account", template: "%s · Account" } };

const LINKS = [
  { href: "/account/profile", label: "Profile" },
  { href: "/account/security", label: "Sign-in and security" },
  { href: "/account/sessions", label: "Sessions" },
];

export default async function AccountLayout({ children }: { children: ReactNode }) {
  await requirePerson();
  return (
    <PersonFrame title="Account" links={LINKS}>
      {children}
    </PersonFrame>
  );
}
