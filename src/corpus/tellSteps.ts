/** The same steps, each told as a number. What the steps work with is let go when they are through. */
export function* tellSteps<Step, Result>(steps: Generator<Step, Result>, as: (step: Step) => number): Generator<number, Result> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    yield as(step.value);
  }
}
