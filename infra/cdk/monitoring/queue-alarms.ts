import type { Deployment } from '../resources.ts';
import type { Alarm } from './alarm.ts';
import type { Metric } from './metric.ts';

/** A message that is older than this many visibility timeouts is not merely being tried again. */
const TIMEOUTS = 2;

/** Alarms of every queue: anything in a queue of last resort, and age in the others. */
export function queueAlarms({ contracts, naming }: Deployment): readonly Alarm[] {
  const ofRules = new Set(contracts.rules.map(({ deadLetterQueue }) => deadLetterQueue));
  return contracts.queues.map((queue): Alarm => {
    const sqs = (name: string): Metric => ({ namespace: 'AWS/SQS', name, dimensions: { QueueName: naming.of(queue.name) }, statistic: 'Maximum' });
    if (queue.isDeadLetterQueue || ofRules.has(queue.name)) {
      return {
        kind: 'dead-letters',
        subject: queue.name,
        summary: `There are messages in ${queue.name}.`,
        runbook: 'dead-letters',
        metrics: { visible: sqs('ApproximateNumberOfMessagesVisible') },
        periodSeconds: 60,
        periods: 1,
        breaching: 1,
        comparison: 'GreaterThanThreshold',
        threshold: 0,
        missing: 'notBreaching',
      };
    }
    return {
      kind: 'message-age',
      subject: queue.name,
      summary: `The oldest message in ${queue.name} has waited longer than ${TIMEOUTS} visibility timeouts.`,
      runbook: 'stuck-orchestration',
      metrics: { age: sqs('ApproximateAgeOfOldestMessage') },
      periodSeconds: 300,
      periods: 3,
      breaching: 2,
      comparison: 'GreaterThanThreshold',
      threshold: TIMEOUTS * queue.visibilityTimeoutSeconds,
      missing: 'notBreaching',
    };
  });
}
