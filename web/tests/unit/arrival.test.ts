import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LinkState, Signing } from "../../src/api/sign-client";
import { arrival, isOwn, partsOf, selectorIn } from "../../src/arrive/arrival";
import { forget, type Kept, nextCounter } from "../../src/arrive/memory";
import { Visit } from "../../src/arrive/visit.svelte";

const link = (state: LinkState["state"], renewable = state !== "closed"): LinkState => ({
  state,
  instance_name: "Northwind",
  mail: "smtp",
  renewable,
});
const signing = (envelope = "e1", person = "p1") =>
  ({ envelope: { id: envelope }, me: { id: person }, purpose: "sign" }) as Signing;
const kept = (envelope = "e1", person = "p1"): Kept => ({ key: {} as CryptoKey, envelope, person });

describe("where a link leads", () => {
  it("a fresh link with its secret asks to continue", () => {
    expect(arrival({ link: link("ready"), secret: "s", kept: undefined, signing: null })).toEqual({
      to: "continue",
    });
  });
  it("a link used on this device resumes, whatever its state says", () => {
    for (const state of ["used", "dead", "closed", "ready"] as const) {
      expect(arrival({ link: link(state), secret: "", kept: kept(), signing: signing() }).to).toBe(
        "resume",
      );
    }
  });
  it("somebody else's session in the same browser is not resumed", () => {
    expect(
      arrival({ link: link("used"), secret: "", kept: kept(), signing: signing("e1", "p2") }),
    ).toMatchObject({ to: "trouble", why: "used" });
    expect(isOwn(kept(), signing("e2"))).toBe(false);
    expect(isOwn(undefined, signing())).toBe(false);
  });
  it("used, dead and closed links say so; a new mail is offered while it helps", () => {
    expect(arrival({ link: link("used"), secret: "s", kept: undefined, signing: null })).toEqual({
      to: "trouble",
      why: "used",
      renewable: true,
    });
    expect(
      arrival({ link: link("dead"), secret: "s", kept: undefined, signing: null }),
    ).toMatchObject({ why: "dead", renewable: true });
    expect(
      arrival({ link: link("closed"), secret: "s", kept: undefined, signing: null }),
    ).toMatchObject({ why: "closed", renewable: false });
    expect(
      arrival({ link: link("dead", false), secret: "s", kept: undefined, signing: null }),
    ).toMatchObject({ renewable: false });
  });
  it("a lost fragment can be mended by a new mail, an unknown link can't", () => {
    expect(
      arrival({ link: link("ready"), secret: "", kept: undefined, signing: null }),
    ).toMatchObject({ why: "incomplete", renewable: true });
    expect(arrival({ link: null, secret: "s", kept: undefined, signing: null })).toMatchObject({
      why: "unknown",
      renewable: false,
    });
  });
  it("finds the selector in the address", () => {
    expect(selectorIn("/s/AbC_d-1")).toBe("AbC_d-1");
    expect(selectorIn("/s/AbC/")).toBe("AbC");
    for (const path of ["/s/", "/s/a/b", "/verify", "/s/../x"]) expect(selectorIn(path)).toBe("");
  });
  it("reads links that gateways and mail programs have changed", () => {
    const [selector, secret] = ["AbCd_f-hIjKlMn01", "A_cdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO-q"];
    expect([selector.length, secret.length]).toEqual([16, 43]);
    for (const address of [
      `/s/${selector}#${secret}`,
      `/s/${selector}/#${secret}`,
      `/s/${selector}%23${secret}`,
      `/s/${selector}%2523${secret}`,
      `/s/${selector}%252523${secret}`,
      `/s/${selector}%23${secret}.`,
      `/s/${selector}%23${secret}%3E`,
      `/s/${selector}#${secret}),`,
      `/s/${selector}#%3C${secret}%3E`,
      `/s/${selector}?utm_source=mail#${secret}`,
      `/s/${selector}%23${secret}?utm_source=a_very_long_campaign_name_with_more_than_43_characters`,
      `/s/${selector}?x=1%23${secret}&y=2`,
      `/s/${selector}#${secret}?fbclid=1`,
      `/s/${selector}#${secret.slice(0, 20)}%20${secret.slice(20)}`,
      `/s/${selector}#${secret.slice(0, 20)}=%0D%0A${secret.slice(20)}`,
      `/s/${selector}/${secret}`,
      `/s/${selector}${secret}`,
    ]) {
      const url = new URL(address, "https://sign.example.com");
      expect(partsOf(url), address).toEqual({ selector, secret });
    }
    const broken = (sign: string) =>
      `/s/${selector}#${secret.slice(0, 20)}${sign}${secret.slice(20)}`;
    for (const address of [
      ...[
        "\u200b",
        "\u200d",
        "\u2060",
        "\ufeff",
        "\u00ad",
        "\u00a0",
        "%E2%80%8B",
        "%25E2%2580%258B",
        "%C2%AD",
        "%C2%A0",
      ].map(broken),
      broken("=0D=0A"),
      broken("=0d=0a"),
      `/s/${selector.slice(0, 5)}\u200b${selector.slice(5)}#${secret}`,
      `/s/${selector.replace("-", "\u2013")}#${secret.replace("-", "\u2013")}`,
      `/s/${selector}#${secret.replace("-", "%E2%80%91")}`,
      `/s/${selector}#_${secret}_`,
      `/s/${selector}#__${secret}__`,
      `/s/${selector}#_${secret}`,
      `/s/${selector}#${secret}_`,
      `/s/${selector}#**${secret}**`,
      `/S/${selector}#${secret}`,
      `/s//${selector}#${secret}`,
    ]) {
      expect(
        partsOf(new URL(address, "https://sign.example.com")),
        JSON.stringify(address),
      ).toEqual({ selector, secret });
    }
    expect(partsOf({ pathname: `//s/${selector}`, hash: `#${secret}` })).toEqual({
      selector,
      secret,
    });
    // A secret may begin with the character that Markdown puts around words.
    const odd = `_${secret.slice(1, -1)}_`;
    expect(partsOf({ pathname: `/s/${selector}`, hash: `#${odd}` }).secret).toBe(odd);
    expect(partsOf({ pathname: `/s/${selector}`, hash: `#_${odd}_` }).secret).toBe(odd);
    for (const address of [
      `/s/${selector}`,
      `/s/${selector}.`,
      `/s/${selector}%3E`,
      `/s/${selector}#`,
      `/s/${selector}%23`,
    ]) {
      expect(partsOf(new URL(address, "https://sign.example.com")), address).toEqual({
        selector,
        secret: "",
      });
    }
    expect(
      partsOf(new URL(`/s/${selector}#${secret.slice(0, 30)}`, "https://sign.example.com")).secret,
    ).toBe(secret.slice(0, 30));
  });
  it("an envelope that is over says how it ended, and offers no mail", () => {
    for (const ending of ["expired", "voided", "declined"] as const) {
      const over = { ...link("closed", false), ending };
      expect(arrival({ link: over, secret: "s", kept: kept(), signing: null })).toEqual({
        to: "trouble",
        why: ending,
        renewable: false,
      });
    }
  });
});

describe("a visit", () => {
  const calls: { method: string; path: string; headers: Record<string, string>; body: string }[] =
    [];
  let answers: Record<string, [number, unknown]>;
  beforeEach(async () => {
    await forget("sel");
    calls.length = 0;
    answers = { "GET /v1/links/sel": [200, link("ready")] };
    vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
      const body = init.body ? new TextDecoder().decode(init.body as Uint8Array) : "";
      calls.push({
        method: init.method!,
        path,
        headers: init.headers as Record<string, string>,
        body,
      });
      const [status, answer] = answers[`${init.method} ${path}`] ?? [404, { code: "not_found" }];
      return new Response(status === 204 ? null : JSON.stringify(answer), { status });
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  const visit = (hash = "#c2VjcmV0") => {
    const replaceState = vi.fn();
    const made = new Visit(
      { pathname: "/s/sel", hash } as Location,
      { replaceState } as unknown as History,
    );
    return { made, replaceState };
  };

  it("knows before Continue whether there is something to sign", async () => {
    const { made } = visit();
    await made.arrive();
    expect(made.copy).toBe(false);
    answers["GET /v1/links/sel"] = [200, { ...link("ready"), purpose: "copy" }];
    await made.arrive();
    expect(made.copy).toBe(true);
  });
  it("takes the secret out of the address bar before anything else", () => {
    expect(visit().replaceState).toHaveBeenCalledWith(null, "", "/s/sel");
    expect(visit("").replaceState).not.toHaveBeenCalled();
  });
  it("changes nothing before Continue, then exchanges the secret and a public key", async () => {
    const { made } = visit();
    await made.arrive();
    expect(made.place).toEqual({ at: "continue" });
    expect(calls.map((call) => call.method)).toEqual(["GET"]);
    answers["POST /v1/links/sel/exchange"] = [201, signing()];
    await made.proceed();
    expect(made.place.at).toBe("sign");
    const sent = JSON.parse(calls.find((call) => call.path.endsWith("/exchange"))!.body);
    expect(Object.keys(sent).sort()).toEqual(["public_key", "secret"]);
    expect(sent.secret).toBe("c2VjcmV0");
    expect(sent.public_key).toMatch(/^MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE[\w-]{86}/);
    expect(made.client.key?.extractable).toBe(false);
  });
  it("the same device comes back without a secret", async () => {
    const first = visit().made;
    await first.arrive();
    answers["POST /v1/links/sel/exchange"] = [201, signing()];
    await first.proceed();
    answers["GET /v1/signing"] = [200, signing()];
    answers["GET /v1/links/sel"] = [200, link("used")];
    const again = visit("").made;
    await again.arrive();
    expect(again.place.at).toBe("sign");
    expect(again.client.key).toBeDefined();
    answers["GET /v1/signing"] = [401, { code: "no_signing_session" }];
    const later = visit("").made;
    await later.arrive();
    expect(later.place).toEqual({ at: "trouble", why: "ended", renewable: true });
  });
  it("what gateways made of the address is mended at once", () => {
    const replaceState = vi.fn();
    new Visit(
      { pathname: "/s/sel%23secret", search: "?utm=1", hash: "" } as Location,
      { replaceState } as unknown as History,
    );
    expect(replaceState).toHaveBeenCalledWith(null, "", "/s/sel");
  });
  it("a secret that is none is a part that is missing", async () => {
    const { made } = visit();
    await made.arrive();
    answers["POST /v1/links/sel/exchange"] = [422, { code: "invalid_request" }];
    await made.proceed();
    expect(made.place).toEqual({ at: "trouble", why: "incomplete", renewable: true });
  });
  it("a dead link whose envelope is over says how it ended", async () => {
    const { made } = visit();
    await made.arrive();
    answers["POST /v1/links/sel/exchange"] = [410, { code: "link_dead" }];
    answers["GET /v1/links/sel"] = [200, { ...link("closed", false), ending: "expired" }];
    await made.proceed();
    expect(made.place).toMatchObject({ at: "trouble", why: "expired", renewable: false });
  });
  it("without the browser's keys the page asks for https", async () => {
    vi.stubGlobal("crypto", { subtle: undefined });
    const { made } = visit();
    await made.arrive();
    expect(made.place).toEqual({ at: "insecure" });
    expect(calls).toEqual([]);
  });
  it("writes carry rising numbers, one write after the other, and a number that was passed is replaced once", async () => {
    const { made } = visit();
    await made.arrive();
    answers["POST /v1/links/sel/exchange"] = [201, signing()];
    await made.proceed();
    answers["PUT /v1/signing/values"] = [204, null];
    calls.length = 0;
    await Promise.all([
      made.client.save({ a: "1" }),
      made.client.save({ a: "2" }),
      made.client.save({ a: "3" }),
    ]);
    const counter = (call: (typeof calls)[number]) =>
      Number(call.headers["Onesign-Key-Signature"]?.split(".")[1]);
    expect(calls.map((call) => JSON.parse(call.body).values.a)).toEqual(["1", "2", "3"]);
    const counters = calls.map(counter);
    expect(counters).toEqual([...new Set(counters)].sort((a, b) => a - b));
    expect(await nextCounter("sel")).toBeGreaterThan(counters[2] ?? 0);
    calls.length = 0;
    answers["PUT /v1/signing/values"] = [409, { code: "request_replayed" }];
    await expect(made.client.save({ a: "4" })).rejects.toMatchObject({ code: "request_replayed" });
    expect(calls.length).toBe(2);
    expect(counter(calls[1]!)).toBeGreaterThan(counter(calls[0]!));
  });
  it("an exchange that is refused says why; a lost connection can be tried again", async () => {
    const { made } = visit();
    await made.arrive();
    answers["POST /v1/links/sel/exchange"] = [500, {}];
    await expect(made.proceed()).rejects.toMatchObject({ status: 500 });
    expect(made.place).toEqual({ at: "continue" });
    answers["POST /v1/links/sel/exchange"] = [410, { code: "link_used" }];
    await made.proceed();
    expect(made.place).toEqual({ at: "trouble", why: "used", renewable: true });
  });
});
