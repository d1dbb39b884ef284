/** The addresses of the app. */

/** The filters of the list of envelopes. */
export type Group = "waiting" | "drafts" | "sealed" | "ended";
const GROUPS: readonly string[] = ["waiting", "drafts", "sealed", "ended"] satisfies Group[];

/** The pages of the settings. */
export const SETTINGS = ["profile", "security", "sessions", "api-keys", "log"] as const;
export type SettingsPart = (typeof SETTINGS)[number];
const isPart = (name: string): name is SettingsPart =>
  (SETTINGS as readonly string[]).includes(name);

export type Route =
  | { name: "setup" }
  | { name: "sign-in" }
  | { name: "forgot" }
  | { name: "reset" }
  | { name: "envelopes"; show: Group | null; q: string }
  | { name: "new" }
  | { name: "envelope"; id: string }
  | { name: "outbox"; mail: string | null }
  | { name: "settings"; part: SettingsPart; needed: boolean }
  | { name: "unknown" };

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The page of an address. */
export function parse(address: string): Route {
  const url = new URL(address, "http://app.invalid");
  const parts = url.pathname.split("/").filter(Boolean);
  const [first, second] = parts;
  if (parts.length === 0 || (parts.length === 1 && first === "envelopes")) {
    const show = url.searchParams.get("show") ?? "";
    return {
      name: "envelopes",
      show: GROUPS.includes(show) ? (show as Group) : null,
      q: url.searchParams.get("q") ?? "",
    };
  }
  if (parts.length === 1 && (first === "setup" || first === "sign-in")) return { name: first };
  if (parts.length === 1 && (first === "forgot" || first === "reset")) return { name: first };
  if (parts.length === 1 && first === "outbox")
    return { name: "outbox", mail: url.searchParams.get("mail") };
  if (parts.length <= 2 && first === "settings" && isPart(second ?? "profile"))
    return {
      name: "settings",
      part: (second ?? "profile") as SettingsPart,
      needed: url.searchParams.has("needed"),
    };
  if (parts.length === 2 && first === "envelopes" && second === "new") return { name: "new" };
  if (parts.length === 2 && first === "envelopes" && second && ID.test(second))
    return { name: "envelope", id: second };
  return { name: "unknown" };
}

/** The address of the list with a filter and a search. */
export function listAddress(show: Group | null, q: string): string {
  const query = new URLSearchParams({ ...(show && { show }), ...(q && { q }) }).toString();
  return query ? `/envelopes?${query}` : "/envelopes";
}

/** Whether a click on a link stays inside the app, without a new page load. */
export function isInside(event: MouseEvent, link: HTMLAnchorElement, origin: string): boolean {
  if (event.defaultPrevented || event.button !== 0) return false;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return false;
  if (link.target || link.hasAttribute("download")) return false;
  const url = new URL(link.href, origin);
  return url.origin === origin && !url.hash && parse(url.pathname + url.search).name !== "unknown";
}
