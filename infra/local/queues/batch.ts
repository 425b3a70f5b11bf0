/** Batch requests: entries succeed and fail one by one. */
import { AwsError } from '../http/aws-error.ts';
import type { Fields } from '../http/fields.ts';

export interface BatchFailure {
  readonly Id: string;
  readonly SenderFault: boolean;
  readonly Code: string;
  readonly Message: string;
}

export interface BatchResult {
  readonly Successful: readonly object[];
  readonly Failed: readonly BatchFailure[];
}

/** Reads the entries; throws what SQS throws for a batch that is empty, too long, or names its entries badly. */
export function readEntries(input: Fields): readonly Fields[] {
  const entries = input.objects('Entries');
  if (entries.length === 0) throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (entries.length > 10) throw new AwsError('TooManyEntriesInBatchRequest', `Maximum number of entries per request are 10. You have sent ${entries.length}.`);
  const ids = entries.map((entry) => entry.string('Id'));
  const odd = ids.find((id) => !/^[A-Za-z0-9_-]{1,80}$/.test(id));
  if (odd !== undefined)
    throw new AwsError(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    );
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new AwsError('BatchEntryIdsNotDistinct', `Id ${twice} repeated.`);
  return entries;
}

/** Runs `each` for every entry; what it throws as an AwsError becomes that entry's failure. */
export function runBatch(entries: readonly Fields[], each: (entry: Fields) => object): BatchResult {
  const successful: object[] = [];
  const failed: BatchFailure[] = [];
  for (const entry of entries) {
    const Id = entry.string('Id');
    try {
      successful.push({ Id, ...each(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      failed.push({ Id, SenderFault: error.status < 500, Code: error.code, Message: error.message });
    }
  }
  return { Successful: successful, Failed: failed };
}
