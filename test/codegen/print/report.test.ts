import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Ajv } from 'ajv';
import { default as formats } from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { run } from '../../../codegen/commands/run.ts';
import { catalogue, type DiagnosticCode } from '../../../codegen/diagnostics-catalogue.ts';
import { diagnostic, type Diagnostic } from '../../../codegen/diagnostics.ts';
import { diagnosticsPage } from '../../../codegen/print/diagnostics-page.ts';
import { report } from '../../../codegen/print/report.ts';

const codes = Object.keys(catalogue) as readonly DiagnosticCode[];
const findings: readonly Diagnostic[] = codes.map((code, index) => ({
  ...diagnostic(code, { file: `events/a b,${index}.json`, pointer: index % 2 === 0 ? '' : '/properties/a~1b' }, `100% wrong: "x"\nsecond line, ${code}`),
  line: index + 1,
  column: 2,
}));

/**
 * SARIF's own schema (OASIS, draft-04). The standard's errata say in addition that a region begins somewhere, which is
 * added here.
 */
const require = createRequire(import.meta.url);
const standard = JSON.parse(readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8')) as SarifSchema;
interface SarifSchema {
  readonly $schema: string;
  readonly id: string;
  readonly definitions: Readonly<Record<string, object>>;
}
const sarif = { ...standard, definitions: { ...standard.definitions, region: { ...standard.definitions['region'], required: ['startLine'] } } };
const validateSarif = (() => {
  // what draft-04 says differently from draft-07 (boolean exclusive bounds, "id") this schema does not use
  const { $schema: _, id: __, ...draft07 } = sarif;
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  formats.default(ajv);
  return ajv.compile(draft07);
})();

function expectSarif(text: string): SarifLog {
  const log: unknown = JSON.parse(text);
  expect(validateSarif(log), JSON.stringify(validateSarif.errors)).toBe(true);
  return log as SarifLog;
}

interface SarifLog {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly locations: readonly [{ readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }];
      }[];
    },
  ];
}

describe('a report', () => {
  it("in SARIF is valid under the standard's schema for every diagnostic there is, and its indexes hold", () => {
    const log = expectSarif(report(findings, 'sarif', 'schemas'));
    const [{ tool, results }] = log.runs;
    expect(results.length).toBe(codes.length);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(results[0]?.locations[0].physicalLocation.artifactLocation.uri).toBe('schemas/events/a%20b,0.json');
    expect(validateSarif({ ...log, version: '2.0.0' })).toBe(false);
    expect(validateSarif({ ...log, runs: [{ ...log.runs[0], results: [{ ...results[0], level: 'fatal' }] }] })).toBe(false);
  });

  it('in SARIF is valid without findings, and for findings without a position', () => {
    expect(expectSarif(report([], 'sarif', '')).runs[0].results).toEqual([]);
    expectSarif(report([diagnostic('file-missing', { file: 'größe #1?.yaml', pointer: '' }, 'no such "file"')], 'sarif', '.'));
  });

  it.each([
    ['check', []],
    ['generate', ['--out', 'out']],
    ['validate', ['events.ndjson']],
  ])('in SARIF of the command %s is valid under the standard', async (command, more) => {
    const folder = mkdtempSync(join(tmpdir(), 'sarif-'));
    try {
      const payload = command === 'validate' ? { type: 'object', required: ['id'] } : { type: 'text', properties: { 'a b/c': { $ref: '#/nothing' } } };
      const document = { asyncapi: '3.0.0', info: { title: 'x', version: '1' }, components: { messages: { a: { payload } } } };
      writeFileSync(join(folder, 'asyncapi.json'), JSON.stringify(document, undefined, 2));
      writeFileSync(join(folder, 'events.ndjson'), '{"source":"x","detail-type":"y","detail":{}}\n{"id":\n');
      let text = '';
      const output = { out: (part: string) => void (text += part), err: () => undefined, cwd: folder, stdin: Readable.from([]) };
      expect(await run([command, '--schemas', '.', '--format', 'sarif', ...more], output)).toBe(1);
      expect(expectSarif(text).runs[0].results.length).toBeGreaterThan(1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('for GitHub is one command a line, escaped as its runner reads it', () => {
    const lines = report(findings, 'github', '').trimEnd().split('\n');
    expect(lines.length).toBe(findings.length);
    for (const line of lines) expect(line).toMatch(/^::(error|warning|notice) file=[^:,]+,line=\d+,col=\d+,title=[^:,]+::.+$/);
    expect(lines[0]).toBe(
      '::error file=events/a b%2C0.json,line=1,col=2,title=file-missing::100%25 wrong: "x"%0Asecond line, file-missing Correct the path, or add the file. Paths are relative to the file that names them.',
    );
  });

  it('in JSON is the findings', () => {
    expect(JSON.parse(report(findings, 'json', ''))).toEqual(JSON.parse(JSON.stringify(findings)));
  });

  it('in text says where, what and what to do', () => {
    expect(report(findings.slice(1, 2), 'text', 'schemas')).toBe(
      'schemas/events/a b,1.json:2:2 error file-syntax\n    100% wrong: "x"\nsecond line, file-syntax\n    at /properties/a~1b\n    Correct the syntax at the position shown.\n',
    );
  });
});

describe('the page of diagnostics', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', '..', 'codegen', 'DIAGNOSTICS.md'), 'utf8');

  it.each(codes)('explains %s', (code) => {
    const { title, cause, fix } = catalogue[code];
    expect(page).toContain(`## ${code}\n\n${title} (`);
    for (const part of [title, cause, fix]) expect(part.length).toBeGreaterThan(15);
  });

  it('is what the catalogue says: print it anew with "node codegen/main.ts explain > codegen/DIAGNOSTICS.md"', () => {
    expect(page).toBe(diagnosticsPage());
  });
});
