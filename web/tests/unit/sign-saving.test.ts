import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Problem } from "../../src/api/problem";
import type { SeenPage, Values } from "../../src/api/sign-client";
import { Pages, sharpWidth } from "../../src/sign/pages";
import { Entries } from "../../src/sign/entries.svelte";
import { GLANCE, isOnScreen, ViewLog } from "../../src/sign/views";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("saving entries", () => {
  const sent: Values[] = [];
  let fail: Problem | null = null;
  const refused = vi.fn((): string[] => []);
  const lost = vi.fn();
  const make = () =>
    new Entries(
      async (values) => {
        if (fail) throw fail;
        sent.push(values);
      },
      { refused, lost },
    );
  beforeEach(() => {
    sent.length = 0;
    fail = null;
    refused.mockClear();
    lost.mockClear();
  });

  it("waits for a pause and sends the newest entries together", async () => {
    const saver = make();
    saver.put("a", "H");
    await vi.advanceTimersByTimeAsync(300);
    saver.put("a", "Ha");
    saver.put("b", true);
    expect(saver.state).toBe("waiting");
    await vi.advanceTimersByTimeAsync(800);
    expect(sent).toEqual([{ a: "Ha", b: true }]);
    expect(saver.state).toBe("saved");
  });
  it("tries again until it works, with what was entered since", async () => {
    const saver = make();
    fail = new Problem({}, 0);
    saver.put("a", "one");
    await vi.advanceTimersByTimeAsync(800);
    expect(saver.state).toBe("failed");
    saver.put("b", "two");
    fail = null;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(sent).toEqual([{ a: "one", b: "two" }]);
    expect(saver.state).toBe("saved");
  });
  it("doesn't send a refused entry again by itself", async () => {
    const saver = make();
    fail = new Problem({ code: "values_refused" }, 422);
    saver.put("a", "\u0007");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(refused).toHaveBeenCalledOnce();
    fail = null;
    await saver.flush();
    expect(sent).toEqual([]);
    saver.put("a", "good");
    await vi.advanceTimersByTimeAsync(800);
    expect(sent).toEqual([{ a: "good" }]);
  });
  it("a refused entry is held back alone: its neighbours are saved, and nothing is called saved meanwhile", async () => {
    const bad = "\u0007";
    const saver = new Entries(
      async (values) => {
        if (Object.values(values).includes(bad)) throw new Problem({ code: "values_refused" }, 422);
        sent.push(values);
      },
      { refused: (_, values) => Object.keys(values).filter((id) => values[id] === bad), lost },
    );
    saver.put("a", "ACME");
    saver.put("b", bad);
    saver.put("c", bad);
    await vi.advanceTimersByTimeAsync(800);
    expect([sent, saver.state]).toEqual([[{ a: "ACME" }], "failed"]);
    saver.put("d", "fourth");
    saver.put("b", "good");
    await vi.advanceTimersByTimeAsync(800);
    expect([sent.at(-1), saver.state]).toEqual([{ b: "good", d: "fourth" }, "failed"]);
    saver.put("c", "good");
    await vi.advanceTimersByTimeAsync(800);
    expect(saver.state).toBe("saved");
    saver.hold("c");
    expect(saver.state).toBe("failed");
    saver.put("c", null);
    await vi.advanceTimersByTimeAsync(800);
    expect(saver.state).toBe("saved");
  });
  it("stops when the session is over", async () => {
    const saver = make();
    fail = new Problem({ code: "no_signing_session" }, 401);
    saver.put("a", "x");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lost).toHaveBeenCalledExactlyOnceWith(fail);
  });
  it("goes on after a write that another tab has overtaken", async () => {
    const saver = make();
    fail = new Problem({ code: "request_replayed" }, 409);
    saver.put("a", "x");
    await vi.advanceTimersByTimeAsync(800);
    fail = null;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(sent).toEqual([{ a: "x" }]);
    expect(lost).not.toHaveBeenCalled();
  });
});

it("is tried again at once when the browser is back online", async () => {
  let offline = true;
  const send = vi.fn(async () => {
    if (offline) throw new Problem({}, 0);
  });
  const saver = new Entries(send, { refused: vi.fn(() => []), lost: vi.fn() });
  saver.put("a", "x");
  await vi.advanceTimersByTimeAsync(40_000);
  expect(saver.state).toBe("failed");
  offline = false;
  dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(0);
  expect(saver.state).toBe("saved");
  saver.stop();
});

describe("a look before a save that nobody asked for", () => {
  const over = new Problem({ code: "signing_over" }, 401);
  const send = vi.fn(async () => {});
  const look = vi.fn(async () => {});
  const lost = vi.fn();
  const make = () => new Entries(send, { refused: vi.fn(() => []), lost, look });
  beforeEach(() => void [send, look, lost].forEach((each) => each.mockReset()));

  it("after a pause hears of the end, and nothing is sent that would be refused", async () => {
    const saver = make();
    await vi.advanceTimersByTimeAsync(5_000);
    look.mockRejectedValueOnce(over);
    saver.put("a", "x");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(send).not.toHaveBeenCalled();
    expect(lost).toHaveBeenCalledExactlyOnceWith(over);
  });
  it("is not repeated while somebody types", async () => {
    const saver = make();
    await vi.advanceTimersByTimeAsync(5_000);
    for (const text of ["a", "b", "c"]) {
      saver.put("a", text);
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect([look, send].map((each) => each.mock.calls.length)).toEqual([1, 3]);
    saver.stop();
  });
  it("that can't be had is no end: it is tried again, and the entries go with it", async () => {
    const saver = make();
    await vi.advanceTimersByTimeAsync(5_000);
    look.mockRejectedValueOnce(new Problem({}, 0));
    saver.put("a", "x");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(send).toHaveBeenCalledExactlyOnceWith({ a: "x" }, undefined);
    expect([saver.state, lost.mock.calls]).toEqual(["saved", []]);
  });
  it("doesn't delay what a person does or leaves", async () => {
    const saver = make();
    await vi.advanceTimersByTimeAsync(5_000);
    saver.put("a", "x");
    await saver.flush({ keepalive: true });
    expect(look).not.toHaveBeenCalled();
    expect(send).toHaveBeenCalledExactlyOnceWith({ a: "x" }, { keepalive: true });
  });
});

it("a save that fails after the end is nobody's loss", async () => {
  const lost = vi.fn();
  let refuse = (_: Problem) => {};
  const saver = new Entries(() => new Promise((_, reject) => (refuse = reject)), {
    refused: vi.fn(() => []),
    lost,
  });
  saver.put("a", "x");
  await vi.advanceTimersByTimeAsync(1_000);
  saver.stop();
  refuse(new Problem({ code: "envelope_closed" }, 409));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(lost).not.toHaveBeenCalled();
});

describe("which pages were shown", () => {
  const sent: SeenPage[][] = [];
  let fail = false;
  const make = () =>
    new ViewLog(async (pages) => {
      if (fail) throw new Problem({}, 0);
      sent.push(pages);
    });
  beforeEach(() => {
    sent.length = 0;
    fail = false;
  });

  it("a page counts when its picture has stood on the screen for a moment", async () => {
    const log = make();
    log.onScreen(0, true);
    await vi.advanceTimersByTimeAsync(GLANCE * 2);
    expect(log.pages).toBe(0);
    log.picture(0, "aa");
    await vi.advanceTimersByTimeAsync(GLANCE + 10);
    expect(log.pages).toBe(1);
    await log.flush();
    expect(sent).toEqual([[{ page: 0, sha256: "aa" }]]);
  });
  it("a page that was jumped to counts before the next press", async () => {
    const log = make();
    for (const page of [0, 1]) log.picture(page, "aa");
    log.onScreen(0, true);
    await vi.advanceTimersByTimeAsync(GLANCE + 10);
    log.onScreen(0, false);
    log.onScreen(1, true);
    await vi.advanceTimersByTimeAsync(GLANCE + 10);
    await log.flush();
    expect(sent).toEqual([
      [
        { page: 0, sha256: "aa" },
        { page: 1, sha256: "aa" },
      ],
    ]);
    expect(log.pages).toBe(2);
  });
  it("a page whose picture never came doesn't", async () => {
    const log = make();
    log.onScreen(0, true);
    await vi.advanceTimersByTimeAsync(60_000);
    log.onScreen(0, false);
    log.picture(0, "late");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(log.pages).toBe(0);
  });
  it("a report that is under way is waited for", async () => {
    let arrive = () => {};
    const log = new ViewLog(() => new Promise<void>((resolve) => (arrive = resolve)));
    log.picture(0, "aa");
    log.onScreen(0, true);
    await vi.advanceTimersByTimeAsync(5_000);
    let flushed = false;
    const flushing = log.flush().then(() => (flushed = true));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(flushed).toBe(false);
    arrive();
    await flushing;
    expect(flushed).toBe(true);
  });
  it("pages of an earlier visit are counted too", () => {
    expect(new ViewLog(async () => {}, [0, 2]).pages).toBe(2);
  });
  it("a page that flies by doesn't", async () => {
    const log = make();
    log.picture(3, "cc");
    log.onScreen(3, true);
    await vi.advanceTimersByTimeAsync(GLANCE / 2);
    log.onScreen(3, false);
    await vi.advanceTimersByTimeAsync(GLANCE * 3);
    await log.flush();
    expect(sent).toEqual([]);
  });
  it("the same picture is reported once, a sharper one as well", async () => {
    const log = make();
    log.picture(0, "aa");
    log.onScreen(0, true);
    await vi.advanceTimersByTimeAsync(5_000);
    log.onScreen(0, false);
    log.onScreen(0, true);
    await vi.advanceTimersByTimeAsync(5_000);
    log.picture(0, "bb");
    await vi.advanceTimersByTimeAsync(5_000);
    expect(sent).toEqual([[{ page: 0, sha256: "aa" }], [{ page: 0, sha256: "bb" }]]);
    expect(log.pages).toBe(1);
  });
  it("what could not be reported goes with the next report", async () => {
    const log = make();
    fail = true;
    log.picture(0, "aa");
    log.onScreen(0, true);
    await vi.advanceTimersByTimeAsync(5_000);
    fail = false;
    log.picture(1, "bb");
    log.onScreen(1, true);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(sent).toEqual([
      [
        { page: 0, sha256: "aa" },
        { page: 1, sha256: "bb" },
      ],
    ]);
  });
  it("half of the page or a third of the screen is enough", () => {
    expect(isOnScreen(0.5, 0.1)).toBe(true);
    expect(isOnScreen(0.2, 0.4)).toBe(true);
    expect(isOnScreen(0.3, 0.3)).toBe(false);
  });
});

describe("pictures of pages", () => {
  it("are sharp without being larger than needed", () => {
    expect(sharpWidth(358, 3, 1)).toBe(1200);
    expect(sharpWidth(358, 3, 2)).toBe(2400);
    expect(sharpWidth(832, 1, 1)).toBe(1200);
    expect(sharpWidth(832, 2, 1)).toBe(1800);
    expect(sharpWidth(832, 2, 5)).toBe(2400);
  });
  it("are fetched once, hashed here, and tried again after a failure", async () => {
    vi.useRealTimers();
    let tries = 0;
    const pages = new Pages({
      page: async () => {
        tries += 1;
        if (tries === 1) throw new Problem({}, 0);
        return new Blob(["abc"]);
      },
    });
    await expect(pages.get(0, 1200)).rejects.toThrow();
    const [one, two] = await Promise.all([pages.get(0, 1200), pages.get(0, 1200)]);
    expect(one).toBe(two);
    expect(tries).toBe(2);
    expect(one.sha256).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(one.address).toMatch(/^blob:/);
  });
});
