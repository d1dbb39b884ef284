/** A mail server (the minimum of RFC 5321) that keeps what it is given. */
import { createServer } from "node:net";

/** Starts it. `settings` make a OneSign server use it; `link(pattern)` waits for a mail with such a link. */
export async function startMailbox() {
  const mails = [];
  const server = createServer((socket) => {
    let data = false;
    let rest = "";
    let mail = [];
    socket.on("error", () => {});
    const say = (line) => socket.write(`${line}\r\n`);
    const heard = (line) => {
      if (data && line === ".") {
        mails.push(mail.join("\r\n"));
        data = false;
        say("250 taken");
      } else if (data) mail.push(line);
      else if (/^data/i.test(line)) {
        data = true;
        mail = [];
        say("354 go on");
      } else if (/^quit/i.test(line)) socket.end("221 bye\r\n");
      else say("250 ok");
    };
    socket.on("data", (chunk) => {
      const lines = (rest + chunk).split("\r\n");
      rest = lines.pop();
      lines.forEach(heard);
    });
    say("220 here");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    settings: {
      ONESIGN_SMTP_HOST: "127.0.0.1",
      ONESIGN_SMTP_PORT: String(server.address().port),
      ONESIGN_SMTP_SECURITY: "plain",
      ONESIGN_SMTP_FROM: "Northwind Studio <sign@northwind.example>",
    },
    async link(pattern) {
      for (let turn = 0; turn < 100; turn++) {
        const found = mails.map((mail) => pattern.exec(mail.replaceAll("=\r\n", ""))?.[0]);
        const link = found.filter(Boolean).at(-1);
        if (link) return link.replaceAll("=3D", "=");
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error(`no mail with a link:\n${mails.join("\n")}`);
    },
    stop: () => server.close(),
  };
}
