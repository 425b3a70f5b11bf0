/** Endpoints in a process of their own, for tests that kill it. Arguments: state directory. Prints the endpoint. */
import { startEndpoints } from '../../infra/local/endpoints.ts';

const [stateDir] = process.argv.slice(2);
if (stateDir === undefined) throw new Error('usage: endpoints-process.ts <state directory>');
const endpoints = await startEndpoints({ stateDir });
process.stdout.write(`${endpoints.endpoint}\n`);
