import type { Deployment } from '../resources.ts';
import { createDashboard, type Line, type Widget } from './dashboard.ts';
import type { HandlerMetrics } from './handler-metrics.ts';
import type { Metric } from './metric.ts';

const PERIOD_SECONDS = 300;

/** The four dashboards: orchestration, queues, tables, models. */
export function createDashboards(deployment: Deployment, handlers: HandlerMetrics): void {
  createDashboard(deployment, 'orchestration', orchestrationWidgets(deployment, handlers));
  createDashboard(deployment, 'queues', queueWidgets(deployment));
  createDashboard(deployment, 'tables', tableWidgets(deployment));
  createDashboard(deployment, 'models', modelWidgets(deployment, handlers));
}

function orchestrationWidgets({ contracts, naming }: Deployment, handlers: HandlerMetrics): readonly Widget[] {
  const perFunction = (name: string, statistic: Metric['statistic']): readonly Line[] =>
    contracts.functions.map((contract) => ({
      label: contract.name,
      metric: { namespace: 'AWS/Lambda', name, dimensions: { FunctionName: naming.of(contract.name) }, statistic },
    }));
  return [
    { title: 'Orchestrations started', lines: [handlers.search('orchestration.started', 'Sum', [], PERIOD_SECONDS)] },
    { title: 'Ended, by status and outcome', stacked: true, lines: [handlers.search('orchestration.ended', 'Sum', ['status', 'outcome'], PERIOD_SECONDS)] },
    { title: 'Duration (ms, p95)', lines: [handlers.search('orchestration.duration', 'p95', ['status'], PERIOD_SECONDS)] },
    { title: 'Turns', lines: [handlers.search('orchestration.turns', 'Average', [], PERIOD_SECONDS)] },
    { title: 'Tasks ended, by status', stacked: true, lines: [handlers.search('task.ended', 'Sum', ['status'], PERIOD_SECONDS)] },
    { title: 'Task duration by agent (ms, p95)', lines: [handlers.search('task.duration', 'p95', ['agentId'], PERIOD_SECONDS)] },
    { title: 'Task wait in the queue (ms, p95)', lines: [handlers.search('task.queue.wait', 'p95', [], PERIOD_SECONDS)] },
    { title: 'Oldest overdue (ms)', lines: [{ label: 'age', metric: handlers.of('sweeper', 'orchestration.overdue.age', 'Maximum') }] },
    {
      title: 'Sweeper',
      lines: [
        { label: 'heartbeats', metric: handlers.of('sweeper', 'sweeper.heartbeat', 'Sum') },
        { label: 'recoveries', metric: handlers.of('sweeper', 'sweeper.recoveries', 'Sum') },
      ],
    },
    {
      title: 'Guards',
      lines: [
        { label: 'duplicate completions', metric: handlers.of('supervisor', 'completion.duplicate', 'Sum') },
        { label: 'forged completions', metric: handlers.of('supervisor', 'completion.forged', 'Sum') },
        { label: 'fenced commits', metric: handlers.of('supervisor', 'commit.fenced', 'Sum') },
        { label: 'lease takeovers', metric: handlers.of('supervisor', 'lease.takeover', 'Sum') },
      ],
    },
    { title: 'Records given back', stacked: true, lines: [handlers.search('batch.item.failures', 'Sum', ['function'], PERIOD_SECONDS)] },
    { title: 'Invocations', stacked: true, lines: perFunction('Invocations', 'Sum') },
    { title: 'Errors', stacked: true, lines: perFunction('Errors', 'Sum') },
    { title: 'Function duration (ms, p95)', lines: perFunction('Duration', 'p95') },
    { title: 'In flight', stacked: true, lines: perFunction('ConcurrentExecutions', 'Maximum') },
    { title: 'Throttled invocations', stacked: true, lines: perFunction('Throttles', 'Sum') },
  ];
}

function queueWidgets({ contracts, naming }: Deployment): readonly Widget[] {
  const lines = (name: string, statistic: Metric['statistic'], queues = contracts.queues): readonly Line[] =>
    queues.map((queue) => ({ label: queue.name, metric: { namespace: 'AWS/SQS', name, dimensions: { QueueName: naming.of(queue.name) }, statistic } }));
  const ofRules = new Set(contracts.rules.map(({ deadLetterQueue }) => deadLetterQueue));
  const last = contracts.queues.filter(({ name, isDeadLetterQueue }) => isDeadLetterQueue || ofRules.has(name));
  const rules = contracts.rules.map(({ name }) => name);
  return [
    { title: 'Sent', lines: lines('NumberOfMessagesSent', 'Sum') },
    { title: 'Received', lines: lines('NumberOfMessagesReceived', 'Sum') },
    { title: 'Deleted', lines: lines('NumberOfMessagesDeleted', 'Sum') },
    { title: 'Age of the oldest message (s)', lines: lines('ApproximateAgeOfOldestMessage', 'Maximum') },
    { title: 'In flight', lines: lines('ApproximateNumberOfMessagesNotVisible', 'Maximum') },
    { title: 'Dead letters', stacked: true, lines: lines('ApproximateNumberOfMessagesVisible', 'Maximum', last) },
    {
      title: 'Rules: matched and failed',
      lines: rules.flatMap((rule): readonly Line[] =>
        ['Invocations', 'FailedInvocations', 'InvocationsSentToDLQ'].map((name) => ({
          label: `${rule} ${name}`,
          metric: { namespace: 'AWS/Events', name, dimensions: { EventBusName: naming.service, RuleName: naming.of(rule) }, statistic: 'Sum' },
        })),
      ),
    },
  ];
}

function tableWidgets({ contracts, naming }: Deployment): readonly Widget[] {
  const lines = (name: string, statistic: Metric['statistic']): readonly Line[] =>
    contracts.tables.map((table) => ({
      label: table.name,
      metric: { namespace: 'AWS/DynamoDB', name, dimensions: { TableName: naming.of(table.name) }, statistic },
    }));
  const latency = (operation: string): readonly Line[] =>
    contracts.tables.map((table) => ({
      label: table.name,
      metric: {
        namespace: 'AWS/DynamoDB',
        name: 'SuccessfulRequestLatency',
        dimensions: { TableName: naming.of(table.name), Operation: operation },
        statistic: 'p95',
      },
    }));
  return [
    { title: 'Read capacity', stacked: true, lines: lines('ConsumedReadCapacityUnits', 'Sum') },
    { title: 'Write capacity', stacked: true, lines: lines('ConsumedWriteCapacityUnits', 'Sum') },
    { title: 'Read throttles', stacked: true, lines: lines('ReadThrottleEvents', 'Sum') },
    { title: 'Write throttles', stacked: true, lines: lines('WriteThrottleEvents', 'Sum') },
    { title: 'Hot partition, reads', stacked: true, lines: lines('ReadKeyRangeThroughputThrottleEvents', 'Sum') },
    { title: 'Hot partition, writes', stacked: true, lines: lines('WriteKeyRangeThroughputThrottleEvents', 'Sum') },
    { title: 'Query latency (ms, p95)', lines: latency('Query') },
    { title: 'GetItem latency (ms, p95)', lines: latency('GetItem') },
    { title: 'Transaction latency (ms, p95)', lines: latency('TransactWriteItems') },
  ];
}

function modelWidgets({ settings }: Deployment, handlers: HandlerMetrics): readonly Widget[] {
  const ids = [...new Set(Object.values(settings.models).flatMap(({ ids: own }) => own))];
  const lines = (name: string, statistic: Metric['statistic']): readonly Line[] =>
    ids.map((id) => ({ label: id, metric: { namespace: 'AWS/Bedrock', name, dimensions: { ModelId: id }, statistic } }));
  return [
    { title: 'Calls, by outcome', stacked: true, lines: [handlers.search('model.duration', 'SampleCount', ['outcome'], PERIOD_SECONDS)] },
    { title: 'Call duration (ms, p95)', lines: [handlers.search('model.duration', 'p95', ['outcome'], PERIOD_SECONDS)] },
    { title: 'Cost (US dollars)', stacked: true, lines: [handlers.search('model.cost', 'Sum', [], PERIOD_SECONDS)] },
    { title: 'Tokens', stacked: true, lines: [handlers.search('model.tokens', 'Sum', ['direction'], PERIOD_SECONDS)] },
    { title: 'Bedrock: input tokens', lines: lines('InputTokenCount', 'Sum') },
    { title: 'Bedrock: output tokens', lines: lines('OutputTokenCount', 'Sum') },
    { title: 'Bedrock: throttles', lines: lines('InvocationThrottles', 'Sum') },
    { title: 'Bedrock: latency (ms, p95)', lines: lines('InvocationLatency', 'p95') },
  ];
}
