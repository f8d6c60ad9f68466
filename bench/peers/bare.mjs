// The floor: node:http that reads the same JSON body and answers the same JSON, and decides nothing. With BENCH_CONSTANT it
// does not even put the answer together.
import { createServer } from "node:http";

const answer = JSON.parse(process.env.BENCH_ANSWER);
const constant = process.env.BENCH_CONSTANT === undefined ? undefined : process.env.BENCH_ANSWER;
let count = 0;

function answerTo(question) {
  if (constant !== undefined) return constant;
  return JSON.stringify({ ...answer, valid: typeof question.key === "string", requestId: `req_${++count}` });
}

createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const bytes = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
    const json = answerTo(bytes.length === 0 ? {} : JSON.parse(bytes.toString()));
    response.writeHead(200, ["Content-Type", "application/json", "Content-Length", `${Buffer.byteLength(json)}`]);
    response.end(json);
  });
}).listen(Number(process.env.PORT), "127.0.0.1");
