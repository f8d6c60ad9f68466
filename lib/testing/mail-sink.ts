import type { AddressInfo, Socket } from "node:net";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

export type ReceivedMail = {
  to: string;
  subject: string;
  text: string;
  html: string;
  messageId: string;
  /** By their names in lower case, as they were sent. */
  headers: Map<string, string>;
};

/** `hang`: takes the connection and says nothing more. `drop`: takes the mail, and the connection breaks before it says so. */
export type SinkMood = "well" | "hang" | "drop";

export type MailSink = {
  url: string;
  mails: ReceivedMail[];
  /** Connections that were made so far. */
  connections: number;
  mood: SinkMood;
  /** Addresses that it refuses. */
  refused: Set<string>;
  /** The newest mail to an address, once there is one; what it got before `after` mails had come is skipped. */
  mailTo: (address: string, after?: number) => Promise<ReceivedMail>;
  /** Nothing listens on its port any more, until `up`. */
  down: () => Promise<void>;
  up: () => Promise<void>;
  stop: () => Promise<void>;
};

/** Nothing is made of the one form of a mail for the other. */
const AS_SENT = { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true };

/** Greets at once, where mail servers wait for 100 ms whether somebody talks before it is their turn. */
class PromptServer extends SMTPServer {
  override connect(...given: Parameters<SMTPServer["connect"]>): void {
    super.connect(...given);
    const connection = [...this.connections].at(-1);
    if (connection === undefined) return;
    connection.connectionReady();
    connection.connectionReady = () => {};
  }
}

/** A real mail server on loopback that keeps every mail it takes, and can be made to misbehave. */
export async function startMailSink(): Promise<MailSink> {
  let server = makeServer();
  let sockets = new Set<Socket>();
  let port = 0;
  const sink: MailSink = {
    url: "",
    mails: [],
    connections: 0,
    mood: "well",
    refused: new Set(),
    async mailTo(address, after = 0) {
      for (const deadline = Date.now() + 10_000; Date.now() < deadline; ) {
        const found = sink.mails.slice(after).findLast((mail) => mail.to === address);
        if (found !== undefined) return found;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(
        `no mail to ${address} came; others: ${sink.mails.map((mail) => `${mail.to}: ${mail.subject}`).join(", ")}`,
      );
    },
    // The server's own close waits for its clients, up to 30 s.
    down: () =>
      new Promise<void>((resolve) => {
        server.server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
    async up() {
      server = makeServer();
      await listen();
    },
    stop: () => (server.server.listening ? sink.down() : Promise.resolve()),
  };

  function makeServer(): SMTPServer {
    return new PromptServer({
      disabledCommands: ["AUTH", "STARTTLS"],
      disableReverseLookup: true,
      onConnect(_session, answer) {
        sink.connections++;
        if (sink.mood !== "hang") answer();
      },
      onRcptTo({ address }, _session, answer) {
        if (!sink.refused.has(address)) return answer();
        answer(Object.assign(new Error("no such mailbox"), { responseCode: 550 }));
      },
      onData(stream, session, answer) {
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("end", async () => {
          const parsed = await simpleParser(Buffer.concat(chunks), AS_SENT);
          const headers = new Map(
            parsed.headerLines.map(({ key, line }) => [key, line.replace(/^[^:]*:\s*/, "").replace(/\r?\n\s+/g, " ")]),
          );
          for (const { address } of session.envelope.rcptTo) {
            sink.mails.push({
              to: address,
              subject: parsed.subject ?? "",
              text: parsed.text ?? "",
              html: parsed.html || "",
              messageId: parsed.messageId ?? "",
              headers,
            });
          }
          if (sink.mood === "drop") for (const socket of sockets) socket.destroy();
          else answer();
        });
      },
    });
  }
  const listen = async (): Promise<void> => {
    sockets = new Set();
    // What breaks off is a client that was killed.
    server.on("error", () => {});
    server.server.on("connection", (socket: Socket) => {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    port = (server.server.address() as AddressInfo).port;
    sink.url = `smtp://127.0.0.1:${port}`;
  };
  await listen();
  return sink;
}
