import type { ReactNode } from "react";
import { PageBody } from "@/components/shell/page-body";
import { SectionLayout } from "@/components/shell/section-nav";
import { TopBar } from "@/components/shell/top-bar";

type Props = { params: Promise<{ team: string }>; children: ReactNode };

export default async function SettingsLayout({ params, children }: Props) {
  const { team } = await params;
  const links = [
    { href: `/${team}/settings/team`, label: "Team" },
    { href: `/${team}/settings/members`, label: "Members" },
    { href: `/${team}/settings/policies`, label: "Policies" },
    { href: `/${team}/settings/webhooks`, label: "Webhooks" },
    { href: `/${team}/settings/notifications`, label: "Notifications" },
    { href: `/${team}/settings/access-tokens`, label: "Access tokens" },
  ];
  return (
    <>
      <TopBar crumbs={[{ label: "Settings" }]} />
      <PageBody title="Settings">
        <SectionLayout label="Settings" links={links}>
          {children}
        </SectionLayout>
      </PageBody>
    </>
  );
}
