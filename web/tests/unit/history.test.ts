import { expect, it } from "vitest";
import { History } from "../../src/app/editor/history";

it("goes back and forth over whole values", () => {
  const history = new History("a");
  history.push("b");
  history.push("c");
  expect(history.undo()).toBe("b");
  expect(history.undo()).toBe("a");
  expect(history.undo()).toBe("a");
  expect(history.canUndo).toBe(false);
  expect(history.redo()).toBe("b");
  expect(history.redo()).toBe("c");
  expect(history.canRedo).toBe(false);
});

it("a new change forgets what was undone", () => {
  const history = new History(1);
  history.push(2);
  history.undo();
  history.push(3);
  expect(history.canRedo).toBe(false);
  expect(history.undo()).toBe(1);
});

it("typing in one place is one step, until a pause or another place", () => {
  const history = new History("");
  history.push("M", "name", 1_000);
  history.push("Mi", "name", 1_200);
  history.push("Mir", "name", 1_400);
  history.push("Mir x", "title", 1_500);
  history.push("Mir xy", "title", 9_000);
  expect(history.undo()).toBe("Mir x");
  expect(history.undo()).toBe("Mir");
  expect(history.undo()).toBe("");
});

it("an undo ends a step, and the same value is none", () => {
  const history = new History("a");
  history.push("ab", "k", 1);
  history.undo();
  history.push("ac", "k", 2);
  expect(history.undo()).toBe("a");
  history.push("a");
  expect(history.canUndo).toBe(false);
});

it("keeps a limited past", () => {
  const history = new History(0, 3);
  for (let n = 1; n <= 10; n++) history.push(n);
  for (let n = 0; n < 9; n++) history.undo();
  expect(history.now).toBe(7);
});
