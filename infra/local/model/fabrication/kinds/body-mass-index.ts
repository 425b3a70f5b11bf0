import { defineKind, type AgentKind } from '../agent-kind.ts';

/** Template of the agent `body-mass-index`. */
export const bodyMassIndex: AgentKind = defineKind({
  agentId: 'body-mass-index',
  title: 'body mass index',
  signs: [[/\bbmi\b|\bbody mass index\b/, 2]],
  description: 'Body mass index (BMI) from weight and height.',
  categories: ['health'],
  inputs: 'weightKg, heightM (metres; values above 3 are taken as centimetres).',
  outputs: 'result (kg/m²), category, summary.',
  constraints: 'Pure computation; categories of the World Health Organization for adults; no medical advice.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['weightKg', 'heightM'],
    properties: {
      weightKg: { type: 'number', exclusiveMinimum: 0, description: 'Weight in kg.' },
      heightM: { type: 'number', exclusiveMinimum: 0, description: 'Height in m or cm, tall.' },
    },
  },
  results: { result: { type: 'number' }, category: { type: 'string' } },
  example: { weightKg: 70, heightM: 1.75 },
  code: String.raw`
export async function handler(input, ctx) {
  const height = input.heightM > 3 ? input.heightM / 100 : input.heightM;
  const result = Math.round((input.weightKg / (height * height)) * 10) / 10;
  const category = result < 18.5 ? 'underweight' : result < 25 ? 'normal weight' : result < 30 ? 'overweight' : 'obese';
  return { result, category, summary: 'The body mass index is ' + result + ' kg/m² (' + category + ' by the WHO table)' };
}`,
});
