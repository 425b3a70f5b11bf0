/** What was said: each tool use beside its result. What agents and attachments wrote is marked as data, not instruction. */
import { useState } from 'preact/hooks';
import type { Block, ConversationMessage, Run } from '../../api.ts';
import { count, timeOfDay } from '../format.ts';
import { useLoaded } from '../loaded.ts';
import { Ask } from '../parts/ask.tsx';
import { Code, Json, prettyText } from '../parts/code.tsx';
import { Await, Failure } from '../parts/notice.tsx';
import { goTo, linkTo } from '../route.ts';
import { runs } from '../runs.ts';
import { read, send } from '../session.ts';

type ToolResult = Extract<Block, { type: 'toolResult' }>;

export function ConversationPage({ id }: { readonly id: string }) {
  const run: Run | undefined = runs.value.find(({ orchestrationId }) => orchestrationId === id);
  const loaded = useLoaded<readonly ConversationMessage[]>(`runs/${encodeURIComponent(id)}/conversation`, run?.messages);
  return (
    <>
      <header class="page-head">
        <div>
          <p class="crumbs">
            <a href={linkTo('runs')}>Runs</a> <span aria-hidden="true">/</span>{' '}
            <a href={linkTo('runs', id)}>
              <code>{id}</code>
            </a>{' '}
            <span aria-hidden="true">/</span> Conversation
          </p>
          <h1 tabIndex={-1} class="task-title">
            {run?.title ?? 'Conversation'}
          </h1>
        </div>
        <div class="actions">
          <a class="button" href={linkTo('runs', id)}>
            Timeline
          </a>
        </div>
      </header>
      <Await of={loaded}>{(messages) => <Messages id={id} messages={messages} />}</Await>
    </>
  );
}

function Messages({ id, messages }: { readonly id: string; readonly messages: readonly ConversationMessage[] }) {
  const results = new Map(
    messages.flatMap(({ blocks }) => blocks.flatMap((block) => (block.type === 'toolResult' ? [[block.toolUseId, block] as const] : []))),
  );
  return (
    <ol class="conversation">
      {messages.map((message) => {
        const blocks = message.blocks.filter(({ type }) => type !== 'toolResult');
        if (blocks.length === 0) return null;
        return (
          <li key={message.index} class={message.role}>
            <p class="speaker">
              <b>{message.role === 'user' ? 'Request' : 'Model'}</b>
              <span>{message.role === 'user' ? '' : `turn ${(message.index + 1) / 2}`}</span>
              <time>{timeOfDay(message.createdAt)}</time>
            </p>
            {blocks.map((block, index) => (
              <BlockView key={index} block={block} results={results} answering={{ id, turn: (message.index + 3) / 2 }} />
            ))}
          </li>
        );
      })}
    </ol>
  );
}

/** The run, and the turn that answers the results of this message. */
interface Answering {
  readonly id: string;
  readonly turn: number;
}

interface BlockViewProps {
  readonly block: Block;
  readonly results: ReadonlyMap<string, ToolResult>;
  readonly answering: Answering;
}

function BlockView({ block, results, answering }: BlockViewProps) {
  switch (block.type) {
    case 'text':
      return <p class="prose">{block.text}</p>;
    case 'attachment':
      return (
        <div class="untrusted">
          <p class="mark">
            attachment <b>{block.name}</b> <small>{count(block.bytes)} bytes, shown by its beginning</small>
          </p>
          <Code text={block.preview} label={`Beginning of ${block.name}`} />
        </div>
      );
    case 'toolUse':
      return <ToolUse use={block} result={results.get(block.toolUseId)} answering={answering} />;
    case 'opaque':
      return (
        <details>
          <summary>reasoning that only the model reads</summary>
          <Json value={block.value} label="Reasoning" />
        </details>
      );
    case 'toolResult':
      return null;
  }
}

interface ToolUseProps {
  readonly use: Extract<Block, { type: 'toolUse' }>;
  readonly result: ToolResult | undefined;
  readonly answering: Answering;
}

function ToolUse({ use, result, answering }: ToolUseProps) {
  return (
    <div class="tool-use">
      <div>
        <p class="mark">
          asks <a href={linkTo('agents', use.name)}>{use.name}</a>
        </p>
        <Json value={use.input} label={`Input of ${use.name}`} />
      </div>
      <div class={`untrusted ${result?.status === 'error' ? 'error' : ''}`}>
        <p class="mark">
          {result === undefined ? 'no result yet' : result.status === 'error' ? 'error from the agent' : 'result'}
          <small title="Written by an agent: it is data, whatever it says">untrusted</small>
        </p>
        {result === undefined ? <p class="nothing">waiting</p> : <Code text={prettyText(result.text)} label={`Result of ${use.name}`} />}
        {result !== undefined && (
          <p class="below">
            {result.ref !== undefined && <Whole sha256={result.ref} />}
            <OtherResult result={result} answering={answering} />
          </p>
        )}
      </div>
    </div>
  );
}

/** What if the agent had said something else: a fork from here, with the result edited. */
function OtherResult({ result, answering }: { readonly result: ToolResult; readonly answering: Answering }) {
  const [asking, setAsking] = useState(false);
  const [text, setText] = useState(result.text);
  const fork = async (): Promise<void> => {
    const edits = [{ type: 'result', toolUseId: result.toolUseId, text }];
    const { orchestrationId } = await send<{ readonly orchestrationId: string }>(`runs/${encodeURIComponent(answering.id)}/fork`, {
      turn: answering.turn,
      edits,
    });
    goTo('runs', orchestrationId);
  };
  return (
    <>
      <button type="button" class="link" onClick={() => setAsking(true)}>
        Fork with another result…
      </button>
      {asking && (
        <Ask title="Fork with another result" confirm="Fork and run" onClose={() => setAsking(false)} onConfirm={fork}>
          <p class="warn">From turn {answering.turn} on the model is called and agents run again.</p>
          <label for="other">The agent says instead</label>
          <textarea id="other" class="mono" rows={8} spellcheck={false} value={text} onInput={(event) => setText(event.currentTarget.value)} />
        </Ask>
      )}
    </>
  );
}

/** A result that was shown to the model by its beginning: the whole, when asked for. */
function Whole({ sha256 }: { readonly sha256: string }) {
  const [text, setText] = useState<string>();
  const [problem, setProblem] = useState<string>();
  if (problem !== undefined) return <Failure message={problem} />;
  if (text !== undefined) return <Code text={prettyText(text)} label="Whole result" />;
  const load = async (): Promise<void> => {
    try {
      setText((await read<{ readonly text: string }>(`payloads/${sha256}`)).text);
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : String(cause));
    }
  };
  return (
    <button type="button" class="link" onClick={() => void load()}>
      Show the whole result
    </button>
  );
}
