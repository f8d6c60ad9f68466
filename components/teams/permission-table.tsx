import { Check, Minus } from "lucide-react";
import { Card } from "@/components/ui/card";
import { ROLES } from "@/lib/auth/role";
import { permissionRows } from "./permission-rows";
import { ROLE_LABELS } from "./role-words";

const cell = "border-line border-t px-1 py-1.5 text-center align-top cards:px-4";

function ReachMark({ reach }: { reach: "any" | "own" | "none" }) {
  if (reach === "own") return <span className="block font-medium text-xs leading-4">Own</span>;
  const [Icon, word, ink] = reach === "any" ? [Check, "Yes", "text-success"] : [Minus, "No", "text-line-strong"];
  return (
    <>
      <Icon aria-hidden className={`mx-auto size-4 ${ink}`} />
      <span className="sr-only">{word}</span>
    </>
  );
}

/** What each role may do, out of the table that decides it. */
export function PermissionTable() {
  const rows = permissionRows();
  const areas = [...new Set(rows.map(({ area }) => area))];
  return (
    <Card
      flush
      title="What each role may do"
      aside={<p className="text-muted text-xs">Own: only what the person created.</p>}
    >
      <table className="w-full table-fixed border-separate border-spacing-0 text-sm">
        <caption className="sr-only">Permissions by role</caption>
        <thead>
          <tr className="text-2xs text-muted cards:text-xs">
            <td className="w-[34%] cards:w-auto" />
            {ROLES.map((role) => (
              <th key={role} scope="col" className="h-8 px-1 font-medium cards:w-28 cards:px-4">
                {ROLE_LABELS[role]}
              </th>
            ))}
          </tr>
        </thead>
        {areas.map((area) => (
          <tbody key={area}>
            <tr>
              <th
                scope="rowgroup"
                colSpan={ROLES.length + 1}
                className="border-line border-t bg-sunken px-4 py-1 text-left font-medium text-muted text-xs"
              >
                {area}
              </th>
            </tr>
            {rows
              .filter((row) => row.area === area)
              .map(({ acts, reach }) => (
                <tr key={acts}>
                  <th scope="row" className={`${cell} !pl-4 !text-left font-normal max-cards:text-xs`}>
                    {acts}
                  </th>
                  {ROLES.map((role) => (
                    <td key={role} className={cell}>
                      <ReachMark reach={reach[role]} />
                    </td>
                  ))}
                </tr>
              ))}
          </tbody>
        ))}
      </table>
    </Card>
  );
}
