import type { OperatorSwitch, SwitchPosition } from '../../shell/ports.ts';

/** The operator's switch in memory; running until set. */
export class MemoryOperatorSwitch implements OperatorSwitch {
  current: SwitchPosition = { state: 'running' };

  async position(): Promise<SwitchPosition> {
    return this.current;
  }
}
