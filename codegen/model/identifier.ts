/** Turns any text into identifiers and file names. Letters of every script are kept: they are legal in both. */

/** `task.request` → `TaskRequest`, `ünïx-zeit` → `ÜnïxZeit`, `注文` → `注文`, `2fa` → `_2fa`. */
export function toPascalCase(text: string): string {
  const joined = words(text).map(capitalised).join('');
  return joined === '' ? 'Unnamed' : /^\p{ID_Start}|^_|^\$/u.test(joined) ? joined : `_${joined}`;
}

/** `TaskRequest` → `taskRequest`; a reserved word gets a trailing underscore. */
export function toCamelCase(text: string): string {
  const pascal = toPascalCase(text);
  const head = /^\p{Lu}+(?=\p{Lu}\p{Ll}|\P{L}|$)|^\p{Lu}/u.exec(pascal)?.[0] ?? '';
  const camel = head.toLowerCase() + pascal.slice(head.length);
  return reservedWords.has(camel) ? `${camel}_` : camel;
}

/** `TaskRequest` → `task-request`. Lower case, so that no two differ by case only on a case-insensitive disk. */
export function toKebabCase(text: string): string {
  const joined = words(text)
    .flatMap((word) =>
      word
        .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
        .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
        .split(' '),
    )
    .join('-')
    .toLowerCase();
  const name = joined === '' ? 'unnamed' : joined.slice(0, 120);
  return windowsDevices.test(name) ? `${name}-` : name;
}

/** `worker-state` → `WORKER_STATE`. */
export function toUpperSnakeCase(text: string): string {
  return toKebabCase(text).replaceAll('-', '_').toUpperCase();
}

/** The first of `name`, `name2`, `name3`, … that is not taken, whatever its case; it is then taken. */
export function uniqueName(name: string, taken: Set<string>): string {
  for (let n = 1; ; n += 1) {
    const candidate = n === 1 ? name : `${name}${/\p{N}$/u.test(name) ? '_' : ''}${n}`;
    if (taken.has(candidate.toLowerCase())) continue;
    taken.add(candidate.toLowerCase());
    return candidate;
  }
}

function words(text: string): readonly string[] {
  return text
    .normalize('NFC')
    .split(/[^\p{ID_Continue}$]+|_+/u)
    .filter((word) => word !== '');
}

function capitalised(word: string): string {
  const [first = ''] = word;
  return first.toUpperCase() + word.slice(first.length);
}

const windowsDevices = /^(con|prn|aux|nul|com\d|lpt\d)$/;

const reservedWords = new Set(
  `abstract any arguments as async await boolean break case catch class const continue debugger declare default delete do else enum eval export extends false
  finally for function if implements import in infer instanceof interface is keyof let never new null number object of package private protected public
  readonly return set static string super switch symbol this throw true try type typeof undefined unique unknown var void while with yield`.split(/\s+/),
);
