"use client";

import { useQueryState } from "nuqs";
import { useEffect, useRef } from "react";
import { toast } from "sonner";
import { useMay } from "@/components/shell/team-context";
import type { KeyView } from "@/lib/keys/view";
import { askedActParser, whyNot } from "./asked-act";
import { keyActs } from "./key-acts";
import { useKeyDialogs } from "./key-dialog-context";

/** Opens the dialog that the link here asked for, once: a reload, and Back, find the page without it. */
export function OpenAskedAct({ item }: { item: KeyView }) {
  const { open } = useKeyDialogs();
  const may = useMay();
  const [asked, setAsked] = useQueryState("do", askedActParser);
  const done = useRef(false);
  useEffect(() => {
    if (asked === null) {
      done.current = false;
      return;
    }
    if (done.current) return;
    done.current = true;
    const refused = whyNot(asked, item, keyActs(item, may));
    if (refused === null) open({ kind: asked, key: item });
    else toast(refused);
    void setAsked(null, { history: "replace" });
  }, [asked, item, may, open, setAsked]);
  return null;
}
