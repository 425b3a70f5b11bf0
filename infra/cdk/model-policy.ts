import { Aws } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { parseModelId } from './model-id.ts';
import { toConstructId } from './naming.ts';
import type { Deployment } from './resources.ts';
import { allow } from './statement.ts';

/**
 * Leave to call exactly the model of a role. An inference profile needs the profile and the foundation model in every
 * region it routes to; the model then only by way of that profile (Bedrock user guide, prerequisites for inference
 * profiles).
 */
export function modelStatements({ stack, settings }: Deployment, functionName: string, role: string): readonly PolicyStatement[] {
  const setting = settings.models[role];
  if (setting === undefined) throw new Error(`the function "${functionName}" uses the model role "${role}", which has no model: give "-c model.${role}=<id>"`);
  const { model, profile } = parseModelId(setting.id, settings.region);
  const actions = ['bedrock:InvokeModel', ...(setting.streaming ? ['bedrock:InvokeModelWithResponseStream'] : [])];
  const modelArn = (region: string) => `arn:${Aws.PARTITION}:bedrock:${region}::foundation-model/${model}`;
  const sid = `Model${toConstructId(role)}`;
  if (profile === undefined) return [allow(sid, actions, [modelArn(Aws.REGION)])];
  const profileArn = stack.formatArn({ service: 'bedrock', resource: 'inference-profile', resourceName: profile.id });
  return [
    allow(`${sid}Profile`, actions, [profileArn]),
    allow(sid, actions, profile.regions.map(modelArn), { StringEquals: { 'bedrock:InferenceProfileArn': profileArn } }),
  ];
}
