import type { Model, OperatorSwitch, SwitchPosition } from './ports.ts';

/** Why nothing is done while everything is stopped, for completions, events and models' callers. */
export function stoppedMessage({ by, reason }: SwitchPosition): string {
  return `"${by ?? 'an operator'}" has stopped all work${reason === undefined ? '' : `: ${reason}`}`;
}

/** The model, as long as work is not stopped: this reaches agents that are running already. */
export function stoppable(model: Model, operator: OperatorSwitch): Model {
  return {
    async ask(request) {
      const position = await operator.position();
      return position.state === 'stopped' ? { kind: 'invalid', message: stoppedMessage(position) } : model.ask(request);
    },
  };
}
