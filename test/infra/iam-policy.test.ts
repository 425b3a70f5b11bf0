/** The evaluator against the rules that IAM documents, before anything is judged by it. */
import { describe, expect, it } from 'vitest';
import { decide, type Request } from './iam-policy.ts';
import type { JsonObject } from './template.ts';

const statement = (effect: 'Allow' | 'Deny', rest: JsonObject = {}): JsonObject => ({ Effect: effect, Action: 's3:GetObject', Resource: '*', ...rest });
const get: Request = { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/key' };
const under = (Condition: JsonObject, context: Request['context'] = {}) => decide([statement('Allow', { Condition })], { ...get, context });

describe('policy evaluation logic', () => {
  it('denies what nothing allows', () => expect(decide([], get)).toBe('implicitly denied'));
  it('allows what a statement allows', () => expect(decide([statement('Allow')], get)).toBe('allowed'));
  it('lets an explicit denial win over any allowance, in either order', () => {
    expect(decide([statement('Allow'), statement('Deny')], get)).toBe('explicitly denied');
    expect(decide([statement('Deny'), statement('Allow')], get)).toBe('explicitly denied');
  });
  it('takes actions without regard to case, resources with', () => {
    expect(decide([statement('Allow', { Action: 'S3:getobject' })], get)).toBe('allowed');
    expect(decide([statement('Allow', { Resource: 'arn:aws:s3:::BUCKET/key' })], get)).toBe('implicitly denied');
  });
  it('knows * and ? in actions and resources, and nothing else as a pattern', () => {
    expect(decide([statement('Allow', { Action: 's3:Get*', Resource: 'arn:aws:s3:::b?cket/*' })], get)).toBe('allowed');
    expect(decide([statement('Allow', { Action: 's3:Get?' })], get)).toBe('implicitly denied');
    expect(decide([statement('Allow', { Resource: 'arn.aws:s3:::bucket/key' })], get)).toBe('implicitly denied');
  });
  it('inverts NotAction and NotResource', () => {
    expect(decide([{ Effect: 'Allow', NotAction: 's3:PutObject', Resource: '*' }], get)).toBe('allowed');
    expect(decide([{ Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::bucket/*' }], get)).toBe('implicitly denied');
  });
});

describe('condition operators', () => {
  it('want every operator and every key, and one of the values', () => {
    const both = { StringEquals: { a: ['1', '2'], b: 'x' }, Bool: { c: 'true' } };
    expect(under(both, { a: '2', b: 'x', c: 'true' })).toBe('allowed');
    expect(under(both, { a: '2', b: 'y', c: 'true' })).toBe('implicitly denied');
    expect(under(both, { a: '3', b: 'x', c: 'true' })).toBe('implicitly denied');
  });
  it('take key names without regard to case and values with', () => {
    expect(under({ StringEquals: { 'aws:SourceAccount': 'x' } }, { 'AWS:sourceaccount': 'x' })).toBe('allowed');
    expect(under({ StringEquals: { k: 'x' } }, { k: 'X' })).toBe('implicitly denied');
  });
  it('fail on an absent key, unless negated or IfExists', () => {
    expect(under({ StringEquals: { k: 'x' } })).toBe('implicitly denied');
    expect(under({ StringNotEquals: { k: 'x' } })).toBe('allowed');
    expect(under({ StringEqualsIfExists: { k: 'x' } })).toBe('allowed');
  });
  it('want none of the values when negated', () => {
    expect(under({ StringNotEquals: { k: ['x', 'y'] } }, { k: 'y' })).toBe('implicitly denied');
    expect(under({ StringNotLike: { k: ['x*', 'y*'] } }, { k: 'z1' })).toBe('allowed');
  });
  it('know wildcards in StringLike and ARNs, not in StringEquals', () => {
    expect(under({ StringLike: { k: 'a*c' } }, { k: 'abc' })).toBe('allowed');
    expect(under({ ArnLike: { k: 'arn:aws:sns:*:1:t' } }, { k: 'arn:aws:sns:eu-west-1:1:t' })).toBe('allowed');
    expect(under({ StringEquals: { k: 'a*c' } }, { k: 'abc' })).toBe('implicitly denied');
  });
  it('test presence with Null', () => {
    expect(under({ Null: { k: 'true' } })).toBe('allowed');
    expect(under({ Null: { k: 'false' } })).toBe('implicitly denied');
    expect(under({ Null: { k: 'false' } }, { k: 'x' })).toBe('allowed');
  });
});

describe('multivalued context keys', () => {
  const all = { 'ForAllValues:StringEquals': { k: ['a', 'b'] } };
  const any = { 'ForAnyValue:StringEquals': { k: ['a', 'b'] } };
  it("ForAllValues wants every value of the request among the policy's", () => {
    expect(under(all, { k: ['a', 'b'] })).toBe('allowed');
    expect(under(all, { k: ['a', 'c'] })).toBe('implicitly denied');
  });
  it('ForAllValues holds without the key, which is why Null guards it', () => {
    expect(under(all)).toBe('allowed');
    expect(under({ ...all, Null: { k: 'false' } })).toBe('implicitly denied');
  });
  it('ForAnyValue wants one, and does not hold without the key', () => {
    expect(under(any, { k: ['c', 'b'] })).toBe('allowed');
    expect(under(any, { k: ['c'] })).toBe('implicitly denied');
    expect(under(any)).toBe('implicitly denied');
  });
});

it('refuses to judge what it does not know', () => {
  expect(() => under({ DateLessThan: { k: '2026' } }, { k: '2025' })).toThrow('does not know the operator "DateLessThan"');
  expect(() => decide([{ Effect: 'Allow', Action: '*', Resource: '*', Unheard: 'of' }], get)).toThrow('does not know the element "Unheard"');
  expect(() => under({ StringEquals: { k: 'a' } }, { k: ['a', 'b'] })).toThrow('compares a single value');
});
