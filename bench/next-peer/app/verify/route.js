// What peers/bare.mjs does, as a Next.js route handler.
export const dynamic = "force-dynamic";

let answer;
let count = 0;

export async function POST(request) {
  answer ??= JSON.parse(process.env.BENCH_ANSWER);
  const question = await request.json();
  return Response.json({ ...answer, valid: typeof question.key === "string", requestId: `req_${++count}` });
}
