import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { offsetPosition } from '../load/position.ts';
import type { MessageModel } from '../model/model.ts';
import { nearest } from '../print/nearest.ts';
import type { Problem } from '../runtime/parsed.ts';
import { namesOf, type ContractCheck } from './contract-check.ts';
import { jsonOffset } from './json-offset.ts';
import type { ReadEvent } from './read-events.ts';
import { unpack, type Unpacked } from './unpack.ts';

/** What is wrong with one value that was read, and how many events it held. `named` is the contract that bare payloads are under. */
export function eventFindings(
  read: ReadEvent,
  file: string,
  contracts: ContractCheck,
  named: MessageModel | undefined,
): { readonly events: number; readonly findings: readonly Diagnostic[] } {
  if (!read.ok) return { events: 1, findings: [{ ...diagnostic('file-syntax', { file, pointer: '' }, read.message), ...positionIn(read, read.offset) }] };
  const unpacked = unpack(read.value);
  return { events: unpacked.length, findings: unpacked.flatMap((one) => findingsOf(one, read, file, contracts, named)) };
}

function findingsOf(one: Unpacked, read: ReadEvent, file: string, contracts: ContractCheck, named: MessageModel | undefined): readonly Diagnostic[] {
  const at = (pointer: string): Pick<Diagnostic, 'line' | 'column'> => positionIn(read, jsonOffset(read.text, pointer));
  const contract = one.route === undefined ? named : contracts.byRoute(one.route.source, one.route.detailType);
  if (contract === undefined && one.route !== undefined) {
    const { source, detailType, pointer } = one.route;
    return [
      {
        ...diagnostic(
          'event-unknown',
          { file, pointer },
          `no event has source "${source}" and detail-type "${detailType}"`,
          suggestion(source, detailType, contracts),
        ),
        ...at(pointer),
      },
    ];
  }
  if (contract === undefined) return bareFindings(one, file, contracts, at);
  const { problems, ignored } = contracts.check(contract, one.payload);
  const found = (code: 'event-invalid' | 'event-property-ignored', problem: Problem): Diagnostic => {
    const pointer = one.isText ? one.pointer : one.pointer + problem.pointer;
    const where = one.isText && problem.pointer !== '' ? `${problem.pointer} ` : '';
    const what = problem.found === undefined ? '' : `, found ${problem.found}`;
    const place = { file, pointer };
    const message = `${contract.name}: ${where}${lastOf(problem.pointer, one.isText)}${problem.message}${what}`;
    return { ...diagnostic(code, place, message, hintOf(contract, problem)), ...at(pointer) };
  };
  return [...problems.map((problem) => found('event-invalid', problem)), ...ignored.map((problem) => found('event-property-ignored', problem))];
}

/** A payload that nothing names: right when it fits a contract. */
function bareFindings(
  one: Unpacked,
  file: string,
  contracts: ContractCheck,
  at: (pointer: string) => Pick<Diagnostic, 'line' | 'column'>,
): readonly Diagnostic[] {
  if (contracts.contracts.some((contract) => contracts.check(contract, one.payload).problems.length === 0)) return [];
  const names = contracts.contracts.map((contract) => contract.name);
  const listed = names.length > 12 ? `${names.slice(0, 12).join(', ')}, …` : names.join(', ');
  return [
    {
      ...diagnostic(
        'event-unnamed',
        { file, pointer: one.pointer },
        `it has no envelope and fits none of ${names.length} contracts`,
        `Say which one it should be with --event NAME: ${listed}.`,
      ),
      ...at(one.pointer),
    },
  ];
}

function suggestion(source: string, detailType: string, contracts: ContractCheck): string | undefined {
  const routes = contracts.contracts.flatMap((one) => ('detailType' in one ? [{ source: one.source, detailType: one.detailType }] : []));
  const sameType = routes.find((route) => route.detailType === detailType);
  if (sameType !== undefined) return `"${detailType}" has source "${sameType.source}".`;
  const meant =
    nearest(
      `${source}/${detailType}`,
      routes.map((route) => `${route.source}/${route.detailType}`),
    ) ??
    nearest(
      detailType,
      routes.map((route) => route.detailType),
    );
  return meant === undefined ? undefined : `Did you mean "${meant}"?`;
}

function hintOf(contract: MessageModel, problem: Problem): string {
  const expected = problem.expected === undefined || problem.message.includes(problem.expected) ? '' : `Expected ${problem.expected}. `;
  return `${expected}The contract is ${contract.typeName}, ${contract.key.replace(/#$/, '')}.`;
}

/** The name of the property at the end of a pointer, which "is missing" and its like need. */
function lastOf(pointer: string, isText: boolean): string {
  if (isText || pointer === '') return '';
  return `"${pointer
    .slice(pointer.lastIndexOf('/') + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~')}" `;
}

function positionIn(read: ReadEvent, offset: number): Pick<Diagnostic, 'line' | 'column'> {
  const inside = offsetPosition(read.text, offset);
  return { line: read.line + inside.line - 1, column: inside.line === 1 ? read.column + inside.column - 1 : inside.column };
}

/** The nearest name of a contract, for a hint. */
export function nearestContract(name: string, contracts: ContractCheck): string | undefined {
  return nearest(name, contracts.contracts.flatMap(namesOf));
}
