/** A capability call that does not succeed. Agent code sees the code and the message as an Error. */
export class CapabilityRefusal extends Error {
  readonly code: string;
  /** The same call may succeed later: if the agent fails over it, its task is worth another try. */
  readonly transient: boolean;

  constructor(code: string, message: string, transient = false) {
    super(message);
    this.name = 'CapabilityRefusal';
    this.code = code;
    this.transient = transient;
  }
}
