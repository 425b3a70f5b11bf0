/** The DynamoDB endpoint: dynoxide where it is installed, dynalite with transactions elsewhere. */
import { AwsError } from '../http/aws-error.ts';
import { errorReply, json, operationOf } from '../http/aws-json.ts';
import type { Exchange, Reply, Service } from '../http/exchange.ts';
import { Fields } from '../http/fields.ts';
import { startDynalite } from './dynalite.ts';
import { dynoxideBinary, startDynoxide } from './dynoxide.ts';
import { superviseEngine } from './supervised-engine.ts';
import { TableClient, type Members } from './table-client.ts';
import { Transactions } from './transactions.ts';

export type TableEngineName = 'dynoxide' | 'dynalite';

export interface TableService {
  readonly engine: TableEngineName;
  readonly serve: Service;
  close(): Promise<void>;
}

const contentType = 'application/x-amz-json-1.0';

/** Starts the engine over its files in `directory`; the default is dynoxide when this platform has it. */
export async function openTableService(directory: string, engine: TableEngineName | undefined, onDefect: (error: unknown) => void): Promise<TableService> {
  const binary = dynoxideBinary();
  const chosen = engine ?? (binary === undefined ? 'dynalite' : 'dynoxide');
  if (chosen === 'dynalite') return overDynalite(directory);
  if (binary === undefined)
    throw new Error(`dynoxide is not installed for ${process.platform}-${process.arch}: leave the table engine out, and dynalite is used`);
  const server = await superviseEngine(() => startDynoxide(binary, directory), onDefect);
  const client = new TableClient(server);
  const close = async (): Promise<void> => {
    client.close();
    await server.stop();
  };
  return { engine: chosen, serve: (exchange) => client.forward(exchange), close };
}

async function overDynalite(directory: string): Promise<TableService> {
  const server = await startDynalite(directory);
  const client = new TableClient(server);
  const transactions = new Transactions((operation, input) => client.call(operation, input));
  const serve = async (exchange: Exchange): Promise<Reply> => {
    const run = transactions.operation(operationOf(exchange));
    if (run === undefined) return transactions.together(() => client.forward(exchange));
    try {
      return json(200, await run(Fields.parse(exchange.body).value() satisfies Members), contentType);
    } catch (error) {
      if (error instanceof AwsError) return errorReply(error, contentType);
      throw error;
    }
  };
  const close = async (): Promise<void> => {
    client.close();
    await server.stop();
  };
  return { engine: 'dynalite', serve, close };
}
