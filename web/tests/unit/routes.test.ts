import { describe, expect, it } from "vitest";
import { isInside, listAddress, parse } from "../../src/app/routes";
import { pieces } from "../../src/app/links";
import { initials } from "../../src/app/words";

const id = "0197a1b2-1111-7111-8111-111111111111";

it.each([
  ["/", { name: "envelopes", show: null, q: "" }],
  ["/envelopes", { name: "envelopes", show: null, q: "" }],
  ["/envelopes/", { name: "envelopes", show: null, q: "" }],
  ["/envelopes?show=drafts&q=a+b", { name: "envelopes", show: "drafts", q: "a b" }],
  ["/envelopes?show=nonsense", { name: "envelopes", show: null, q: "" }],
  ["/envelopes/new", { name: "new" }],
  [`/envelopes/${id}`, { name: "envelope", id }],
  ["/setup", { name: "setup" }],
  ["/sign-in", { name: "sign-in" }],
  ["/outbox", { name: "outbox", mail: null }],
  ["/outbox?mail=7", { name: "outbox", mail: "7" }],
  ["/settings", { name: "settings", part: "profile", needed: false }],
  ["/settings/api-keys", { name: "settings", part: "api-keys", needed: false }],
  ["/settings/security?needed", { name: "settings", part: "security", needed: true }],
  ["/settings/nothing", { name: "unknown" }],
  ["/settings/log/1", { name: "unknown" }],
  ["/envelopes/../etc", { name: "unknown" }],
  [`/envelopes/${id}/pages/0`, { name: "unknown" }],
  ["/verify", { name: "unknown" }],
  ["/s/abc", { name: "unknown" }],
])("%s", (address, route) => expect(parse(address)).toEqual(route));

it("the list's address carries filter and search, and reads back", () => {
  expect(listAddress(null, "")).toBe("/envelopes");
  expect(parse(listAddress("sealed", "Müller & Co"))).toEqual({
    name: "envelopes",
    show: "sealed",
    q: "Müller & Co",
  });
});

describe("a click stays inside the app", () => {
  const link = (html: string) => {
    const host = document.createElement("div");
    host.append(Object.assign(document.createElement("a"), { href: html }));
    return host.firstElementChild as HTMLAnchorElement;
  };
  const click = (init: MouseEventInit = {}) => new MouseEvent("click", { button: 0, ...init });
  const origin = "http://localhost:3000";
  it("for the app's own addresses", () =>
    expect(isInside(click(), link(`${origin}/envelopes`), origin)).toBe(true));
  it("but not for other pages, files, hosts or windows", () => {
    expect(isInside(click(), link(`${origin}/verify`), origin)).toBe(false);
    expect(isInside(click(), link("https://example.com/envelopes"), origin)).toBe(false);
    expect(isInside(click({ ctrlKey: true }), link(`${origin}/envelopes`), origin)).toBe(false);
    expect(isInside(click({ button: 1 }), link(`${origin}/envelopes`), origin)).toBe(false);
    const download = link(`${origin}/envelopes`);
    download.setAttribute("download", "");
    expect(isInside(click(), download, origin)).toBe(false);
  });
});

it("addresses in a mail become links, without the sentence's full stop", () => {
  expect(pieces("Open http://x.example/s/a#b. Bye (https://y.example)")).toEqual([
    { text: "Open " },
    { text: "http://x.example/s/a#b", link: "http://x.example/s/a#b" },
    { text: ". Bye (" },
    { text: "https://y.example", link: "https://y.example" },
    { text: ")" },
  ]);
  expect(pieces("javascript:alert(1)")).toEqual([{ text: "javascript:alert(1)" }]);
});

it("initials", () => {
  expect(initials("Mira Holt")).toBe("MH");
  expect(initials(" tomás  da Silva ")).toBe("TS");
  expect(initials("Ødegaard")).toBe("Ø");
  expect(initials("")).toBe("");
});
