// The floor: node:http that reads the same JSON body and answers the same JSON, and decides nothing.
import { createServer } from "node:http";

const answer = JSON.parse(process.env.BENCH_ANSWER);
let count = 0;

createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8");
  request.on("data", (chunk) => {
    body += chunk;
  });
  request.on("end", () => {
    const question = body === "" ? {} : JSON.parse(body);
    const json = JSON.stringify({ ...answer, valid: typeof question.key === "string", requestId: `req_${++count}` });
    response.writeHead(200, ["Content-Type", "application/json", "Content-Length", `${Buffer.byteLength(json)}`]);
    response.end(json);
  });
}).listen(Number(process.env.PORT), "127.0.0.1");
