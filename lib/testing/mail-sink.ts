import { type AddressInfo, createServer, type Socket } from "node:net";

export type ReceivedMail = { to: string; subject: string; text: string };

export type MailSink = {
  url: string;
  mails: ReceivedMail[];
  /** The newest mail to an address, once there is one; what it got before `after` mails had come is skipped. */
  mailTo: (address: string, after?: number) => Promise<ReceivedMail>;
  stop: () => Promise<void>;
};

/** Quoted-printable (RFC 2045 §6.7) back to text. */
const decode = (text: string): string =>
  Buffer.from(
    text.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  ).toString("utf8");

function readMail(to: string, raw: string): ReceivedMail {
  const [head = "", ...body] = raw.split("\r\n\r\n");
  const headers = head.replace(/\r\n[ \t]+/g, " ");
  const text = body.join("\r\n\r\n");
  return {
    to,
    subject: /^Subject: (.*)$/im.exec(headers)?.[1] ?? "",
    text: /^Content-Transfer-Encoding: quoted-printable/im.test(headers) ? decode(text) : text,
  };
}

/** A mail server on loopback that takes every mail (RFC 5321, as much of it as a client needs) and keeps it. */
export async function startMailSink(): Promise<MailSink> {
  const mails: ReceivedMail[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on("close", () => sockets.delete(socket)).on("error", () => {}));
    let to = "";
    let buffer = "";
    let isData = false;
    const say = (line: string) => socket.write(`${line}\r\n`);
    const take = (line: string): void => {
      if (/^(EHLO|HELO)/i.test(line)) say("250 sink");
      else if (/^RCPT TO:/i.test(line)) {
        to = /<(.+)>/.exec(line)?.[1] ?? "";
        say("250 ok");
      } else if (/^DATA/i.test(line)) {
        isData = true;
        say("354 go on");
      } else if (/^QUIT/i.test(line)) socket.end("221 bye\r\n");
      else say("250 ok");
    };
    socket.on("data", (chunk) => {
      buffer += chunk.toString("latin1");
      for (;;) {
        const end = isData ? buffer.indexOf("\r\n.\r\n") : buffer.indexOf("\r\n");
        if (end < 0) return;
        const part = buffer.slice(0, end);
        buffer = buffer.slice(end + (isData ? 5 : 2));
        if (isData) {
          isData = false;
          mails.push(readMail(to, part.replace(/^\.\./gm, ".")));
          say("250 taken");
        } else take(part);
      }
    });
    say("220 sink");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    async mailTo(address, after = 0) {
      for (const deadline = Date.now() + 10_000; Date.now() < deadline; ) {
        const found = mails.slice(after).findLast((mail) => mail.to === address);
        if (found !== undefined) return found;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(
        `no mail to ${address} came; others: ${mails.map((mail) => `${mail.to}: ${mail.subject}`).join(", ")}`,
      );
    },
    stop: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
