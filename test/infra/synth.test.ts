/** `npm run synth` as people run it: no account, no network, no Docker. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { contracts } from '../../generated/contracts/index.ts';
import { Template, object, text, type JsonObject } from './template.ts';

const root = path.resolve(import.meta.dirname, '../..');
const out = mkdtempSync(path.join(os.tmpdir(), 'arbiter-cdk-'));

afterAll(() => rmSync(out, { recursive: true, force: true }));

function run(...args: readonly string[]) {
  // Whatever would leave the machine runs into a closed port; whatever would call Docker finds none; there are no credentials.
  const closed = 'http://127.0.0.1:9';
  const env = { PATH: path.dirname(process.execPath), HOME: out, HTTP_PROXY: closed, HTTPS_PROXY: closed, AWS_EC2_METADATA_DISABLED: 'true' };
  return spawnSync(process.execPath, [path.join(root, 'infra/cdk/command.ts'), ...args], { cwd: root, env, encoding: 'utf8' });
}

it('synthesizes prod with everything in it, within a clean environment', () => {
  const { status, stderr } = run('synth', '--env', 'prod', '--output', path.join(out, 'prod'));
  expect([status, stderr]).toEqual([0, expect.not.stringContaining('rror')]);
  const template = new Template(JSON.parse(readFileSync(path.join(out, 'prod/arbiter-prod.template.json'), 'utf8')) as JsonObject);
  const assets = object((JSON.parse(readFileSync(path.join(out, 'prod/arbiter-prod.assets.json'), 'utf8')) as JsonObject)['files']);
  for (const { name } of contracts.functions) {
    const code = object(template.one('AWS::Lambda::Function', 'FunctionName', `arbiter-prod-${name}`).properties['Code']);
    const folder = path.join(out, 'prod', text(object(object(assets[text(code['S3Key']).replace('.zip', '')])['source'])['path']));
    expect(existsSync(path.join(folder, 'index.mjs')), name).toBe(true);
    expect(existsSync(path.join(folder, 'index.mjs.map')), name).toBe(true);
  }
  expect(readdirSync(path.join(out, 'prod')).filter((file) => file.startsWith('arbiter-'))).toContain('arbiter-prod.template.json');
});

it('says how it is used when the environment is missing or the command is unknown', () => {
  const deploy = run('deploy');
  expect([deploy.status, deploy.stderr]).toEqual([2, expect.stringContaining('"deploy" needs to know where: give --env dev or --env prod')]);
  const other = run('depoly', '--env', 'dev');
  expect([other.status, other.stderr]).toEqual([2, expect.stringContaining('"depoly" is not one of synth, deploy, diff, destroy')]);
});

it('ends with the reason when the environment does not exist', () => {
  const { status, stderr } = run('synth', '--env', 'staging', '--output', path.join(out, 'staging'));
  expect([status, stderr]).toEqual([1, expect.stringContaining('there is no environment "staging"')]);
});
