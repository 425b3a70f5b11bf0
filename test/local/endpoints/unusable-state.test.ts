import { spawnSync } from 'node:child_process';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEndpoints } from '../../../infra/local/endpoints.ts';
import { temporaryDirectory } from '../served-endpoints.ts';

let parent: string;
beforeEach(async () => {
  parent = await temporaryDirectory();
});
afterEach(() => rm(parent, { recursive: true, force: true }));

describe('a state directory that cannot be used', () => {
  it('because it is a file, is named with what to do', async () => {
    const file = path.join(parent, 'file');
    await writeFile(file, '');
    for (const stateDir of [file, path.join(file, 'below')]) {
      await expect(startEndpoints({ stateDir, port: 0 })).rejects.toThrow(
        new RegExp(`the state directory "${stateDir}" cannot be used: .*Choose a directory that you may write to`),
      );
    }
  });

  it('because it is read-only, is named with what to do', async () => {
    const stateDir = path.join(parent, 'read-only');
    await mkdir(stateDir);
    await chmod(stateDir, 0o555);
    // The owner of everything may write anywhere: the start is made by somebody else then.
    const program = `process.getuid() === 0 && process.setuid(65534); const { StateDirectory } = await import(${JSON.stringify(path.resolve(import.meta.dirname, '../../../infra/local/state-directory.ts'))}); await StateDirectory.own(${JSON.stringify(stateDir)}).catch((error) => console.log(error.message));`;
    await chmod(parent, 0o755);
    const { stdout, stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program], {
      encoding: 'utf8',
    });
    expect(stdout, stderr).toContain(`the state directory "${stateDir}" cannot be used: EACCES`);
  });

  it('because its database is damaged, is named with what to do, and can be used once that is moved away', async () => {
    const file = path.join(parent, 'services.db');
    await writeFile(file, 'not a database at all, but longer than a header '.repeat(30));
    await expect(startEndpoints({ stateDir: parent, port: 0 })).rejects.toThrow(`"${file}" cannot be opened: file is not a database. Move it away`);
    await rm(file);
    await (await startEndpoints({ stateDir: parent, port: 0 })).stop();
  });

  it.each([
    ['half a file', '{"pid": 1, "endp'],
    ['no port', '{"pid":1,"endpoint":"http://127.0.0.1","startedAt":1}'],
    ['something else', '[]'],
  ])('says nothing of a record with %s', async (_what, record) => {
    await writeFile(path.join(parent, 'runtime.json'), record);
    const endpoints = await startEndpoints({ stateDir: parent });
    expect(endpoints.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await endpoints.stop();
  });
});
