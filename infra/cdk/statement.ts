import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** An allowing statement. Actions are sorted, so that a template differs only where its meaning does. */
export function allow(sid: string, actions: readonly string[], resources: readonly string[], conditions?: Readonly<Record<string, unknown>>): PolicyStatement {
  return new PolicyStatement({
    sid,
    effect: Effect.ALLOW,
    actions: [...actions].toSorted(),
    resources: [...resources],
    ...(conditions !== undefined && { conditions }),
  });
}
