import type { ApiField } from "./read-operations";
import { typeInWords } from "./type-in-words";
import { Words } from "./words";

const TITLES = { path: "Path", query: "Query", header: "Headers", body: "Body" } as const;

/** What an operation takes, by where it stands. */
export function FieldList({ fields }: { fields: readonly ApiField[] }) {
  return (["path", "query", "header", "body"] as const).map((place) => {
    const here = fields.filter((field) => field.in === place);
    if (here.length === 0) return null;
    return (
      <div key={place} className="mt-5">
        <h4 className="font-medium text-muted text-xs">{TITLES[place]}</h4>
        <dl className="mt-1 text-sm">
          {here.map((field) => (
            <div key={field.name} className="border-line border-t py-2 first:border-0">
              <dt className="flex flex-wrap items-baseline gap-x-2">
                <code>{field.name}</code>
                <span className="text-muted text-xs">{typeInWords(field.schema)}</span>
                {field.required && <span className="text-warning text-xs">required</span>}
                {field.schema.default !== undefined && (
                  <span className="text-muted text-xs">default {JSON.stringify(field.schema.default)}</span>
                )}
              </dt>
              <dd className="mt-0.5">
                <Words>{field.description}</Words>
              </dd>
            </div>
          ))}
        </dl>
      </div>
    );
  });
}
