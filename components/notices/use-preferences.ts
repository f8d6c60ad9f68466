"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { useTeam } from "@/components/shell/team-context";
import { editNoticePreferencesAction } from "@/lib/actions/notifications";
import type { NoticePreference } from "@/lib/notifications/preference";
import { changeWords } from "./preference-words";

const UNREACHABLE = "The server did not answer. Check the connection and try again.";

/** The person's choices, each saved as it is made and taken back with one click; one that the server refuses is shown as it was. */
export function usePreferences(saved: readonly NoticePreference[]) {
  const router = useRouter();
  const { slug: team } = useTeam();
  const [preferences, setPreferences] = useState(saved);
  const show = (one: NoticePreference) =>
    setPreferences((all) => all.map((other) => (other.group === one.group ? one : other)));

  const save = async (before: NoticePreference, after: NoticePreference, said: string, undoable: boolean) => {
    show(after);
    const edited = await editNoticePreferencesAction({ team, preferences: [after] }).catch(() => null);
    if (!edited?.ok) {
      show(before);
      toast.error(edited?.error.message ?? UNREACHABLE);
      return;
    }
    const undo = () => void save(after, before, "Undone", false);
    toast(said, { ...(undoable && { action: { label: "Undo", onClick: undo }, duration: 10_000 }) });
    // Pages that the browser goes back to show it, too.
    router.refresh();
  };
  return {
    preferences,
    choose: (before: NoticePreference, change: Partial<Omit<NoticePreference, "group">>) => {
      const after = { ...before, ...change };
      void save(before, after, changeWords(before, after), true);
    },
  };
}
