import { defineKind, type AgentKind } from '../agent-kind.ts';

/** Template of the agent `password-strength`. */
export const passwordStrength: AgentKind = defineKind({
  agentId: 'password-strength',
  title: 'password strength',
  signs: [
    [/\bpasswords?\b|\bpassphrase\b/, 1.5],
    [/\b(?:generate|create|make up|suggest|invent)\b[^.]*\bpass(?:word|phrase)/, -2],
  ],
  description: 'Assesses the strength of a password: length, kinds of characters, common patterns, estimated bits.',
  categories: ['security'],
  inputs: 'password.',
  outputs: 'result (very weak, weak, fair, strong, very strong), bits, problems, summary without the password.',
  constraints: 'Pure computation; an estimate against guessing, no check against leaked passwords.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['password'],
    properties: { password: { type: 'string', minLength: 1, maxLength: 256, description: 'The password to assess.' } },
  },
  results: { result: { type: 'string' }, bits: { type: 'number' }, problems: { type: 'array' } },
  example: { password: 'Tr0ub4dor&3' },
  code: String.raw`
const COMMON = ['password', 'passwort', '123456', 'qwerty', 'letmein', 'admin', 'welcome', 'iloveyou', 'monkey', 'dragon', 'abc123', 'hunter', 'secret', 'login', 'football', 'master'];

export async function handler(input, ctx) {
  const { password } = input;
  const problems = [];
  const kinds = [[/[a-z]/, 26], [/[A-Z]/, 26], [/\d/, 10], [/[^A-Za-z0-9]/, 33]].filter(([pattern]) => pattern.test(password));
  const alphabet = kinds.reduce((sum, [, size]) => sum + size, 0);
  let length = password.length;
  const lower = password.toLowerCase().replace(/0/g, 'o').replace(/[1!]/g, 'i').replace(/3/g, 'e').replace(/[4@]/g, 'a').replace(/[5$]/g, 's');
  const common = COMMON.find(word => lower.includes(word) || password.toLowerCase().includes(word));
  if (common !== undefined) { problems.push('holds a very common password or word'); length -= Math.max(0, common.length - 1); }
  if (/(.)\1{2,}/.test(password)) { problems.push('repeats a character three times or more'); length -= 2; }
  if (/0123|1234|2345|3456|4567|5678|6789|abcd|bcde|cdef|qwer|asdf|zxcv/i.test(password)) { problems.push('holds a run of neighbouring characters'); length -= 3; }
  if (password.length < 12) problems.push('is shorter than 12 characters');
  if (kinds.length < 3 && password.length < 20) problems.push('uses only ' + kinds.length + ' of 4 kinds of characters');
  const bits = Math.round(Math.max(1, length) * Math.log2(alphabet || 1) * 10) / 10;
  const result = bits < 28 ? 'very weak' : bits < 45 ? 'weak' : bits < 60 ? 'fair' : bits < 90 ? 'strong' : 'very strong';
  return { result, bits, problems, summary: 'The password is ' + result + ' (about ' + bits + ' bits)' + (problems.length === 0 ? '' : '; it ' + problems.join(', ')) };
}`,
});
