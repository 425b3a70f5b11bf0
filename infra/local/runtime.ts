/** The embedded runtime: endpoints, everything the contracts describe on them, and the functions, in this process. */
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Contracts } from '../../codegen/runtime/contracts.ts';
import { startEndpoints, type Endpoints, type EndpointsOptions } from './endpoints.ts';
import { missingCredentials, sharedEnvironment } from './environment.ts';
import { startExpiry } from './expiry.ts';
import { startFunctions, type Functions } from './functions.ts';
import { provision } from './provision.ts';

export interface RuntimeOptions extends EndpointsOptions {
  readonly contracts: Contracts;
  /** Default `dev`. */
  readonly environment?: string;
  /** Directory that entry paths start from. Default: the project's root. */
  readonly root?: string;
  /** Model id by role (`supervisor`, `agent`, `fabricator`); a role that is not here gets `local.<role>`. */
  readonly models?: Readonly<Record<string, string>>;
  /** Instead of the schedules' own figures. */
  readonly scheduleSeconds?: number;
  /** Runs when the resources are there and no function runs yet. */
  readonly beforeFunctions?: () => Promise<void>;
  /** False starts endpoints and resources without functions. Default true. */
  readonly functions?: boolean;
}

export interface Runtime {
  readonly endpoint: string;
  readonly stateDir: string;
  readonly endpoints: Endpoints;
  /** What was added to this process's environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs a function by its name in the contracts. */
  invoke(name: string, event: unknown): Promise<unknown>;
  /** Ends functions, then endpoints. What was accepted goes on at the next start. */
  stop(): Promise<void>;
}

/** Starts it all and sets `process.env`; rejects with StateDirectoryInUse when another runtime has the directory. */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { contracts, environment = 'dev', root = projectRoot() } = options;
  const endpoints = await startEndpoints(options);
  let functions: Functions | undefined;
  let stopExpiry: (() => void) | undefined;
  const stop = async (): Promise<void> => {
    stopExpiry?.();
    endpoints.setInvoker(undefined);
    await functions?.stop();
    await endpoints.stop();
  };
  try {
    const { endpoint } = endpoints;
    const scheme = { contracts, environment, endpoint, ...(options.models === undefined ? {} : { models: options.models }) };
    const env = { ...missingCredentials(), ...endpoints.env, ...sharedEnvironment(scheme) };
    Object.assign(process.env, env);
    await provision(contracts, environment, endpoint);
    await options.beforeFunctions?.();
    if (options.functions !== false) {
      functions = await startFunctions({
        contracts,
        environment,
        endpoint,
        load: (entry) => import(pathToFileURL(path.resolve(root, entry)).href),
        ...(options.scheduleSeconds === undefined ? {} : { scheduleSeconds: options.scheduleSeconds }),
        ...(options.report === undefined ? {} : { report: options.report }),
      });
      endpoints.setInvoker(functions.invokeJson);
    }
    stopExpiry = startExpiry(contracts, environment, endpoint, options.report);
    const running = functions;
    return {
      endpoint,
      stateDir: endpoints.stateDir,
      endpoints,
      env,
      invoke: async (name, event) => {
        if (running === undefined) throw new Error(`the function "${name}" cannot run: this runtime was started without functions`);
        return running.invoke(name, event);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Two directories up from this file. */
function projectRoot(): string {
  return path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
}
