/**
 * A run fails if more than two stories passed only on their retry.
 *
 * A machine that is busy with other work can exceed a story's timeouts, so one or two stories may retry. More retries
 * mean a fault of the product or of the stories, and a fault must not hide behind retries.
 */
const MOST = 2;

export default class SecondGoes {
  #again = new Set();

  onTestEnd(story) {
    if (story.outcome() === "flaky") this.#again.add(story.title);
  }

  onEnd() {
    if (this.#again.size <= MOST) return undefined;
    const names = [...this.#again].join(", ");
    console.error(`${this.#again.size} stories needed a second go, ${MOST} may: ${names}`);
    return { status: "failed" };
  }

  printsToStdio() {
    return false;
  }
}
