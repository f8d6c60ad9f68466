import { MethodBadge } from "./method-badge";
import type { ApiOperation } from "./read-operations";

/** Every operation by its subject, as links to its place on the page. */
export function OperationIndex({ operations }: { operations: readonly ApiOperation[] }) {
  const tags = [...new Set(operations.map(({ tag }) => tag))];
  return (
    <nav aria-label="Operations" className="grid gap-6 border-line border-t py-8 cards:grid-cols-2 wide:grid-cols-4">
      {tags.map((tag) => (
        <div key={tag}>
          <h2 className="font-medium text-sm">{tag}</h2>
          <ul className="mt-1.5">
            {operations
              .filter((operation) => operation.tag === tag)
              .map(({ id, method, summary }) => (
                <li key={id}>
                  <a
                    href={`#${id}`}
                    className="flex min-h-7 items-center gap-2 text-muted text-sm hover:text-text hover:underline"
                  >
                    <span className="w-12 shrink-0">
                      <MethodBadge method={method} />
                    </span>
                    {summary}
                  </a>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
