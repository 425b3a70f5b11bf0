import { catalogue, type DiagnosticCode } from './diagnostics-catalogue.ts';

export type Severity = 'error' | 'warning' | 'info';

/** Where something stands: a file below the schema folder (POSIX path) and a JSON pointer into it. */
export interface Place {
  readonly file: string;
  readonly pointer: string;
  /** True when the key at `pointer` is meant, not its value. */
  readonly key?: boolean;
}

/** One finding. Findings are collected, never thrown; severity `error` means that nothing is written. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** What is wrong, with the offending value in quotes. */
  readonly message: string;
  readonly file: string;
  readonly pointer: string;
  /** 1-based; filled in by `locate` or by whoever parsed the text. */
  readonly line?: number;
  readonly column?: number;
  /** What to do about it. */
  readonly hint: string;
}

/** Makes a diagnostic with the severity and, unless told otherwise, the fix of its catalogue entry. */
export function diagnostic(code: DiagnosticCode, place: Place, message: string, hint?: string): Diagnostic {
  const entry = catalogue[code];
  return { code, severity: entry.severity, message, file: place.file, pointer: place.pointer, hint: hint ?? entry.fix };
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((one) => one.severity === 'error');
}

const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** By file, line, column and code, so that output does not depend on the order of discovery; duplicates removed. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return [...diagnostics].sort(compare).filter((one) => {
    const key = `${one.code}\u0000${one.file}\u0000${one.pointer}\u0000${one.message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function compare(a: Diagnostic, b: Diagnostic): number {
  return (
    order(a.file, b.file) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0) ||
    rank[a.severity] - rank[b.severity] ||
    order(a.pointer, b.pointer) ||
    order(a.code, b.code) ||
    order(a.message, b.message)
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
