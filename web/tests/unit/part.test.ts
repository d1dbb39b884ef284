import { afterEach, describe, expect, it, vi } from "vitest";
import { SignClient } from "../../src/api/sign-client";
import { Part } from "../../src/arrive/part.svelte";

afterEach(() => void vi.unstubAllGlobals());
const lost = () => Promise.reject(new TypeError("Failed to fetch"));

describe("a part that is loaded when it is needed", () => {
  it("is loaded once, however often it is asked for", async () => {
    const get = vi.fn(async () => "part");
    const part = new Part(get);
    await Promise.all([part.load(), part.load()]);
    await part.load();
    expect([part.found, part.absent, get.mock.calls.length]).toEqual(["part", null, 1]);
  });
  it("is asked for again at once where the server answers", async () => {
    vi.stubGlobal("fetch", async () => new Response(null, { status: 200 }));
    const part = new Part(vi.fn(async () => "part").mockImplementationOnce(lost));
    await part.load();
    expect([part.found, part.absent]).toEqual(["part", null]);
  });
  it("is stale where the server answers without it", async () => {
    vi.stubGlobal("fetch", async () => new Response(null, { status: 200 }));
    const part = new Part(lost);
    await part.load();
    expect([part.found, part.absent]).toEqual([undefined, "stale"]);
  });
  it("comes when the line is back", async () => {
    vi.stubGlobal("fetch", lost);
    const part = new Part(vi.fn(async () => "part").mockImplementationOnce(lost));
    await part.load();
    expect([part.found, part.absent]).toEqual([undefined, "unreachable"]);
    await part.again();
    expect([part.found, part.absent]).toEqual(["part", null]);
  });
});

describe("the day of the signature", () => {
  it("is that of the server's clock", async () => {
    const Date = new globalThis.Date("2031-05-06T07:08:09Z").toUTCString();
    vi.stubGlobal("fetch", async () => new Response("{}", { headers: { Date } }));
    const client = new SignClient("s", async () => 1);
    await client.link();
    expect(client.now().toISOString().slice(0, 16)).toBe("2031-05-06T07:08");
  });
});
