/** Short messages for everyone: shown as a toast and read out by screen readers. */
export interface News {
  id: number;
  text: string;
  tone: "plain" | "proven" | "refused";
  action?: Action;
}

/** An immediate action. It must also be available elsewhere, because messages disappear. */
export interface Action {
  label: string;
  run: () => void;
}

let next = 0;
export const news = $state<{ shown: News[]; spoken: string }>({ shown: [], spoken: "" });

/** Announces a sentence to screen readers only, even if it repeats the last one. */
export function announce(text: string): void {
  news.spoken = news.spoken === text ? `${text}\u00a0` : text;
}

/** Shows and announces a sentence for some seconds. A refusal stays until it is dismissed. */
export function tell(text: string, tone: News["tone"] = "plain", action?: Action): void {
  const id = next++;
  news.shown = [...news.shown.slice(-2), { id, text, tone, ...(action && { action }) }];
  announce(text);
  if (tone !== "refused") setTimeout(() => dismiss(id), action ? 10_000 : 5_000);
}

export function dismiss(id: number): void {
  news.shown = news.shown.filter((item) => item.id !== id);
}
