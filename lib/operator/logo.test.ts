import { deflateSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { GET } from "@/app/api/logo/[hash]/route";
import { prisma } from "@/lib/db/prisma";
import { makePerson } from "@/lib/testing/operator";
import type { Operator } from "./operator";
import { readLogo } from "./read-logo";
import { removeLogo } from "./remove-logo";
import { setLogoSchema } from "./schema";
import { setLogo } from "./set-logo";
import { sniffImage } from "./sniff-image";

let operator: Operator;
beforeAll(async () => {
  operator = await makePerson({ isOperator: true });
});

/** Enough of a PNG to be one: the signature, a header, pixels. */
function png(width: number, height: number, padding = 0): Buffer {
  const header = Buffer.alloc(25);
  header.writeUInt32BE(13, 0);
  header.write("IHDR", 4);
  header.writeUInt32BE(width, 8);
  header.writeUInt32BE(height, 12);
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    header,
    deflateSync(Buffer.alloc(64)),
    Buffer.alloc(padding),
  ]);
}
const frame = Buffer.from("ffc00011080020004003012200021101031101", "hex");
const jpeg = Buffer.concat([Buffer.from("ffd8ffe000104a46494600010100000100010000", "hex"), frame, Buffer.alloc(16)]);
const webp = (chunk: string, at: number, dimensions: Buffer): Buffer => {
  const bytes = Buffer.alloc(40);
  bytes.write(`RIFF\0\0\0\0WEBP${chunk}`, "latin1");
  dimensions.copy(bytes, at);
  return bytes;
};
const current = () => prisma().deployment.findUniqueOrThrow({ where: { id: 1 } });

test("an image is known by its bytes, with its size, in each of the formats", () => {
  expect(sniffImage(png(48, 32))).toEqual({ type: "image/png", width: 48, height: 32 });
  expect(sniffImage(jpeg)).toEqual({ type: "image/jpeg", width: 64, height: 32 });
  const size = { width: 48, height: 32 };
  expect(sniffImage(webp("VP8 ", 26, Buffer.from([48, 0, 32, 0])))).toMatchObject(size);
  expect(sniffImage(webp("VP8L", 21, Buffer.from([47, 0xc0, 7, 0])))).toMatchObject(size);
  expect(sniffImage(webp("VP8X", 24, Buffer.from([47, 0, 0, 31, 0, 0])))).toMatchObject(size);
});

test.each([
  ["SVG", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'.padEnd(80))],
  ["HTML", Buffer.from("<!doctype html><script>alert(1)</script>".padEnd(80))],
  ["GIF", Buffer.from("GIF89a\x01\0\x01\0".padEnd(80), "latin1")],
  ["a truncated PNG", png(8, 8).subarray(0, 20)],
  ["a JPEG without a frame", Buffer.from(`ffd8ff${"e0000400".repeat(8)}`, "hex")],
  ["a RIFF that is no WebP", Buffer.from("RIFF\0\0\0\0WAVEfmt ".padEnd(80), "latin1")],
  ["nothing", Buffer.alloc(0)],
  ["a picture that unpacks to gigabytes", png(60_000, 60_000)],
  ["a picture of no width", png(0, 10)],
  ["33 KiB", png(10, 10, 33 * 1024)],
])("%s is refused, and the logo stays what it was", async (_, bytes) => {
  const before = await current();
  await expect(setLogo(operator, { image: bytes.toString("base64") })).rejects.toMatchObject({
    code: "invalid",
    fieldErrors: { image: expect.any(String) },
  });
  expect(await current()).toEqual(before);
});

test("what is no base64, or more than a form may carry, is refused before it is looked at", () => {
  for (const image of ["", "<svg/>", "AAAA".repeat(11_000)])
    expect(setLogoSchema.safeParse({ image }).success).toBe(false);
});

test("a logo is served under the hash of its bytes with the type sniffed, and gone once another takes its place", async () => {
  await setLogo(operator, { image: png(48, 48).toString("base64") });
  const { logoHash: first } = await current();
  const served = await readLogo(first ?? "");
  expect([served?.type, Buffer.from(served?.bytes ?? [])]).toEqual(["image/png", png(48, 48)]);
  await setLogo(operator, { image: jpeg.toString("base64") });
  const { logoHash: second } = await current();
  expect(await readLogo(first ?? "")).toBeNull();
  expect((await readLogo(second ?? ""))?.type).toBe("image/jpeg");
  expect(await readLogo("../../etc/passwd")).toBeNull();
  await removeLogo(operator);
  expect(await readLogo(second ?? "")).toBeNull();
  expect(await current()).toMatchObject({ logo: null, logoType: null, logoHash: null });
});

test("the address of a logo answers with the sniffed type and nothing that could run, for good; any other with 404", async () => {
  const polyglot = Buffer.concat([png(8, 8), Buffer.from("<script>alert(1)</script>")]);
  await setLogo(operator, { image: polyglot.toString("base64") });
  const { logoHash } = await current();
  const get = (hash: string) => GET(new Request("http://localhost/"), { params: Promise.resolve({ hash }) });
  const answer = await get(logoHash ?? "");
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "image/png",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    "cache-control": "public, max-age=31536000, immutable",
  });
  expect((await get("0".repeat(64))).status).toBe(404);
});

test("nobody but the operator sets or removes it", async () => {
  const stranger = { ...operator, isOperator: false };
  const image = png(8, 8).toString("base64");
  await expect(setLogo(stranger, { image })).rejects.toMatchObject({ code: "forbidden" });
  await expect(removeLogo(stranger)).rejects.toMatchObject({ code: "forbidden" });
});
