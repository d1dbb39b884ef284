import { parse, type Route, isInside } from "./routes";

/** The address shown now. Pages use plain links; `listen` keeps their clicks inside the app. */
class Router {
  route = $state.raw<Route>(parse(location.pathname + location.search));
  /** Asked before leaving a page with unsaved work; `false` stays. */
  leaving: (() => Promise<boolean>) | null = null;

  async go(address: string, replace = false): Promise<void> {
    if (this.leaving && !(await this.leaving())) return;
    history[replace ? "replaceState" : "pushState"](null, "", address);
    this.#show();
    scrollTo(0, 0);
  }

  listen(): () => void {
    const click = (event: MouseEvent) => {
      const link = (event.target as Element | null)?.closest?.("a");
      if (!link || !isInside(event, link, location.origin)) return;
      event.preventDefault();
      void this.go(link.pathname + link.search);
    };
    const pop = () => this.#show();
    addEventListener("click", click);
    addEventListener("popstate", pop);
    return () => {
      removeEventListener("click", click);
      removeEventListener("popstate", pop);
    };
  }

  #show() {
    this.route = parse(location.pathname + location.search);
  }
}

export const router = new Router();
