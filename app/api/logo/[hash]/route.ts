import { readLogo } from "@/lib/operator/read-logo";

type Context = { params: Promise<{ hash: string }> };

/**
 * The product's logo, for everybody who sees the sign-in page. An image whatever else its bytes may spell: the type is the one that
 * was sniffed, nothing may guess another, and opened by itself it can neither run nor load anything.
 */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const logo = await readLogo((await params).hash);
  if (logo === null) return new Response(null, { status: 404, headers: { "Cache-Control": "no-store" } });
  return new Response(logo.bytes, {
    headers: {
      "Content-Type": logo.type,
      "Content-Length": String(logo.bytes.byteLength),
      "Cache-Control": "public, max-age=31536000, immutable",
      "X-Content-Type-Options": "nosniff",
      "Content-Disposition": "inline",
      "Content-Security-Policy": "default-src 'none'; sandbox",
    },
  });
}
