/**
 * Every duration of the protocol, in milliseconds, and the inequalities that hold between them
 * (protocol.md, Timing). One test checks them against the generated contracts, another against the template.
 */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export const timing = {
  /** One model call, at most. */
  modelTimeout: 240 * SECOND,
  /** Model calls within one invocation: the call and the SDK's single retry. */
  modelAttemptsPerInvocation: 2,
  /** The lease of a model call; at least the supervisor's timeout + 30 s. */
  supervisorLease: 630 * SECOND,
  /** The lease of a task's run; at least the worker's timeout + 30 s. */
  workerLease: 930 * SECOND,
  /** A task that has not ended by then is TIMED_OUT; at least maxReceive × visibility + 10 min. */
  taskDeadline: 3_600 * SECOND,
  /** Default deadline of an orchestration. */
  orchestrationDeadline: 2 * 60 * MINUTE,
  /** After a commit: when a turn whose messages may not have been sent is looked at again. */
  redispatch: 60 * SECOND,
  /** The same when only the worker runs the turn: no write says that it was sent, so it is looked at when it takes this long. */
  hostedTurn: 120 * SECOND,
  /** After the end: when an unannounced result is announced again. */
  reannounce: 60 * SECOND,
  /** While an operator pauses: when an orchestration is looked at again. */
  pauseCheck: 60 * SECOND,
  /** How long after a lease ends the sweeper looks. */
  leaseGrace: 5 * SECOND,
  /** First and largest backoff after a throttled model call. */
  backoffBase: 2 * SECOND,
  backoffCap: 5 * MINUTE,
  /** Records are kept for audit and replay. */
  retention: 90 * 24 * 60 * MINUTE,
} as const;
