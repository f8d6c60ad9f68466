import type { Metadata } from "next";
import { ProfileForm } from "@/components/account/profile-form";
import { ChangeEmailForm } from "@/components/auth/change-email-form";
import { Card } from "@/components/ui/card";
import { requirePerson } from "@/lib/auth/require-person";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  const { name, email } = await requirePerson();
  return (
    <>
      <Card title="Name">
        <ProfileForm name={name} />
      </Card>
      <Card title="Email">
        <ChangeEmailForm email={email} />
      </Card>
    </>
  );
}
