import { afterEach, describe, expect, it, vi } from "vitest";
import { Problem } from "../../src/api/problem";

const upload = vi.hoisted(() => vi.fn());
vi.mock("../../src/api/upload", () => ({ upload }));

import { Check, DIFFERS } from "../../src/verify/check.svelte";
import { inOrder, signers, tone, type Report } from "../../src/verify/report";

const SHA = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
const report = (over: Partial<Report> = {}): Report => ({
  file: { sha256: SHA, bytes: 3 }, verdict: "passed", sentence: "", axes: [], signatures: [], ...over,
});
afterEach(() => void upload.mockReset());

describe("checking a file", () => {
  const file = new File(["abc"], "a.pdf");
  it("computes the fingerprint here and shows the server's judgement", async () => {
    upload.mockResolvedValueOnce(report());
    const check = new Check();
    await check.run(file);
    expect(check.fingerprint).toBe(SHA);
    expect(check.phase).toMatchObject({ at: "done", name: "a.pdf" });
  });
  it("refuses a judgement on another file", async () => {
    upload.mockResolvedValueOnce(report({ file: { sha256: "00", bytes: 3 } }));
    const check = new Check();
    await check.run(file);
    expect(check.phase).toMatchObject({ at: "failed", problem: { code: DIFFERS } });
  });
  it("says what went wrong", async () => {
    upload.mockRejectedValueOnce(new Problem({ code: "too_large" }, 413));
    const check = new Check();
    await check.run(file);
    expect(check.phase).toMatchObject({ at: "failed", problem: { code: "too_large" } });
  });
  it("a cancelled check leaves nothing behind", async () => {
    const check = new Check();
    upload.mockImplementationOnce(async () => {
      check.reset();
      return report();
    });
    await check.run(file);
    expect(check.phase).toEqual({ at: "choosing" });
    expect(check.fingerprint).toBe("");
  });
});

it("green is for what is proven, amber for what isn't known or wasn't checked", () => {
  expect(["passed", "failed", "indeterminate", "not_checked", "odd"].map(tone)).toEqual(["proven", "refused", "unsure", "unsure", "unsure"]);
});

it("axes stand in the order in which people ask", () => {
  const axis = (name: string) => ({ axis: name, status: "passed", sentence: "", details: [] }) as Report["axes"][number];
  expect(inOrder(["log", "time", "integrity", "later", "identity"].map(axis)).map((a) => a.axis)).toEqual(["integrity", "identity", "time", "log", "later"]);
});

it("names who signed and when the last of them did", () => {
  const person = (name: string, signed_at: string | null) => ({ name, email: "", signed_at });
  const people = [person("B", "2026-11-22T10:00:00Z"), person("A", "2026-11-21T10:00:00Z"), person("C", null)];
  expect(signers(report({ trail: { stream: "", title: "", head: "", facts: [], people } }))).toEqual({ names: ["B", "A"], last: "2026-11-22T10:00:00Z" });
  expect(signers(report())).toBeNull();
});
