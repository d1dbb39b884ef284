import { parse, type Route, isInside } from "./routes";

/** The state of a history entry: its scroll position, and whether the list is one step back. */
interface Place {
  scroll?: number;
  fromList?: boolean;
}

/** The current address. Pages use plain links; `listen` keeps their clicks inside the app. */
class Router {
  route = $state.raw<Route>(parse(location.pathname + location.search));
  /** Called before leaving a page with unsaved work; `false` stays. */
  leaving: (() => Promise<boolean>) | null = null;
  /** The scroll position of the page after going back; the page that restores it clears it. */
  scroll: number | null = null;

  async go(address: string, replace = false): Promise<void> {
    if (this.leaving && !(await this.leaving())) return;
    const fromList = this.route.name === "envelopes";
    if (replace) history.replaceState(history.state, "", address);
    else {
      this.#remember();
      history.pushState({ fromList } satisfies Place, "", address);
    }
    this.scroll = null;
    this.#show();
    scrollTo(0, 0);
  }

  /** Replaces the address without navigation. */
  rename(address: string): void {
    history.replaceState(history.state, "", address);
    this.#show();
  }

  /** Goes back to the list in its former state if it is one step back, otherwise to its beginning. */
  async toList(): Promise<void> {
    if ((history.state as Place | null)?.fromList) {
      if (!this.leaving || (await this.leaving())) history.back();
    } else await this.go("/envelopes");
  }

  listen(): () => void {
    history.scrollRestoration = "manual";
    const click = (event: MouseEvent) => {
      const link = (event.target as Element | null)?.closest?.("a");
      if (!link || !isInside(event, link, location.origin)) return;
      event.preventDefault();
      if (link.hasAttribute("data-to-list")) void this.toList();
      else void this.go(link.pathname + link.search);
    };
    const pop = (event: PopStateEvent) => {
      this.scroll = (event.state as Place | null)?.scroll ?? 0;
      this.#show();
    };
    // A reload keeps the scroll position too.
    const hide = () => this.#remember();
    addEventListener("click", click);
    addEventListener("popstate", pop);
    addEventListener("pagehide", hide);
    return () => {
      removeEventListener("click", click);
      removeEventListener("popstate", pop);
      removeEventListener("pagehide", hide);
    };
  }

  #remember() {
    history.replaceState(
      { ...(history.state as Place | null), scroll: scrollY } satisfies Place,
      "",
      location.href,
    );
  }
  #show() {
    this.route = parse(location.pathname + location.search);
  }
}

export const router = new Router();
