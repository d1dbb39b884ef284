/**
 * A run in which more than two stories passed only at their second go has failed.
 *
 * A machine that is busy with other work can be slower than the patience of a story, so one or two get another go. More
 * of them are a fault of the product or of the stories, and a fault must not hide behind second goes.
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
