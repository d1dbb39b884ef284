/** An authenticator app (RFC 6238: SHA-1, six digits, 30 seconds). */
import { createHmac } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const STEP = 30_000;

/** The bytes of a text in base32; blanks between groups don't count. */
function bytesOf(text) {
  const bits = [...text.replace(/\s/g, "")]
    .map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}

function codeOf(secret, step) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac("sha1", bytesOf(secret)).update(counter).digest();
  const number = hash.readUInt32BE(hash[19] & 15) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, "0");
}

export class Authenticator {
  #last = 0;

  constructor(secret) {
    this.secret = secret;
  }

  /**
   * A code that the server takes now and has not seen. It accepts each code also one step early and late, so that three
   * codes at once need no wait.
   */
  async code() {
    for (;;) {
      const now = Math.floor(Date.now() / STEP);
      // The earlier code would expire while it is typed at the end of a step.
      const earliest = Date.now() % STEP < STEP / 2 ? now - 1 : now;
      const step = Math.max(earliest, this.#last + 1);
      if (step <= now + 1) {
        this.#last = step;
        return codeOf(this.secret, step);
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}
