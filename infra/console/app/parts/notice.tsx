import type { ComponentChildren } from 'preact';
import type { Loaded } from '../loaded.ts';

export function Failure({ message }: { readonly message: string }) {
  return (
    <p class="failure" role="alert">
      {message}
    </p>
  );
}

/** What was loaded, or that it is being loaded, or why it cannot be. */
export function Await<Data>({ of: loaded, children }: { readonly of: Loaded<Data>; readonly children: (data: Data) => ComponentChildren }) {
  if (loaded.state === 'loading') return <Loading />;
  if (loaded.state === 'failed') return <Failure message={loaded.message} />;
  return <>{children(loaded.data)}</>;
}

/** Grey lines in the shape of text; they appear only when loading takes long enough to be noticed. */
export function Loading() {
  return (
    <div class="loading" role="status" aria-label="Loading">
      <i />
      <i />
      <i />
    </div>
  );
}
