/**
 * The `data` of each event of a stream of server-sent events (WHATWG HTML, Server-sent events): any line end, comments and other fields left out.
 * A field `error`, which older servers of llama.cpp have instead, comes as the data `{"error": …}`.
 */
export async function* eventData(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  let data: string[] = [];
  const lines = function* (text: string, last: boolean): Generator<string> {
    rest += text;
    // A carriage return at the very end may be half of a line end.
    for (let match = END.exec(rest); match !== null && (last || match.index + match[0].length < rest.length || match[0] !== '\r'); match = END.exec(rest)) {
      yield rest.slice(0, match.index);
      rest = rest.slice(match.index + match[0].length);
    }
    if (last && rest !== '') yield rest;
  };
  const read = function* (text: string, last: boolean): Generator<string> {
    for (const line of lines(text, last)) {
      if (line === '' && data.length > 0) {
        yield data.join('\n');
        data = [];
      } else if (line.startsWith('data:')) data.push(line.slice(line.startsWith('data: ') ? 6 : 5));
      else if (line.startsWith('error:')) data.push(`{"error":${line.slice(6)}}`);
    }
    // Some servers leave out the empty line after the last event.
    if (last && data.length > 0) yield data.join('\n');
  };
  for await (const part of body) yield* read(decoder.decode(part, { stream: true }), false);
  yield* read(decoder.decode(), true);
}

const END = /\r\n|\n|\r/u;
