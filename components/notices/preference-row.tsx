"use client";

import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { Cell, Row } from "@/components/ui/table";
import { EMAIL_MODES, KEYS_TOLD_OF, type NoticePreference } from "@/lib/notifications/preference";
import { GROUP_WORDS } from "./group-words";
import { EMAIL_WORDS, KEYS_WORDS } from "./preference-words";

const EMAILS = EMAIL_MODES.map((value) => ({ value, label: EMAIL_WORDS[value] }));
const KEYS = KEYS_TOLD_OF.map((value) => ({ value, label: KEYS_WORDS[value] }));

type PreferenceRowProps = {
  preference: NoticePreference;
  onChoose: (change: Partial<Omit<NoticePreference, "group">>) => void;
};

/** What is told of one group of kinds, how, and of which keys. */
export function PreferenceRow({ preference: { group, email, dashboard, keys }, onChoose }: PreferenceRowProps) {
  const { title, tells } = GROUP_WORDS[group];
  return (
    <Row>
      <Cell className="cards:py-2.5">
        <span className="block font-medium">{title}</span>
        <span className="block text-muted text-xs">{tells}</span>
      </Cell>
      <Cell name="Email">
        <Select
          label={`Email about ${title}`}
          value={email}
          onValueChange={(chosen) => chosen !== email && onChoose({ email: chosen })}
          options={EMAILS}
          className="!h-7 w-28"
        />
      </Cell>
      <Cell name="Dashboard">
        <Switch
          ariaLabel={`Show ${title} in the dashboard`}
          checked={dashboard}
          onCheckedChange={(chosen) => onChoose({ dashboard: chosen })}
          label={<span className="w-6">{dashboard ? "On" : "Off"}</span>}
        />
      </Cell>
      <Cell name="Which keys">
        {group === "webhooks" ? (
          <span className="text-muted text-xs">Not about a key</span>
        ) : (
          <Select
            label={`Which keys: ${title}`}
            value={keys}
            onValueChange={(chosen) => chosen !== keys && onChoose({ keys: chosen })}
            options={KEYS}
            className="!h-7 w-40"
          />
        )}
      </Cell>
    </Row>
  );
}
