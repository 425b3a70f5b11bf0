/**
 * Instances of the supervisor, as a service keeps them: several at once, each with what it remembers from earlier invocations, and
 * now and then a new one. No draw decides which, so that what is remembered takes no place on the tape.
 */
import { RememberedConversations } from '../../handlers/supervisor/remembered.ts';
import type { Invocation } from './world.ts';

/** Of three invocations in a row two find an instance that has run before. */
const WARM = 2;

export class Instances {
  readonly #warm = new Map<number, { readonly memory: RememberedConversations; last: Invocation }>();

  /** What the invocation's instance remembers; nothing when it is new, or when the invocation before was killed. */
  memory(invocation: Invocation): RememberedConversations {
    const place = invocation.id % (WARM + 1);
    if (place === WARM) return new RememberedConversations();
    const warm = this.#warm.get(place);
    const memory = warm === undefined || warm.last.dead ? new RememberedConversations() : warm.memory;
    this.#warm.set(place, { memory, last: invocation });
    return memory;
  }
}
