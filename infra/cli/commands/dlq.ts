/** `dlq list|show|redrive`: queues of last resort. */
import { deadLetterQueues, listDeadLetters, peekDeadLetters, redrive } from '../dead-letters.ts';
import { createTerminal, printable } from '../terminal.ts';
import { unknownName } from '../unknown.ts';
import { withTarget, type Common } from '../with-target.ts';

/** Characters of a message's body that are shown. */
const SHOWN = 300;

export async function dlqListCommand(options: Common): Promise<number> {
  const terminal = createTerminal(options.json);
  return withTarget(options, async (target) => {
    const queues = await listDeadLetters(target);
    if (options.json) terminal.print(JSON.stringify(queues));
    else
      for (const { queue, messages, inFlight, description } of queues)
        terminal.print(
          `${queue.padEnd(24)} ${terminal.style(messages > 0 ? 'red' : 'green', String(messages).padStart(5))} ${inFlight > 0 ? `(${inFlight} in flight) ` : ''} ${description}`,
        );
    return 0;
  });
}

export async function dlqShowCommand(queue: string, options: Common): Promise<number> {
  const terminal = createTerminal(options.json);
  assertQueue(queue);
  return withTarget(options, async (target) => {
    const letters = await peekDeadLetters(target, queue);
    if (options.json) terminal.print(JSON.stringify(letters));
    else if (letters.length === 0) terminal.print(`${queue} is empty`);
    else
      for (const { messageId, sentAt, reason, body } of letters) {
        terminal.print(`${sentAt}  ${messageId}${reason === undefined ? '' : `  ${printable(reason)}`}`);
        terminal.print(`    ${printable(body.length > SHOWN ? `${body.slice(0, SHOWN)}…` : body)}`);
      }
    return 0;
  });
}

/** Exit code 0 also when there was nothing to send back. */
export async function dlqRedriveCommand(queue: string, options: Common): Promise<number> {
  const terminal = createTerminal(options.json);
  assertQueue(queue);
  return withTarget(options, async (target) => {
    terminal.transient(`  sending back what lies in ${queue}`);
    const moved = await redrive(target, queue);
    terminal.print(
      options.json
        ? JSON.stringify({ queue, moved })
        : moved === 0
          ? `${queue} is empty: nothing to send back`
          : `${moved} ${moved === 1 ? 'message' : 'messages'} of ${queue} sent back`,
    );
    return 0;
  });
}

function assertQueue(queue: string): void {
  if (!deadLetterQueues.includes(queue)) throw unknownName('queue', queue, deadLetterQueues);
}
