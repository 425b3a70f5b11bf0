/** Why an orchestration waits, in words, from what is stored. */
import type { Queue, Run, RunTask } from '../api.ts';
import { counted, duration } from './format.ts';

export interface Waiting {
  readonly headline: string;
  readonly details: readonly string[];
}

/** Undefined for one that has ended. `queues` may be empty when their depth is not known. */
export function whyWaiting(run: Run, tasks: readonly RunTask[], queues: readonly Queue[], now: number): Waiting | undefined {
  switch (run.status) {
    case 'COMPLETED':
    case 'FAILED':
    case 'CANCELLED':
      return undefined;
    case 'THINKING':
      return {
        headline: `The model is being asked (turn ${run.turn + 1})`,
        details: [
          ...(run.leaseUntil === undefined
            ? []
            : [
                run.leaseUntil > now
                  ? `The call has a lease for ${duration(run.leaseUntil - now)} more; nobody else may ask meanwhile.`
                  : 'The lease of this call is over: the next look takes it over.',
              ]),
          ...attemptsOf(run),
        ],
      };
    case 'READY':
      return {
        headline:
          run.notBefore !== undefined && run.notBefore > now
            ? `The model is asked again in ${duration(run.notBefore - now)}`
            : 'Ready: the supervisor takes it next',
        details: attemptsOf(run),
      };
    case 'WAITING':
      return waitingForTasks(run, tasks, queues, now);
  }
}

function attemptsOf({ attempts = 0, malformed = 0 }: Run): readonly string[] {
  return [
    ...(attempts > 0 ? [`${counted(attempts, 'call')} of this turn ${attempts === 1 ? 'was' : 'were'} throttled, failed or abandoned.`] : []),
    ...(malformed > 0 ? [`${counted(malformed, 'answer')} of this turn could not be used.`] : []),
  ];
}

function waitingForTasks(run: Run, tasks: readonly RunTask[], queues: readonly Queue[], now: number): Waiting {
  const open = tasks.filter((task) => task.turn === run.turn && (task.status === 'CREATED' || task.status === 'RUNNING'));
  if (open.length === 0) return { headline: 'All tasks of this turn have ended: the supervisor gathers them next', details: [] };
  const running = open.filter(({ status }) => status === 'RUNNING');
  const queued = open.filter(({ status, handedOut }) => status === 'CREATED' && handedOut);
  const unsent = open.filter(({ status, handedOut }) => status === 'CREATED' && !handedOut);
  const counts = [
    ...(running.length > 0 ? [`${running.length} running`] : []),
    ...(queued.length > 0 ? [`${queued.length} queued`] : []),
    ...(unsent.length > 0 ? [`${unsent.length} not sent yet`] : []),
  ];
  const longest = running.toSorted((a, b) => (a.startedAt ?? now) - (b.startedAt ?? now))[0];
  const behind = queues.filter(({ name, visible }) => visible > 0 && queued.some(({ target }) => target.endsWith(`-${name}`)));
  const soonest = Math.min(...open.map(({ deadlineAt }) => deadlineAt));
  return {
    headline: `Waiting for ${counted(open.length, 'task')}: ${counts.join(', ')}`,
    details: [
      ...(longest?.startedAt === undefined
        ? []
        : [`${longest.agentId} has been running for ${duration(now - longest.startedAt)}${longest.attempt > 1 ? `, try ${longest.attempt}` : ''}.`]),
      ...behind.map(({ name, visible, inFlight }) => `${counted(visible, 'message')} wait in the queue "${name}", ${inFlight} in flight.`),
      soonest > now ? `The first of them times out in ${duration(soonest - now)}.` : 'One of them is past its deadline: the sweeper ends it at the next look.',
    ],
  };
}
