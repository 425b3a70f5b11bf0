import { expect, it } from 'vitest';
import { parseModelId, prefixOfRegion } from '../../infra/cdk/model-id.ts';

it.each([
  ['us-east-1', 'us'],
  ['us-gov-west-1', 'us-gov'],
  ['eu-central-1', 'eu'],
  ['ap-northeast-1', 'jp'],
  ['ap-southeast-2', 'au'],
  ['ap-south-1', 'global'],
  ['ca-central-1', 'global'],
  ['sa-east-1', 'global'],
])('from %s the default model is asked by the profile "%s"', (region, prefix) => {
  expect(prefixOfRegion(region)).toBe(prefix);
});

it('a global profile may route to its own region and to the model without one', () => {
  expect(parseModelId('global.anthropic.claude-sonnet-4-6', 'sa-east-1')).toEqual({
    model: 'anthropic.claude-sonnet-4-6',
    profile: { id: 'global.anthropic.claude-sonnet-4-6', regions: ['', 'sa-east-1'] },
  });
});

it('an id without a prefix is a model of the region, an ARN is refused with what to give instead', () => {
  expect(parseModelId('amazon.nova-pro-v1:0', 'us-east-1')).toEqual({ model: 'amazon.nova-pro-v1:0' });
  expect(() => parseModelId('arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/x', 'us-east-1')).toThrow(
    /give the id of a foundation model/u,
  );
});
