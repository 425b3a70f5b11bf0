import { catalogue, type DiagnosticCode } from '../diagnostics-catalogue.ts';
import type { Diagnostic, Severity } from '../diagnostics.ts';

export const reportFormats = ['text', 'json', 'github', 'sarif'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** Diagnostics as text for people, JSON, GitHub workflow commands or SARIF 2.1.0. `folder` goes in front of file names. */
export function report(diagnostics: readonly Diagnostic[], format: ReportFormat, folder: string): string {
  const placed = diagnostics.map((one) => ({ ...one, file: folder === '' || folder === '.' ? one.file : `${folder}/${one.file}` }));
  switch (format) {
    case 'text':
      return placed.map(asText).join('');
    case 'json':
      return `${JSON.stringify(placed, undefined, 2)}\n`;
    case 'github':
      return placed.map(asGithub).join('');
    case 'sarif':
      return `${JSON.stringify(asSarif(placed), undefined, 2)}\n`;
  }
}

function asText(one: Diagnostic): string {
  const where = `${one.file}:${one.line ?? 1}:${one.column ?? 1}`;
  const pointer = one.pointer === '' ? '' : `\n    at ${one.pointer}`;
  return `${where} ${one.severity} ${one.code}\n    ${one.message}${pointer}\n    ${one.hint}\n`;
}

const githubCommand: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

function asGithub(one: Diagnostic): string {
  const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  const fields = [`file=${property(one.file)}`, `line=${one.line ?? 1}`, `col=${one.column ?? 1}`, `title=${property(one.code)}`];
  return `::${githubCommand[one.severity]} ${fields.join(',')}::${data(`${one.message} ${one.hint}`)}\n`;
}

const sarifLevel: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

function asSarif(diagnostics: readonly Diagnostic[]): object {
  const codes = [...new Set(diagnostics.map((one) => one.code))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'arbiter-codegen', informationUri: 'https://www.asyncapi.com/', rules: codes.map(sarifRule) } },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((one) => ({
          ruleId: one.code,
          ruleIndex: codes.indexOf(one.code),
          level: sarifLevel[one.severity],
          message: { text: `${one.message} ${one.hint}` },
          locations: [
            {
              physicalLocation: { artifactLocation: { uri: encodeURI(one.file) }, region: { startLine: one.line ?? 1, startColumn: one.column ?? 1 } },
              logicalLocations: [{ fullyQualifiedName: one.pointer === '' ? '/' : one.pointer }],
            },
          ],
        })),
      },
    ],
  };
}

function sarifRule(code: DiagnosticCode): object {
  const entry = catalogue[code];
  return {
    id: code,
    shortDescription: { text: entry.title },
    fullDescription: { text: entry.cause },
    help: { text: entry.fix },
    defaultConfiguration: { level: sarifLevel[entry.severity] },
  };
}
