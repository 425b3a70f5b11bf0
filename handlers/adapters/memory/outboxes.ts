/** What leaves by bus and queues, kept in the order it was sent. */
import type { AgentTask } from '../../../generated/messages/agent-task.v1.ts';
import type { Bus, Inbox, OutgoingEvent, Redelivery, TaskQueue } from '../../shell/ports.ts';

/** A bus that accepts everything. */
export class MemoryBus implements Bus {
  readonly published: OutgoingEvent[] = [];

  async publish(events: readonly OutgoingEvent[]): Promise<void> {
    this.published.push(...events);
  }
}

export interface SentTask {
  readonly target: string;
  readonly body: AgentTask;
}

/** Queues of all agents; messages to a target in `refusing` are refused. */
export class MemoryTaskQueue implements TaskQueue {
  readonly sent: SentTask[] = [];
  readonly refusing = new Set<string>();

  async send(messages: readonly SentTask[]): Promise<readonly number[]> {
    const refused: number[] = [];
    messages.forEach((message, index) => {
      if (this.refusing.has(message.target)) refused.push(index);
      else this.sent.push(message);
    });
    return refused;
  }
}

export interface Tick {
  readonly orchestrationId: string;
  readonly delaySeconds: number;
}

/** The supervisor's inbox. */
export class MemoryInbox implements Inbox {
  readonly ticks: Tick[] = [];

  async wake(orchestrationIds: readonly string[], delaySeconds: number): Promise<void> {
    const delay = Math.max(0, Math.min(900, Math.ceil(delaySeconds)));
    for (const orchestrationId of orchestrationIds) this.ticks.push({ orchestrationId, delaySeconds: delay });
  }
}

export interface GivenBack {
  readonly receiptHandle: string;
  readonly queueArn: string;
  readonly seconds: number;
}

export class MemoryRedelivery implements Redelivery {
  readonly givenBack: GivenBack[] = [];

  async delay(receiptHandle: string, queueArn: string, seconds: number): Promise<void> {
    this.givenBack.push({ receiptHandle, queueArn, seconds });
  }
}
