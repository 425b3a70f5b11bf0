import { useEffect, useState } from 'preact/hooks';
import { CallFailed, read } from './session.ts';
import { generation } from './stream.ts';

export type Loaded<Data> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly message: string; readonly status: number }
  | { readonly state: 'here'; readonly data: Data };

/**
 * What is at `path`, read again when `version` changes or everything has to be. What is here stays shown while it is read
 * again. `undefined` reads nothing.
 */
export function useLoaded<Data>(path: string | undefined, version: unknown = 0): Loaded<Data> {
  const [held, hold] = useState<{ readonly path: string | undefined; readonly loaded: Loaded<Data> }>({ path, loaded: { state: 'loading' } });
  const round = generation.value;
  useEffect(() => {
    if (path === undefined || round === 0) return undefined;
    const leaving = new AbortController();
    read<Data>(path, leaving.signal).then(
      (data) => hold({ path, loaded: { state: 'here', data } }),
      (cause: unknown) => {
        if (leaving.signal.aborted) return;
        const [message, status] = [cause instanceof Error ? cause.message : String(cause), cause instanceof CallFailed ? cause.status : 0];
        hold((before) => (before.path === path && before.loaded.state === 'here' ? before : { path, loaded: { state: 'failed', message, status } }));
      },
    );
    return () => leaving.abort();
  }, [path, version, round]);
  return held.path === path ? held.loaded : { state: 'loading' };
}
