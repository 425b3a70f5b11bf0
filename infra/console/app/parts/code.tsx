import { useMemo } from 'preact/hooks';

const token =
  /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<key>"(?:[^"\\\n]|\\.)*"(?=\s*:))|(?<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|(?<word>\b(?:async|await|break|case|catch|class|const|continue|default|else|export|extends|false|for|from|function|if|import|in|instanceof|let|new|null|of|return|static|switch|this|throw|true|try|typeof|undefined|while|yield)\b)|(?<figure>\b\d[\w.]*\b)/gu;
/** Characters that are coloured; what is longer is shown plain. */
const LONGEST = 100_000;

/** JavaScript or JSON with numbered lines. Everything becomes text nodes, whatever it contains. */
export function Code({ text, label, numbered = false }: { readonly text: string; readonly label: string; readonly numbered?: boolean }) {
  const parts = useMemo(() => colour(text), [text]);
  return (
    <div class="code" tabIndex={0} role="region" aria-label={label}>
      {numbered && (
        <pre class="numbers" aria-hidden="true">
          {Array.from({ length: text.split('\n').length }, (_, index) => index + 1).join('\n')}
        </pre>
      )}
      <pre>
        <code>{parts}</code>
      </pre>
    </div>
  );
}

/** A value as JSON. */
export function Json({ value, label }: { readonly value: unknown; readonly label: string }) {
  return <Code text={pretty(value)} label={label} />;
}

/** JSON text made readable; other text as it is. */
export function prettyText(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : pretty(value);
  } catch {
    // Not JSON, or cut: shown as it came.
    return text;
  }
}

function pretty(value: unknown): string {
  return JSON.stringify(value, undefined, 2) ?? 'undefined';
}

function colour(text: string) {
  if (text.length > LONGEST) return [text];
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(token)) {
    if (match.index > from) parts.push(text.slice(from, match.index));
    const kind = Object.entries(match.groups ?? {}).find(([, found]) => found !== undefined)?.[0];
    parts.push(<span class={`t-${kind ?? ''}`}>{match[0]}</span>);
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return parts;
}
