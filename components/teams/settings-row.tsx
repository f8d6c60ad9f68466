import type { ReactNode } from "react";

type SettingsRowProps = { title: string; children: ReactNode; action: ReactNode };

/** One thing to do about the team: what it does, and the button. */
export function SettingsRow({ title, children, action }: SettingsRowProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-line border-t px-4 py-4 first:border-0">
      <div className="min-w-0 max-w-[60ch] grow basis-80">
        <h3 className="font-medium text-sm">{title}</h3>
        <div className="text-muted text-sm">{children}</div>
      </div>
      {action}
    </div>
  );
}
