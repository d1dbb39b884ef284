import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Problem } from "../../src/api/problem";
import { Saver } from "../../src/api/saver.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("saves the newest value once, after a pause", async () => {
  const send = vi.fn(async () => {});
  const saver = new Saver<number>({ send, pause: 600 });
  saver.change(1);
  saver.change(2);
  expect(saver.state).toBe("waiting");
  await vi.advanceTimersByTimeAsync(700);
  expect(send.mock.calls).toEqual([[2, undefined]]);
  expect(saver.state).toBe("saved");
  expect(saver.dirty).toBe(false);
});

it("never has two requests under way, and ends with the newest value", async () => {
  let running = 0;
  const sent: number[] = [];
  const saver = new Saver<number>({
    send: async (value) => {
      expect(++running).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      sent.push(value);
      running--;
    },
    pause: 100,
  });
  saver.change(1);
  await vi.advanceTimersByTimeAsync(200);
  saver.change(2);
  saver.change(3);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(sent).toEqual([1, 3]);
  expect(saver.state).toBe("saved");
});

it("a failure stays visible and nothing is lost", async () => {
  let broken = true;
  const sent: string[] = [];
  const saver = new Saver<string>({
    send: async (value) => {
      if (broken) throw new Problem({ code: "x" }, 500);
      sent.push(value);
    },
    pause: 10,
  });
  saver.change("a");
  await vi.advanceTimersByTimeAsync(20);
  expect(saver.state).toBe("failed");
  expect(saver.problem?.status).toBe(500);
  expect(saver.dirty).toBe(true);
  broken = false;
  expect(await saver.flush()).toBe(true);
  expect(sent).toEqual(["a"]);
});

it("tries again by itself while the server can't save, and not where that is no use", async () => {
  let status = 503;
  const send = vi.fn(async () => {
    if (status !== 200) throw new Problem({ code: "storage_unavailable" }, status);
  });
  const saver = new Saver<string>({ send, pause: 10 });
  saver.change("a");
  await vi.advanceTimersByTimeAsync(20);
  expect(saver.state).toBe("failed");
  await vi.advanceTimersByTimeAsync(30_000);
  expect(send.mock.calls.length).toBeGreaterThan(2);
  expect(saver.state).toBe("failed");
  status = 200;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(saver.state).toBe("saved");
  status = 422;
  saver.change("b");
  await vi.advanceTimersByTimeAsync(20);
  const tried = send.mock.calls.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(send.mock.calls.length).toBe(tried);
  expect(saver.state).toBe("failed");
});
