"use client";

import { Card } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { KeyView } from "@/lib/keys/view";
import { AllowAddress } from "./allow-address";
import type { Folded } from "./breakdown-view";
import { percent, whole } from "./usage-format";
import { useShowAll } from "./use-show-all";

type CallerTableProps = {
  callers: Folded["callers"];
  /** The key that was called with, when it is one: its allow list can take an address. */
  item?: KeyView;
};

/** Who called: address and user agent. */
export function CallerTable({ callers, item }: CallerTableProps) {
  const { largest, other } = callers;
  const { shown, button } = useShowAll(largest, "callers");
  return (
    <Card title="Callers" flush>
      {largest.length === 0 && other === null ? (
        <p className="px-4 pt-2 pb-5 text-muted text-sm">Nobody called in this range.</p>
      ) : (
        <>
          <Table
            caption="Callers"
            head={
              <>
                <HeaderCell>Address</HeaderCell>
                <HeaderCell>Country</HeaderCell>
                <HeaderCell numeric>Requests</HeaderCell>
                <HeaderCell numeric>Refused</HeaderCell>
                <HeaderCell>Last seen</HeaderCell>
                {item && (
                  <HeaderCell>
                    <span className="sr-only">Allow list</span>
                  </HeaderCell>
                )}
              </>
            }
          >
            {shown.map(({ value, ip, userAgent, country, countryName, ...numbers }) => (
              <Row key={value}>
                <Cell className="w-full">
                  <bdi className="tabular block [overflow-wrap:anywhere]">
                    {ip ?? <span className="font-sans text-muted">Address not told</span>}
                  </bdi>
                  <bdi className="block text-muted text-xs [overflow-wrap:anywhere] cards:line-clamp-2">
                    {userAgent ?? "User agent not told"}
                  </bdi>
                </Cell>
                <Cell name="Country" className="cards:whitespace-nowrap">
                  {countryName ?? <span className="text-muted">Not known</span>}
                  {country && <span className="tabular ml-1.5 text-muted text-xs">{country}</span>}
                </Cell>
                <Numbers {...numbers} />
                <Cell name="Last seen" className="whitespace-nowrap">
                  {numbers.lastAt ? <RelativeTime at={numbers.lastAt} /> : "–"}
                </Cell>
                {item && (
                  <Cell className="whitespace-nowrap text-right">
                    <AllowAddress item={item} address={ip} />
                  </Cell>
                )}
              </Row>
            ))}
            {other && (
              <Row>
                <Cell className="text-muted">Other callers</Cell>
                <Cell name="Country">–</Cell>
                <Numbers {...other} />
                <Cell name="Last seen" className="whitespace-nowrap">
                  {other.lastAt ? <RelativeTime at={other.lastAt} /> : "–"}
                </Cell>
                {item && <Cell className="max-cards:hidden">{null}</Cell>}
              </Row>
            )}
          </Table>
          {button}
        </>
      )}
    </Card>
  );
}

function Numbers({ requests, refused }: { requests: number; refused: number }) {
  return (
    <>
      <Cell numeric name="Requests">
        {whole(requests)}
      </Cell>
      <Cell numeric name="Refused" className="whitespace-nowrap">
        {whole(refused)}
        {refused > 0 && requests > 0 && <span className="ml-2 text-muted text-xs">{percent(refused / requests)}</span>}
      </Cell>
    </>
  );
}
