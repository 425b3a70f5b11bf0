import * as publish from '../../../generated/clients/publish.ts';
import { agentActivated } from '../../../generated/events/agent-activated.v1.ts';
import { agentFabricated } from '../../../generated/events/agent-fabricated.v1.ts';
import { agentRegistered } from '../../../generated/events/agent-registered.v1.ts';
import { agentSuspended } from '../../../generated/events/agent-suspended.v1.ts';
import { error } from '../../../generated/events/error.v1.ts';
import { orchestrationCancelled } from '../../../generated/events/orchestration-cancelled.v1.ts';
import { orchestrationCompleted } from '../../../generated/events/orchestration-completed.v1.ts';
import { orchestrationFailed } from '../../../generated/events/orchestration-failed.v1.ts';
import { orchestrationRejected } from '../../../generated/events/orchestration-rejected.v1.ts';
import { orchestrationStarted } from '../../../generated/events/orchestration-started.v1.ts';
import { orchestrationTurnCompleted } from '../../../generated/events/orchestration-turn-completed.v1.ts';
import { taskCompletion } from '../../../generated/events/task-completion.v1.ts';
import { taskDispatched } from '../../../generated/events/task-dispatched.v1.ts';
import { taskRequest } from '../../../generated/events/task-request.v1.ts';
import { toolRegistered } from '../../../generated/events/tool-registered.v1.ts';
import type { OutgoingEvent } from '../../shell/ports.ts';

type Descriptor = Pick<OutgoingEvent, 'source' | 'detailType'>;
/** A generated function that checks a detail; each takes its own type, which a value from a handler is only once it was checked. */
type Builder = (detail: never) => OutgoingEvent;

const builders: readonly (readonly [Descriptor, Builder])[] = [
  [agentActivated, publish.agentActivatedEvent],
  [agentFabricated, publish.agentFabricatedEvent],
  [agentRegistered, publish.agentRegisteredEvent],
  [agentSuspended, publish.agentSuspendedEvent],
  [error, publish.errorEvent],
  [orchestrationCancelled, publish.orchestrationCancelledEvent],
  [orchestrationCompleted, publish.orchestrationCompletedEvent],
  [orchestrationFailed, publish.orchestrationFailedEvent],
  [orchestrationRejected, publish.orchestrationRejectedEvent],
  [orchestrationStarted, publish.orchestrationStartedEvent],
  [orchestrationTurnCompleted, publish.orchestrationTurnCompletedEvent],
  [taskCompletion, publish.taskCompletionEvent],
  [taskDispatched, publish.taskDispatchedEvent],
  [taskRequest, publish.taskRequestEvent],
  [toolRegistered, publish.toolRegisteredEvent],
];

const builderOf = new Map(builders.map(([{ source, detailType }, builder]) => [`${source} ${detailType}`, builder]));

/** The event with its detail checked and unknown fields dropped. Throws for an event that no schema describes, or that is not what its schema says. */
export function toValidEvent({ source, detailType, detail }: OutgoingEvent): OutgoingEvent {
  const builder = builderOf.get(`${source} ${detailType}`);
  if (builder === undefined)
    throw new Error(`there is no event "${detailType}" from "${source}": add it to schemas/asyncapi.yaml and to handlers/adapters/aws/valid-event.ts`);
  return builder(detail as never);
}
