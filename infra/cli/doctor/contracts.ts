import { run } from '../../../codegen/commands/run.ts';
import { broken, ok, type Finding } from './finding.ts';

/** Asks the contract toolchain whether the schemas are valid and `generated/` is what they say. */
export async function checkContracts(root: string): Promise<Finding> {
  let text = '';
  const keep = (part: string): void => void (text += part);
  const code = await run(['check'], { out: keep, err: keep, cwd: root, stdin: nothing() });
  if (code === 0) return ok('generated code', 'is what the schemas say');
  const first = text.split('\n').find((line) => line.trim() !== '') ?? '';
  return broken(
    'generated code',
    `the contracts have problems: ${first}`,
    'run "npm run check" to see them all; "npm run generate" when generated files are stale',
  );
}

async function* nothing(): AsyncGenerator<string> {}
