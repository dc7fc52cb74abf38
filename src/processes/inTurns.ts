/** How long messages are handled before the event loop turns to other things. */
const TURN_MS = 8;

/**
 * Hands messages on in their order, with breaks: Node delivers all that waits in a pipe in one turn of the event loop,
 * which after a busy moment is more than the extension host may do at once.
 * @param now milliseconds from any fixed point
 */
export function inTurns<Message>(handle: (message: Message) => void, now = (): number => performance.now()): (message: Message) => void {
  const waiting: Message[] = [];
  let turnEnds: number | undefined;
  const handleWaiting = (): void => {
    turnEnds = undefined;
    while (waiting.length > 0 && mayGoOn()) handle(waiting.shift()!);
  };
  const mayGoOn = (): boolean => {
    if (turnEnds === undefined) {
      turnEnds = now() + TURN_MS;
      setImmediate(handleWaiting);
    }
    return now() < turnEnds;
  };
  return (message) => {
    if (waiting.length === 0 && mayGoOn()) handle(message);
    else waiting.push(message);
  };
}
