"use client";

import { Archive, ArchiveRestore, Ellipsis, Pencil, Plus, Trash2 } from "lucide-react";
import { toast } from "sonner";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { Card } from "@/components/ui/card";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { useDialog } from "@/components/ui/use-dialog";
import { editScopeAction, removeScopeAction } from "@/lib/actions/operator";
import type { ActionResult } from "@/lib/actions/result";
import type { ListedScope } from "@/lib/operator/list-scopes";
import { RetireScopeDialog } from "./retire-scope-dialog";
import { ScopeDialog } from "./scope-dialog";
import { useSaved } from "./use-saved";

type Showing = { kind: "add" } | { kind: "edit" | "retire"; scope: ListedScope };

const GRANTED_BY: Record<string, string> = { owner: "owners", admin: "admins and above" };
const icon = "size-4 text-muted";

/** The catalogue: what a key can be allowed, who may grant it, and how many keys hold it. */
export function ScopeCatalogue({ scopes }: { scopes: readonly ListedScope[] }) {
  const { shown, controls, show } = useDialog<Showing>();
  const onSaved = useSaved();
  const run = async (act: Promise<ActionResult<void>>, said: string) => {
    const done = await act.catch(() => null);
    if (done?.ok) onSaved(said);
    else toast.error(done?.error.message ?? "The server did not answer. Check the connection and try again.");
  };
  const dialog = {
    ...controls,
    onDone: (said: string) => {
      controls.close();
      onSaved(said);
    },
  };
  const menu = (scope: ListedScope) => (
    <Menu
      label={`Actions for ${scope.name}`}
      triggerClassName={buttonClass("ghost", "icon")}
      trigger={<Ellipsis aria-hidden className="size-4" />}
    >
      <MenuItem icon={<Pencil aria-hidden className={icon} />} onClick={() => show({ kind: "edit", scope })}>
        Edit scope
      </MenuItem>
      {scope.retired ? (
        <MenuItem
          icon={<ArchiveRestore aria-hidden className={icon} />}
          onClick={() =>
            void run(editScopeAction({ name: scope.name, retired: false }), `Keys can be given ${scope.name} again`)
          }
        >
          Restore scope
        </MenuItem>
      ) : (
        <MenuItem icon={<Archive aria-hidden className={icon} />} onClick={() => show({ kind: "retire", scope })}>
          Retire scope
        </MenuItem>
      )}
      {scope.retired && scope.holders === 0 && (
        <MenuItem
          danger
          icon={<Trash2 aria-hidden className="size-4" />}
          onClick={() => void run(removeScopeAction({ name: scope.name }), `${scope.name} is removed`)}
        >
          Remove scope
        </MenuItem>
      )}
    </Menu>
  );
  return (
    <>
      <Card
        flush
        title="Scope catalogue"
        aside={
          <Button size="sm" icon={<Plus aria-hidden className="size-3.5" />} onClick={() => show({ kind: "add" })}>
            Add scope
          </Button>
        }
      >
        <p className="max-w-[72ch] px-4 pb-3 text-muted text-sm">
          What a key can be allowed. A service asks for the scopes that a call needs; a key without one of them is
          refused with 403. Give each the least it can mean.
        </p>
        <Table
          caption="Scopes"
          head={
            <>
              <HeaderCell>Scope</HeaderCell>
              <HeaderCell>Allows to</HeaderCell>
              <HeaderCell>Granted by</HeaderCell>
              <HeaderCell numeric>Keys</HeaderCell>
              <HeaderCell>
                <span className="sr-only">Actions</span>
              </HeaderCell>
            </>
          }
        >
          {scopes.map((scope) => (
            <Row key={scope.name} className="max-cards:relative">
              <Cell>
                <span className="flex items-center gap-2">
                  <span className="tabular font-medium [overflow-wrap:anywhere]">{scope.name}</span>
                  {scope.retired && <Badge icon={<Archive aria-hidden className="size-3" />}>Retired</Badge>}
                </span>
              </Cell>
              <Cell name="Allows to">{scope.summary}</Cell>
              <Cell name="Granted by" className="text-muted">
                {scope.retired ? "nobody" : (GRANTED_BY[scope.minimumRole] ?? "developers and above")}
              </Cell>
              <Cell name="Keys" numeric>
                {scope.holders.toLocaleString("en")}
              </Cell>
              <Cell className="w-0 max-cards:absolute max-cards:top-2.5 max-cards:right-3 max-cards:w-auto">
                {menu(scope)}
              </Cell>
            </Row>
          ))}
        </Table>
      </Card>
      {shown?.kind === "add" && <ScopeDialog {...dialog} scope={null} />}
      {shown?.kind === "edit" && <ScopeDialog {...dialog} scope={shown.scope} />}
      {shown?.kind === "retire" && <RetireScopeDialog {...dialog} {...shown.scope} />}
    </>
  );
}
