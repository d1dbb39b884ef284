/**
 * The server's warnings: a code, and after dots the pages that it concerns. `content_damaged.2.5-7` concerns the pages
 * 2 and 5 to 7.
 */
export interface Warning {
  code: string;
  /** First and last pages, counted from 1. */
  pages: [number, number][];
}

const RANGE = /^(\d{1,6})(?:-(\d{1,6}))?$/;

export function warning(text: string): Warning {
  const [code = "", ...rest] = text.split(".");
  const pages: [number, number][] = [];
  for (const part of rest) {
    const [, first, last] = RANGE.exec(part) ?? [];
    if (first) pages.push([Number(first), Number(last ?? first)]);
  }
  return { code, pages };
}

/** "2" or "5–7" */
export const range = ([first, last]: [number, number]) =>
  first === last ? `${first}` : `${first}–${last}`;

/** Whether it is a single page. */
export const isSingle = ({ pages }: Warning) =>
  pages.length === 1 && pages[0]?.[0] === pages[0]?.[1];
