import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue, type DiagnosticCode } from '../../../codegen/diagnostics-catalogue.ts';
import { diagnostic, type Diagnostic } from '../../../codegen/diagnostics.ts';
import { createAjv } from '../../../codegen/model/validation-engine.ts';
import { diagnosticsPage } from '../../../codegen/print/diagnostics-page.ts';
import { report } from '../../../codegen/print/report.ts';

const codes = Object.keys(catalogue) as readonly DiagnosticCode[];
const findings: readonly Diagnostic[] = codes.map((code, index) => ({
  ...diagnostic(code, { file: `events/a b,${index}.json`, pointer: index % 2 === 0 ? '' : '/properties/a~1b' }, `100% wrong: "x"\nsecond line, ${code}`),
  line: index + 1,
  column: 2,
}));

/** What SARIF 2.1.0 (OASIS, section 3) requires of the parts that are printed here; every object is closed, so that a misspelt property is found. */
const text = { type: 'object', required: ['text'], additionalProperties: false, properties: { text: { type: 'string' }, markdown: { type: 'string' } } };
const level = { enum: ['none', 'note', 'warning', 'error'] };
const closed = (required: readonly string[], properties: object): object => ({ type: 'object', additionalProperties: false, required, properties });
const sarif = closed(['version', 'runs'], {
  $schema: { type: 'string', format: 'uri' },
  version: { const: '2.1.0' },
  runs: {
    type: 'array',
    items: closed(['tool'], {
      tool: closed(['driver'], {
        driver: closed(['name'], {
          name: { type: 'string' },
          informationUri: { type: 'string', format: 'uri' },
          version: { type: 'string' },
          rules: {
            type: 'array',
            uniqueItems: true,
            items: closed(['id'], {
              id: { type: 'string' },
              shortDescription: text,
              fullDescription: text,
              help: text,
              helpUri: { type: 'string', format: 'uri' },
              defaultConfiguration: closed([], { level }),
            }),
          },
        }),
      }),
      columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
      results: {
        type: 'array',
        items: closed(['message'], {
          ruleId: { type: 'string' },
          ruleIndex: { type: 'integer', minimum: -1 },
          level,
          message: text,
          locations: {
            type: 'array',
            items: closed([], {
              physicalLocation: closed([], {
                artifactLocation: closed([], { uri: { type: 'string', format: 'uri-reference' } }),
                region: closed([], { startLine: { type: 'integer', minimum: 1 }, startColumn: { type: 'integer', minimum: 1 } }),
              }),
              logicalLocations: { type: 'array', items: closed([], { fullyQualifiedName: { type: 'string' } }) },
            }),
          },
        }),
      },
    }),
  },
});

describe('a report', () => {
  it('in SARIF has the structure that the standard asks for, and its indexes hold', () => {
    const log = JSON.parse(report(findings, 'sarif', 'schemas')) as {
      runs: [
        {
          tool: { driver: { rules: { id: string }[] } };
          results: { ruleId: string; ruleIndex: number; locations: [{ physicalLocation: { artifactLocation: { uri: string } } }] }[];
        },
      ];
    };
    const validate = createAjv(false, false, true).compile(sarif);
    expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
    const [{ tool, results }] = log.runs;
    expect(results.length).toBe(codes.length);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(results[0]?.locations[0].physicalLocation.artifactLocation.uri).toBe('schemas/events/a%20b,0.json');
    expect(validate({ ...log, version: '2.0.0' })).toBe(false);
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
