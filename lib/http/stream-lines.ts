/**
 * An answer made while it is read: the source is asked for more when the reader has room, and closed when the reader leaves.
 * What fails before the first line fails here, while there is still a status to say so.
 */
export async function streamLines(lines: AsyncGenerator<string>, headers: Record<string, string>): Promise<Response> {
  const first = await lines.next();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      if (first.done) controller.close();
      else controller.enqueue(encoder.encode(first.value));
    },
    pull: async (controller) => {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => {
      await lines.return(undefined);
    },
  });
  return new Response(body, { headers });
}
