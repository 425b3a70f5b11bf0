/** Cases of allowed and denied, judged by the roles as synthesized together with the resources' own policies. */
import { expect, it } from 'vitest';
import { decide, type Decision, type Request } from './iam-policy.ts';
import { statementsOfRole } from './role.ts';
import { synthesize } from './synthesize.ts';
import { list, object, type JsonObject } from './template.ts';

const BUS = 'arn:aws:events:us-east-1:111122223333:event-bus/arbiter-dev';
const BUCKET = 'arn:aws:s3:::arbiter-dev-code-111122223333-us-east-1';
const PROFILE = 'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.anthropic.claude-sonnet-4-6';
const table = (name: string) => `arn:aws:dynamodb:us-east-1:111122223333:table/arbiter-dev-${name}`;
const queue = (name: string) => `arn:aws:sqs:us-east-1:111122223333:arbiter-dev-${name}`;
const model = (region: string, id = 'anthropic.claude-sonnet-4-6') => `arn:aws:bedrock:${region}::foundation-model/${id}`;

function put(source: string, detailType: string, ...more: readonly (readonly [string, string])[]): Request {
  const entries = [[source, detailType] as const, ...more];
  return {
    action: 'events:PutEvents',
    resource: BUS,
    context: { 'events:source': entries.map(([one]) => one), 'events:detail-type': entries.map(([, one]) => one) },
  };
}

function item(action: string, name: string, key: string): Request {
  return { action: `dynamodb:${action}`, resource: table(name), context: { 'dynamodb:LeadingKeys': [key] } };
}

function write(key: string, conditional: boolean): Request {
  return { action: 's3:PutObject', resource: `${BUCKET}/${key}`, context: { 'aws:SecureTransport': 'true', ...(conditional && { 's3:if-none-match': '*' }) } };
}

const cases: readonly (readonly [who: string, what: string, request: Request, decision: Decision])[] = [
  ['supervisor', 'tells that an orchestration completed', put('supervisor', 'orchestration.completed'), 'allowed'],
  ['supervisor', 'tells several things at once', put('supervisor', 'orchestration.started', ['arbiter', 'error']), 'allowed'],
  ['supervisor', 'completes a task', put('task.completion', 'task.completion'), 'implicitly denied'],
  [
    'supervisor',
    'hides a completion among its own events',
    put('supervisor', 'orchestration.started', ['task.completion', 'task.completion']),
    'implicitly denied',
  ],
  ['supervisor', 'puts an event of no source', { action: 'events:PutEvents', resource: BUS }, 'implicitly denied'],
  [
    'supervisor',
    'puts on another bus',
    { ...put('supervisor', 'orchestration.started'), resource: 'arn:aws:events:us-east-1:111122223333:event-bus/default' },
    'implicitly denied',
  ],
  ['supervisor', 'asks its model by its profile', { action: 'bedrock:InvokeModel', resource: PROFILE }, 'allowed'],
  [
    'supervisor',
    'is routed by the profile to another region',
    { action: 'bedrock:InvokeModel', resource: model('us-west-2'), context: { 'bedrock:InferenceProfileArn': PROFILE } },
    'allowed',
  ],
  ['supervisor', 'asks the same model past the profile', { action: 'bedrock:InvokeModel', resource: model('us-west-2') }, 'implicitly denied'],
  [
    'supervisor',
    'asks another model',
    {
      action: 'bedrock:InvokeModel',
      resource: model('us-east-1', 'anthropic.claude-opus-4-1-20250805-v1:0'),
      context: { 'bedrock:InferenceProfileArn': PROFILE },
    },
    'implicitly denied',
  ],
  ['supervisor', 'streams', { action: 'bedrock:InvokeModelWithResponseStream', resource: PROFILE }, 'implicitly denied'],
  ['supervisor', 'scans its table', { action: 'dynamodb:Scan', resource: table('orchestration') }, 'implicitly denied'],
  ['supervisor', 'deletes a message', item('DeleteItem', 'orchestration', 'o-1'), 'implicitly denied'],
  ['supervisor', 'changes an agent', item('PutItem', 'agent-config', 'pricer'), 'implicitly denied'],
  ['supervisor', 'reads agent code', { action: 's3:GetObject', resource: `${BUCKET}/agents/pricer/abc.js` }, 'implicitly denied'],
  ['worker', 'completes a task', put('task.completion', 'task.completion'), 'allowed'],
  ['worker', 'requests a task', put('task.request', 'task.request'), 'implicitly denied'],
  ['worker', 'speaks as the supervisor', put('supervisor', 'orchestration.completed'), 'implicitly denied'],
  ['worker', 'claims its task', item('UpdateItem', 'worker-state', 'o-1#1'), 'allowed'],
  ['worker', 'creates a task', item('PutItem', 'worker-state', 'o-1#1'), 'implicitly denied'],
  ['worker', 'reads an orchestration', item('GetItem', 'orchestration', 'o-1'), 'implicitly denied'],
  ['worker', 'reads agent code', { action: 's3:GetObject', resource: `${BUCKET}/agents/pricer/abc.js`, context: { 'aws:SecureTransport': 'true' } }, 'allowed'],
  ['worker', 'writes agent code', write('agents/pricer/abc.js', true), 'implicitly denied'],
  ['worker', 'stores a large result', write('payloads/abc', false), 'allowed'],
  ['worker', 'changes an agent', item('UpdateItem', 'agent-config', 'pricer'), 'implicitly denied'],
  ['worker', 'sends to itself', { action: 'sqs:SendMessage', resource: queue('worker') }, 'implicitly denied'],
  ['fabricator', 'stores new code', write('agents/pricer/abc.js', true), 'allowed'],
  ['fabricator', 'overwrites code', write('agents/pricer/abc.js', false), 'explicitly denied'],
  [
    'fabricator',
    'stores new code in clear text',
    { ...write('agents/pricer/abc.js', true), context: { 'aws:SecureTransport': 'false', 's3:if-none-match': '*' } },
    'explicitly denied',
  ],
  ['fabricator', 'deletes code', { action: 's3:DeleteObject', resource: `${BUCKET}/agents/pricer/abc.js` }, 'implicitly denied'],
  ['fabricator', 'registers a new agent', item('PutItem', 'agent-config', 'pricer'), 'allowed'],
  ['fabricator', 'overwrites the row of "fabricator"', item('PutItem', 'agent-config', 'fabricator'), 'explicitly denied'],
  ['fabricator', 'changes the row of "fabricator"', item('UpdateItem', 'agent-config', 'fabricator'), 'explicitly denied'],
  ['fabricator', 'adds a version of "fabricator"', item('PutItem', 'agent-version', 'fabricator'), 'explicitly denied'],
  [
    'fabricator',
    'touches "fabricator" among others',
    { action: 'dynamodb:PutItem', resource: table('agent-config'), context: { 'dynamodb:LeadingKeys': ['pricer', 'fabricator'] } },
    'explicitly denied',
  ],
  ['fabricator', 'reads the row of "fabricator"', item('GetItem', 'agent-config', 'fabricator'), 'allowed'],
  ['fabricator', 'reads an orchestration', item('GetItem', 'orchestration', 'o-1'), 'implicitly denied'],
  ['fabricator', 'changes an orchestration', item('UpdateItem', 'orchestration', 'o-1'), 'implicitly denied'],
  ['fabricator', 'streams its model', { action: 'bedrock:InvokeModelWithResponseStream', resource: PROFILE }, 'allowed'],
  ['fabricator', 'suspends an agent', put('registry', 'agent.suspended'), 'implicitly denied'],
  ['dead-letter', 'completes a task for its dead letter', put('task.completion', 'task.completion'), 'allowed'],
  ['dead-letter', 'takes from a living queue', { action: 'sqs:ReceiveMessage', resource: queue('worker') }, 'implicitly denied'],
  ['dead-letter', 'takes what waits for an operator', { action: 'sqs:ReceiveMessage', resource: queue('inbox-dead-letter') }, 'implicitly denied'],
  ['sweeper', 'queries what is due', { action: 'dynamodb:Query', resource: `${table('orchestration')}/index/due` }, 'allowed'],
  ['sweeper', 'queries the table itself', { action: 'dynamodb:Query', resource: table('orchestration') }, 'implicitly denied'],
  ['sweeper', 'wakes', { action: 'sqs:SendMessage', resource: queue('inbox'), context: { 'aws:SecureTransport': 'true' } }, 'allowed'],
  ['sweeper', 'delegates', { action: 'sqs:SendMessage', resource: queue('worker') }, 'implicitly denied'],
  ['seed', 'seeds "fabricator"', item('PutItem', 'agent-config', 'fabricator'), 'allowed'],
  ['seed', 'deletes an agent', item('DeleteItem', 'agent-config', 'fabricator'), 'implicitly denied'],
  ['sandbox', 'calls anything', { action: 'sts:GetCallerIdentity', resource: '*' }, 'implicitly denied'],
  ['sandbox', 'reads its own code', { action: 's3:GetObject', resource: `${BUCKET}/agents/pricer/abc.js` }, 'implicitly denied'],
  ['sandbox', 'asks the model', { action: 'bedrock:InvokeModel', resource: PROFILE }, 'implicitly denied'],
  ['sandbox', 'completes its task', put('task.completion', 'task.completion'), 'implicitly denied'],
  ['the task-request rule', 'writes to the inbox', rule('task-request', 'inbox'), 'allowed'],
  ['the task-request rule', 'writes to the worker queue', rule('task-request', 'worker'), 'implicitly denied'],
  [
    'a rule of the default bus',
    'writes to the inbox',
    {
      action: 'sqs:SendMessage',
      resource: queue('inbox'),
      context: {
        'aws:SourceArn': 'arn:aws:events:us-east-1:111122223333:rule/task-request',
        'aws:SourceAccount': '111122223333',
        'aws:SecureTransport': 'true',
      },
    },
    'implicitly denied',
  ],
  [
    'a rule of another account',
    'writes to the inbox',
    {
      action: 'sqs:SendMessage',
      resource: queue('inbox'),
      context: {
        'aws:SourceArn': 'arn:aws:events:us-east-1:111122223333:rule/arbiter-dev/arbiter-dev-task-request',
        'aws:SourceAccount': '999988887777',
        'aws:SecureTransport': 'true',
      },
    },
    'implicitly denied',
  ],
];

function rule(name: string, target: string): Request {
  return {
    action: 'sqs:SendMessage',
    resource: queue(target),
    context: {
      'aws:SourceArn': `arn:aws:events:us-east-1:111122223333:rule/arbiter-dev/arbiter-dev-${name}`,
      'aws:SourceAccount': '111122223333',
      'aws:SecureTransport': 'true',
    },
  };
}

it.each(cases)('%s %s', (who, _what, request, decision) => {
  expect(decide([...identityStatements(who), ...resourceStatements(who)], request)).toBe(decision);
});

/** The sandbox has no role: its process has no credentials, and what is denied to nobody in particular is denied to it. */
function identityStatements(who: string): readonly JsonObject[] {
  return who.includes('rule') || who === 'sandbox' ? [] : statementsOfRole(synthesize({ env: 'dev' }), `arbiter-dev-${who}`);
}

/** Statements of queues and buckets that are about this principal: those for everyone, and for a rule those for EventBridge. */
function resourceStatements(who: string): readonly JsonObject[] {
  const template = synthesize({ env: 'dev' });
  const policies = [...template.of('AWS::SQS::QueuePolicy'), ...template.of('AWS::S3::BucketPolicy')];
  const statements = policies.flatMap(({ properties }) => list(object(properties['PolicyDocument'])['Statement']).map(object));
  return statements.filter(
    ({ Principal }) => JSON.stringify(Principal) === '{"AWS":"*"}' || (who.includes('rule') && JSON.stringify(Principal).includes('events.amazonaws.com')),
  );
}
