/** Long polling: receivers that wait, woken the moment a message can be theirs. */
import type { ReceivedMessage } from './message-store.ts';

type Messages = readonly ReceivedMessage[];

interface Receiver {
  readonly queue: string;
  /** Tries to take messages. */
  readonly take: () => Messages;
  readonly resolve: (messages: Messages) => void;
  readonly deadline: NodeJS.Timeout;
}

/** Node's timers take 32 bits; a longer wait is set again when the alarm rings. */
const longestAlarm = 3_600_000;

export class Receivers {
  readonly #nextVisibleAt: (queue: string) => number | undefined;
  readonly #waiting = new Map<string, Receiver[]>();
  readonly #alarms = new Map<string, NodeJS.Timeout>();

  /** `nextVisibleAt` tells when the next hidden message of a queue becomes visible by itself, in milliseconds since the epoch. */
  constructor(nextVisibleAt: (queue: string) => number | undefined) {
    this.#nextVisibleAt = nextVisibleAt;
  }

  /** Resolves with what `take` gets as soon as it gets something; with nothing after `seconds` or when abandoned. */
  wait(queue: string, take: () => Messages, seconds: number, onAbandoned: (listener: () => void) => void): Promise<Messages> {
    return new Promise((resolve) => {
      const leave = (): void => this.#finish(receiver, []);
      const receiver: Receiver = { queue, take, resolve, deadline: setTimeout(leave, seconds * 1000) };
      onAbandoned(leave);
      const receivers = this.#waiting.get(queue);
      if (receivers === undefined) this.#waiting.set(queue, [receiver]);
      else receivers.push(receiver);
      this.#setAlarm(queue);
    });
  }

  /** Hands visible messages to those who wait, first come, first served. */
  changed(queue: string): void {
    for (let receiver = this.#waiting.get(queue)?.[0]; receiver !== undefined; receiver = this.#waiting.get(queue)?.[0]) {
      // Leaves the line before it takes: taking a message reports a change of this queue, which comes back here.
      this.#forget(receiver);
      const messages = receiver.take();
      if (messages.length === 0) {
        this.#waiting.set(queue, [receiver, ...(this.#waiting.get(queue) ?? [])]);
        break;
      }
      this.#finish(receiver, messages);
    }
    this.#setAlarm(queue);
  }

  /** Sends everybody home without messages. */
  close(): void {
    for (const receivers of [...this.#waiting.values()]) for (const receiver of receivers) this.#finish(receiver, []);
    for (const alarm of this.#alarms.values()) clearTimeout(alarm);
    this.#alarms.clear();
  }

  #finish(receiver: Receiver, messages: Messages): void {
    this.#forget(receiver);
    clearTimeout(receiver.deadline);
    receiver.resolve(messages);
  }

  #forget(receiver: Receiver): void {
    const left = (this.#waiting.get(receiver.queue) ?? []).filter((other) => other !== receiver);
    if (left.length === 0) this.#waiting.delete(receiver.queue);
    else this.#waiting.set(receiver.queue, left);
  }

  /** While somebody waits, one timer stands for the next message that becomes visible by itself. */
  #setAlarm(queue: string): void {
    clearTimeout(this.#alarms.get(queue));
    this.#alarms.delete(queue);
    if (!this.#waiting.has(queue)) return;
    const at = this.#nextVisibleAt(queue);
    if (at === undefined) return;
    const ring = (): void => this.changed(queue);
    this.#alarms.set(queue, setTimeout(ring, Math.min(Math.max(at - Date.now(), 1), longestAlarm)));
  }
}
