import type { Metadata } from "next";
import { PasswordForm } from "@/components/account/password-form";
import { SecondFactorCard } from "@/components/account/second-factor-card";
import { LinkedAccounts } from "@/components/auth/linked-accounts";
import { providerProblem } from "@/components/auth/sign-in-problem";
import { Card } from "@/components/ui/card";
import { listLinkedAccounts } from "@/lib/auth/providers/list-linked-accounts";
import { requirePerson } from "@/lib/auth/require-person";
import { secondFactorState } from "@/lib/auth/second-factor/second-factor-state";
import { identityProof } from "@/lib/auth/sign-in/confirm-identity";

export const metadata: Metadata = { title: "Sign-in and security" };

type Search = Promise<{ linkProblem?: string | string[] }>;

export default async function SecurityPage({ searchParams }: { searchParams: Search }) {
  const person = await requirePerson();
  const [proof, secondFactor, linked, { linkProblem }] = await Promise.all([
    identityProof(person),
    secondFactorState(person),
    listLinkedAccounts(person.userId),
    searchParams,
  ]);
  return (
    <>
      <Card title="Password">
        <PasswordForm email={person.email} hasPassword={proof.password} />
      </Card>
      <SecondFactorCard state={secondFactor} />
      <LinkedAccounts accounts={linked} problem={providerProblem(linkProblem)} />
    </>
  );
}
