/** The parts of the ceremony outside its first screen. */
import { Part } from "../arrive/part.svelte";

export const adopt = new Part(() => import("./Adopt.svelte"));
export const review = new Part(() => import("./Review.svelte"));
export const end = new Part(() => import("./End.svelte"));
export const decline = new Part(() => import("./Decline.svelte"));
export const reader = new Part(() => import("./Reader.svelte"));
export const notes = new Part(() => import("./Notes.svelte"));
