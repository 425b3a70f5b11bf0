/**
 * Tasks as strangers put them, one wording each; the outcomes were written down before the first run. A task that is
 * beyond a model of rules may be refused, but never answered wrongly.
 */
import type { EvalTask } from './tasks.ts';
import { beyondTasks } from './unseen/beyond.ts';
import { combinedTasks } from './unseen/combined.ts';
import { documentsTasks } from './unseen/documents.ts';
import { fifthRoundTasks } from './unseen/fifth-round.ts';
import { fourthRoundTasks } from './unseen/fourth-round.ts';
import { numbersTasks } from './unseen/numbers.ts';
import { secondRoundTasks } from './unseen/second-round.ts';
import { sixthRoundTasks } from './unseen/sixth-round.ts';
import { tablesTasks } from './unseen/tables.ts';
import { thirdRoundTasks } from './unseen/third-round.ts';

/** All of them; every one must end as its outcome says. */
export const unseenTasks: readonly EvalTask[] = [
  ...numbersTasks,
  ...tablesTasks,
  ...documentsTasks,
  ...combinedTasks,
  ...beyondTasks,
  ...secondRoundTasks,
  ...thirdRoundTasks,
  ...fourthRoundTasks,
  ...fifthRoundTasks,
  ...sixthRoundTasks,
];
