import { describe, expect, it } from 'vitest';
import { RememberedConversations } from '../../../handlers/supervisor/remembered.ts';
import { givenWaiting } from '../../core/orchestration/given.ts';

const { head } = givenWaiting();
const message = (characters: number) => ({ orchestrationId: 'o-1', item: 'MSG#00000', role: 'user' as const, createdAt: 0, body: 'x'.repeat(characters) });

describe('conversations that an instance remembers', () => {
  it('are given once', () => {
    const remembered = new RememberedConversations();
    remembered.keep({ head, messages: [message(3)] });
    expect(remembered.take('o-1', 1)).toEqual({ head, messages: [message(3)] });
    expect(remembered.take('o-1', 1)).toBeUndefined();
  });

  it('are forgotten when another turn is asked for: this one has been overtaken', () => {
    const remembered = new RememberedConversations();
    remembered.keep({ head, messages: [] });
    expect(remembered.take('o-1', 2)).toBeUndefined();
    expect(remembered.take('o-1', 1)).toBeUndefined();
  });

  it('are replaced by what is newer', () => {
    const remembered = new RememberedConversations();
    remembered.keep({ head, messages: [] });
    remembered.keep({ head: { ...head, turn: 2 }, messages: [message(1)] });
    expect(remembered.take('o-1', 2)?.messages).toHaveLength(1);
  });

  it('are at most 256, the oldest forgotten first', () => {
    const remembered = new RememberedConversations();
    for (let index = 0; index < 300; index++) remembered.keep({ head: { ...head, orchestrationId: `o-${index}` }, messages: [] });
    expect(remembered.take('o-43', 1)).toBeUndefined();
    expect(remembered.take('o-44', 1)).toBeDefined();
    expect(remembered.take('o-299', 1)).toBeDefined();
  });

  it('hold at most eight million characters together, and none that is larger alone', () => {
    const remembered = new RememberedConversations();
    remembered.keep({ head: { ...head, orchestrationId: 'first' }, messages: [message(5_000_000)] });
    remembered.keep({ head: { ...head, orchestrationId: 'second' }, messages: [message(5_000_000)] });
    remembered.keep({ head: { ...head, orchestrationId: 'huge' }, messages: [message(8_000_001)] });
    expect(remembered.take('first', 1)).toBeUndefined();
    expect(remembered.take('huge', 1)).toBeUndefined();
    expect(remembered.take('second', 1)).toBeDefined();
    remembered.keep({ head: { ...head, orchestrationId: 'third' }, messages: [message(8_000_000)] });
    expect(remembered.take('third', 1)).toBeDefined();
  });
});
