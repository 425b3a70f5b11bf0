import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Failure } from './notice.tsx';

export interface AskProps {
  readonly title: string;
  /** Word on the button that does it. */
  readonly confirm: string;
  readonly danger?: boolean;
  readonly children: ComponentChildren;
  /** Does it; what it throws is shown and the dialog stays. */
  readonly onConfirm: () => Promise<void>;
  readonly onClose: () => void;
}

/** A question before something happens. Escape and "Back" leave things as they are. */
export function Ask({ title, confirm, danger = false, children, onConfirm, onClose }: AskProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  const go = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      await onConfirm();
      onClose();
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : String(cause));
      setBusy(false);
    }
  };
  return (
    <dialog ref={dialog} onClose={onClose} aria-label={title}>
      <form onSubmit={(event) => void go(event)}>
        <h2>{title}</h2>
        {children}
        {problem !== undefined && <Failure message={problem} />}
        <div class="actions">
          <button type="button" onClick={() => dialog.current?.close()}>
            Back
          </button>
          <button type="submit" class={danger ? 'danger' : 'primary'} disabled={busy}>
            {confirm}
          </button>
        </div>
      </form>
    </dialog>
  );
}
