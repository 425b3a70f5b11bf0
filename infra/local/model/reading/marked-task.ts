import type { Conversation } from './conversation.ts';
import { inlineDocument, type TaskDocument } from './document.ts';

/**
 * The task with everything that must not be cut or misread replaced by a mark: `⟦d0⟧` a document, `⟦q0⟧` a quotation.
 * Results of earlier steps are marked `⟦r0⟧` later on.
 */
export interface MarkedTask {
  readonly text: string;
  readonly documents: readonly TaskDocument[];
  readonly quotes: readonly string[];
  /** File names in the task that no attachment has. */
  readonly missingFiles: readonly string[];
}

/** Marks documents and quotations in a task. */
export function markTask(conversation: Pick<Conversation, 'task' | 'documents'>): MarkedTask {
  const documents = [...conversation.documents];
  const quotes: string[] = [];
  let text = conversation.task.replace(/\r\n?/g, '\n').replace(/⟦|⟧/g, ' ');
  const inline = (content: string): string => `⟦d${documents.push(inlineDocument(content)) - 1}⟧`;
  text = text.replace(/\n?```[a-z]*\n([\s\S]*?)\n?```/g, (_, content: string) => ` ${inline(content)} `);
  text = text.replace(/:[ \t]*\n((?:(?![-*•]\s|\d+[.)]\s).+(?:\n|$)){2,})/g, (_, content: string) => `: ${inline(content.trim())} `);
  text = markFiles(text, documents);
  const missingFiles = [...text.matchAll(/(?<![\w⟦])[\w-]+\.(?:csv|tsv|txt|md|json|jsonl|log|xml|yaml|html|pdf|docx|xlsx)\b/gi)].map((match) => match[0]);
  text = text.replace(
    /"([^"\n]+)"|“([^”\n]+)”|„([^“”\n]+)[“”]|‘([^’\n]+)’|`([^`\n]+)`|(?<=^|[\s(:,])'([^'\n]+(?:'[a-z]{1,2}\b[^'\n]*)*)'(?=$|[\s).,:;?!])/gm,
    (...groups) => `⟦q${quotes.push(groups.slice(1, 7).find((group) => typeof group === 'string') ?? '') - 1}⟧`,
  );
  text = text.replace(
    /((?:text|sentence|words?|phrase|string|lines?|list|message|json|csv|document|paragraph|numbers?|of|in|for|is)[^:\n⟦]{0,40}):[ \t]+(?!⟦)([^\n⟦]*[A-Za-z][^\n⟦]*\s[^\n⟦]+)$/i,
    (all, head: string, rest: string) =>
      /^\s*(?:what|how|which|count|find|convert|calculate|compare|sort)\b/i.test(rest)
        ? all
        : `${head}: ${rest.trim().startsWith('{') || rest.trim().startsWith('[') ? inline(rest.trim()) : `⟦q${quotes.push(rest.trim().replace(/\.$/, '')) - 1}⟧`}`,
  );
  text = text.replace(/(?<=[\s:])([[{].*[\]}])(?=\s|$|[.?!])/s, (json) => (isJson(json) && !/^\[[\d\s.,-]*\]$/.test(json) ? inline(json) : json));
  text = text.replace(/(?<=^|\s)[.-]{1,6}(?: [.\-/]{1,6})+(?=$|[\s?])/gm, (code) => (/\.\.|--|\.-|-\./.test(code) ? `⟦q${quotes.push(code) - 1}⟧` : code));
  return { text: markMentions(text, documents), documents, quotes, missingFiles };
}

/** A marked text as the user wrote it; `result` gives the text of an earlier step's result. */
export function unmark(
  text: string,
  task: Pick<MarkedTask, 'documents' | 'quotes'>,
  result: (step: number) => string = (step) => `result ${step + 1}`,
): string {
  return text.replace(/⟦([dqr])(\d+)⟧/g, (_, kind: string, number: string) => {
    const index = Number(number);
    if (kind === 'd') return task.documents[index]?.name ?? 'the file';
    if (kind === 'q') return `"${task.quotes[index] ?? ''}"`;
    return result(index);
  });
}

/** Indexes of the marks of one kind in a marked text, in order. */
export function marksOf(text: string, kind: 'd' | 'q' | 'r'): readonly number[] {
  return [...text.matchAll(new RegExp(`⟦${kind}(\\d+)⟧`, 'g'))].map((match) => Number(match[1]));
}

function markFiles(text: string, documents: readonly TaskDocument[]): string {
  const byLength = documents
    .map((document, index) => ({ name: document.name, index }))
    .filter(({ name }) => name.includes('.'))
    .toSorted((a, b) => b.name.length - a.name.length);
  return byLength.reduce((result, { name, index }) => {
    const base = name.split('/').at(-1) ?? name;
    const pattern = new RegExp(
      `(?:\\b(?:the )?(?:attached )?(?:file|document|attachment|text file|csv file|json file|table|spreadsheet)\\s+)?["'\`“]?(?:${[...new Set([name, base])].map(escape).join('|')})["'\`”]?(?![\\w-])`,
      'gi',
    );
    return result.replace(pattern, `⟦d${index}⟧`);
  }, text);
}

/** "both files", "the csv", "the first file", "notes" when only one file is called so. */
function markMentions(text: string, documents: readonly TaskDocument[]): string {
  if (documents.length === 0) return text;
  const mark = (index: number): string => `⟦d${index}⟧`;
  const all = documents.map((_, index) => mark(index));
  let result = text;
  if (documents.length > 1) {
    result = result.replace(
      /\b(?:both|the two|these two|these|all|all the|each of the|each|the) (?:of the )?(?:attached |given )?(?:files|documents|texts|lists|tables|csvs|csv files|text files|attachments|versions|spreadsheets)\b|\beach (?:attached )?(?:file|document|csv|table)\b/gi,
      joined(all),
    );
    result = result.replace(
      /\bthe (first|second|third|other) (?:file|document|list|text|table|csv|attachment)\b/gi,
      (whole, ordinal: string) => all[{ first: 0, second: 1, third: 2, other: 1 }[ordinal.toLowerCase()] ?? 0] ?? whole,
    );
  }
  const only = (kind?: TaskDocument['kind']): string | undefined => {
    const found = documents.flatMap((document, index) => (kind === undefined || document.kind === kind ? [index] : []));
    return found.length === 1 && found[0] !== undefined ? mark(found[0]) : undefined;
  };
  const kinds: readonly (readonly [RegExp, TaskDocument['kind'] | undefined])[] = [
    [/\b(?:the|this|that|my|attached) (?:attached )?(?:csv|table|spreadsheet|tsv|sheet)(?: file)?\b(?!\s*⟦)/gi, 'csv'],
    [/\b(?:the|this|that|my|attached) (?:attached )?(?:json)(?: (?:file|document|data))?\b(?!\s*⟦)/gi, 'json'],
    [/\b(?:the|this|that|my|attached) (?:attached )?(?:text file|text document|notes?|essay|article|letter|text)\b(?!\s*⟦)/gi, 'text'],
    [/\b(?:the|this|that|my) (?:attached |given )?(?:file|document|attachment|data|list|text)\b(?!\s*⟦)/gi, undefined],
  ];
  for (const [pattern, kind] of kinds) {
    const target = only(kind);
    if (target !== undefined && !result.includes(target)) result = result.replace(pattern, target);
  }
  documents.forEach((document, index) => {
    const base = document.name.replace(/\.[^.]*$/, '');
    if (base === document.name || base.length < 3 || result.includes(mark(index)) || !/^[\w -]+$/.test(base)) return;
    result = result.replace(
      new RegExp(
        `\\b(?:the |my )?(?:attached )?${escape(base)} (?:file|document|csv|table|list|data)\\b|\\b(?:in|of|from|has|have|does|to) (?:the |my )?${escape(base)}\\b(?!\\.)`,
        'i',
      ),
      (whole) => `${/^(in|of|from|has|have|does|to) /i.exec(whole)?.[0] ?? ''}${mark(index)}`,
    );
  });
  return result.replace(/: (⟦d\d+⟧)/g, ' $1');
}

function joined(marks: readonly string[]): string {
  return marks.length < 2 ? marks.join('') : `${marks.slice(0, -1).join(', ')} and ${marks.at(-1) ?? ''}`;
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // Brackets in prose are not a document.
    return false;
  }
}
