import { catalogue } from '../diagnostics-catalogue.ts';

/** The page that explains every diagnostic, in Markdown; made from the catalogue, so that it cannot miss one. */
export function diagnosticsPage(): string {
  const entries = Object.entries(catalogue).sort(([a], [b]) => (a < b ? -1 : 1));
  const rows = entries.map(([code, { severity, title }]) => `| [${code}](#${code}) | ${severity} | ${title} |`);
  const sections = entries.map(
    ([code, { severity, title, cause, fix }]) => `## ${code}\n\n${title} (${severity}).\n\n**Why it is reported:** ${cause}\n\n**What to do:** ${fix}\n`,
  );
  return `<!-- Printed from codegen/diagnostics-catalogue.ts. Do not edit. -->

# Diagnostics of the contract toolchain

Findings have a code, a severity, a message, a place (file, line, column, JSON pointer) and a hint. An error means that nothing
is written and that the command exits 1. \`--format text|json|github|sarif\` says how they are printed.

| code | severity | |
|---|---|---|
${rows.join('\n')}

${sections.join('\n')}`;
}
