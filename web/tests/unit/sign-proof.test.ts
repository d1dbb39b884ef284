import { describe, expect, it } from "vitest";
import { base64url, hex, newKey, proof, publicKey, requestText, sha256 } from "../../src/api/proof";

describe("the proof of a request", () => {
  const empty = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

  it("is over link, method, path, query, time, counter and the hash of the body", async () => {
    expect(await sha256(new TextEncoder().encode("{}"))).toBe(empty);
    const written = { link: "AAAAAAAAAAAAAAAA", method: "POST", path: "/v1/signing/signature" };
    expect(requestText(written, 1790000000000, 7, empty)).toBe(
      `onesign/request/2\nAAAAAAAAAAAAAAAA\nPOST\n/v1/signing/signature\n\n1790000000000\n7\n${empty}`,
    );
    expect(requestText({ ...written, path: "/v1/x?a=1?b" }, 1, 2, empty)).toContain(
      "\n/v1/x\na=1?b\n1\n2\n",
    );
  });
  it("is a P1363 signature that the public key as sent verifies", async () => {
    const pair = await newKey();
    const body = new TextEncoder().encode('{"reason":"ä"}');
    const written = { link: "AAAAAAAAAAAAAAAA", method: "POST", path: "/v1/signing/declining" };
    const header = await proof(pair.privateKey, written, body, 1790000000000, 7);
    const [time, counter, signature] = header.split(".") as [string, string, string];
    expect(counter).toBe("7");
    expect(time).toBe("1790000000000");
    const bytes = Uint8Array.from(atob(signature.replaceAll("-", "+").replaceAll("_", "/")), (c) =>
      c.charCodeAt(0),
    );
    expect(bytes.length).toBe(64);
    const spki = Uint8Array.from(
      atob((await publicKey(pair)).replaceAll("-", "+").replaceAll("_", "/")),
      (c) => c.charCodeAt(0),
    );
    expect(spki.length).toBe(91);
    const key = await crypto.subtle.importKey(
      "spki",
      spki,
      { name: "ECDSA", namedCurve: "P-256" },
      false,
      ["verify"],
    );
    const check = async (text: string) =>
      crypto.subtle.verify(
        { name: "ECDSA", hash: "SHA-256" },
        key,
        bytes,
        new TextEncoder().encode(text),
      );
    const hash = await sha256(body);
    expect(await check(requestText(written, 1790000000000, 7, hash))).toBe(true);
    expect(await check(requestText({ ...written, method: "PUT" }, 1790000000000, 7, hash))).toBe(
      false,
    );
    expect(await check(requestText(written, 1790000000001, 7, hash))).toBe(false);
    expect(await check(requestText(written, 1790000000000, 8, hash))).toBe(false);
  });
  it("the private key can't be taken out of the browser", async () => {
    const pair = await newKey();
    expect(pair.privateKey.extractable).toBe(false);
    await expect(crypto.subtle.exportKey("pkcs8", pair.privateKey)).rejects.toThrow();
  });
  it("encodes without padding", () => {
    expect(base64url(new Uint8Array([251, 255, 254]).buffer)).toBe("-__-");
    expect(base64url(new Uint8Array([1]).buffer)).toBe("AQ");
    expect(hex(new Uint8Array([0, 15, 255]))).toBe("000fff");
  });
});
