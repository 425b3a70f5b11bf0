/** Redrive of dead letters: StartMessageMoveTask and its list. A task here ends before its start is answered. */
import { randomUUID } from 'node:crypto';
import { queueArn, resourceName } from '../arn.ts';
import { AwsError } from '../http/aws-error.ts';
import type { Fields } from '../http/fields.ts';
import type { MessageStore } from './message-store.ts';
import type { Queue } from './queue.ts';
import type { QueueRegistry } from './queue-registry.ts';

interface MoveTask {
  readonly source: string;
  readonly destination: string | undefined;
  readonly moved: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

export class MoveTasks {
  readonly #queues: QueueRegistry;
  readonly #messages: MessageStore;
  readonly #tasks: MoveTask[] = [];

  constructor(queues: QueueRegistry, messages: MessageStore) {
    this.#queues = queues;
    this.#messages = messages;
  }

  /** Moves every visible dead letter to the destination, or without one back to the queue it came from. */
  start(input: Fields): object {
    const source = this.#source(input);
    const destinationArn = input.optionalString('DestinationArn');
    const destination = destinationArn === undefined ? undefined : this.#queue(destinationArn);
    if (this.#queues.sourcesOf(source.name).length === 0)
      throw new AwsError('InvalidParameterValue', 'Source queue must be configured as a Dead Letter Queue.');
    const startedAt = Date.now();
    const moved = this.#messages.move(source, destination, Number.MAX_SAFE_INTEGER);
    this.#tasks.unshift({ source: source.name, destination: destination?.name, moved, startedAt });
    return { TaskHandle: Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn: queueArn(source.name) })).toString('base64') };
  }

  list(input: Fields): object {
    const source = this.#source(input);
    const tasks = this.#tasks.filter((task) => task.source === source.name).slice(0, input.optionalNumber('MaxResults') ?? 1);
    return {
      Results: tasks.map((task) => ({
        Status: 'COMPLETED',
        SourceArn: queueArn(task.source),
        ...(task.destination === undefined ? {} : { DestinationArn: queueArn(task.destination) }),
        ApproximateNumberOfMessagesMoved: task.moved,
        ApproximateNumberOfMessagesToMove: task.moved,
        StartedTimestamp: task.startedAt,
      })),
    };
  }

  cancel(): never {
    throw new AwsError('UnsupportedOperation', 'Only active tasks can be cancelled.');
  }

  #source(input: Fields): Queue {
    return this.#queue(input.string('SourceArn'));
  }

  #queue(arn: string): Queue {
    const queue = this.#queues.find(resourceName(arn));
    if (queue === undefined)
      throw new AwsError('ResourceNotFoundException', `The resource that you specified for the SourceArn or DestinationArn parameter doesn't exist: "${arn}".`);
    return queue;
  }
}
