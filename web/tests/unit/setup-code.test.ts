import { describe, expect, it, vi } from "vitest";

describe("the link to set a server up", () => {
  const opened = async (pathname: string, hash: string) => {
    vi.resetModules();
    const { setupCode, takeSetupCode } = await import("../../src/app/setupCode");
    const replaceState = vi.fn();
    takeSetupCode({ pathname, hash } as Location, { replaceState } as unknown as History);
    return { code: setupCode(), left: replaceState.mock.calls.map((call) => call[2]) };
  };
  it("gives the page its code, and the address bar loses it", async () => {
    expect(await opened("/setup", "#ABCD-EFGH-JKMN-PQRS")).toEqual({
      code: "ABCD-EFGH-JKMN-PQRS",
      left: ["/setup"],
    });
    expect(await opened("/setup/", "#ABCD%2DEFGH")).toEqual({
      code: "ABCD-EFGH",
      left: ["/setup"],
    });
    expect(await opened("/setup", "#50%")).toEqual({ code: "50%", left: ["/setup"] });
    expect(await opened("/setup", "#%ff")).toEqual({ code: "%ff", left: ["/setup"] });
  });
  it("other addresses carry none", async () => {
    for (const [path, hash] of [
      ["/setup", ""],
      ["/setup", "#"],
      ["/", "#ABCD"],
      ["/envelopes", "#ABCD"],
    ] as const) {
      expect(await opened(path, hash)).toEqual({ code: "", left: [] });
    }
  });
});
