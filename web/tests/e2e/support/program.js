/** Runs before all workers: builds the program once, so that no two workers build it. */
import { binary } from "./server.js";

export default function program() {
  binary();
}
