// Long work in slices, so that the page answers in between.

/** So long at a time.  Units: milliseconds. */
const SLICE = 12;

let until = 0;

/** Lets the page do what waits, if a slice of time has passed since it last could; whether it had. */
export async function breath(): Promise<boolean> {
  if (performance.now() < until) return false;
  await pause();
  until = performance.now() + SLICE;
  return true;
}

/** A moment in which everything else that waits has its turn; not put off as long as a timer is. */
function pause(): Promise<void> {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done();
    };
    port2.postMessage(null);
  });
}
