/** Faults of the services at random: refused before the effect, throttled, or done and the answer lost. */
import type { FaultPoint, Faults, ServiceName } from '../../infra/local/faults.ts';
import { AwsError } from '../../infra/local/http/aws-error.ts';
import { createRandom } from '../simulation/tape.ts';

export type FaultKind = 'refused' | 'throttled' | 'answerLost';

export interface FaultyServices {
  readonly faults: Faults;
  /** Faults are drawn only while it is armed. */
  arm(armed: boolean): void;
}

/** What a client repeats, in the words of each service. */
const throttles: Readonly<Record<ServiceName, readonly [code: string, status: number]>> = {
  dynamodb: ['ProvisionedThroughputExceededException', 400],
  sqs: ['RequestThrottled', 403],
  s3: ['SlowDown', 503],
  events: ['ThrottlingException', 400],
  bedrock: ['ThrottlingException', 429],
  lambda: ['TooManyRequestsException', 429],
};

/** `share` of all requests fails, a third in each way. `hear` is told of every request and of what befell it. */
export function createFaultyServices(seed: number, share: number, hear: (point: FaultPoint, fault: FaultKind | undefined) => void): FaultyServices {
  const random = createRandom(seed);
  let isArmed = false;
  const draw = (): FaultKind | undefined => {
    const drawn = random();
    if (!isArmed || drawn >= share) return undefined;
    return drawn < share / 3 ? 'refused' : drawn < (2 * share) / 3 ? 'throttled' : 'answerLost';
  };
  return {
    arm: (armed) => {
      isArmed = armed;
    },
    faults: (point) => {
      const fault = draw();
      hear(point, fault);
      if (fault === 'answerLost') return 'drop';
      if (fault === 'refused') throw new AwsError('InternalServerError', 'The service failed before it did anything (a fault of the soak).', 500);
      if (fault === undefined) return undefined;
      const [code, status] = throttles[point.service];
      throw new AwsError(code, 'Slow down (a fault of the soak).', status);
    },
  };
}
