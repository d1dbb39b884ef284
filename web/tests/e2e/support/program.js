/** Before all workers: the program is there, so that no two of them build it. */
import { binary } from "./server.js";

export default function program() {
  binary();
}
