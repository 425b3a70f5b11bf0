/**
 * Hostile agents. Each throws "contained" when it is held (so that its run is a failed completion with a clear code),
 * or exceeds a limit; what it would return on success is in `harm`, and the control shows that it does without walls.
 */
export const AGENT_CANARY = 'canary-7f3k2m9q';

export interface HostileAgent {
  readonly name: string;
  readonly source: string;
  /** Code of the failed completion. */
  readonly code: string | RegExp;
  /** What the control does with it: returns something, is still at it when it is killed, or is not tried (harm to the machine). */
  readonly control: 'hangs' | 'harms' | 'untried';
  readonly capabilities?: readonly string[];
  /** For one that waits until its time is nearly up. */
  readonly timeoutMs?: number;
}

/** Runs the attempt; whatever it yields is the harm. */
const attempt = (body: string): string => `export async function handler(input, ctx) {
  let loot;
  try { loot = await (async () => { ${body} })(); } catch (error) { throw new Error('contained: ' + error); }
  if (loot === undefined || loot === null) throw new Error('contained: nothing there');
  return loot;
}`;

const reach = 'const root = (() => {}).constructor("return this")();';
const threw = 'AGENT_THREW';

export const hostileAgents: readonly HostileAgent[] = [
  // ---- credentials and the machine
  { name: 'reads credentials from the environment', source: attempt('return process.env.AWS_SECRET_ACCESS_KEY;'), code: threw, control: 'harms' },
  {
    name: 'reads the environment through a constructor',
    source: attempt(`${reach} return root.process.env.AWS_SECRET_ACCESS_KEY;`),
    code: threw,
    control: 'harms',
  },
  {
    name: 'reads /proc/self/environ',
    source: attempt("return (await import('node:fs')).readFileSync('/proc/self/environ', 'utf8');"),
    code: threw,
    control: 'harms',
  },
  {
    name: "reads the parent's /proc entry",
    source: attempt("const fs = await import('node:fs'); return fs.readFileSync('/proc/' + process.ppid + '/cmdline', 'utf8');"),
    code: threw,
    control: 'harms',
  },
  { name: 'finds the Lambda runtime API', source: attempt('return process.env.AWS_LAMBDA_RUNTIME_API;'), code: threw, control: 'harms' },
  {
    name: 'asks the metadata address',
    source: attempt(
      "return typeof fetch === 'function' && typeof (await fetch('http://169.254.169.254/latest/meta-data/', { signal: AbortSignal.timeout(50) }).catch((error) => error)) === 'object' ? 'sent' : null;",
    ),
    code: threw,
    control: 'harms',
  },
  { name: 'resolves a name', source: attempt("return typeof (await import('node:dns')).lookup;"), code: threw, control: 'harms' },
  {
    name: 'opens a socket',
    source: attempt("const net = await import('node:net'); const s = net.connect(9, '127.0.0.1'); s.on('error', () => {}); return typeof s;"),
    code: threw,
    control: 'harms',
  },
  { name: 'uses XMLHttpRequest or WebSocket', source: attempt("return typeof WebSocket === 'function' ? 'there' : null;"), code: threw, control: 'harms' },
  { name: 'reads a file', source: attempt("return (await import('fs')).readFileSync('/etc/hostname', 'utf8');"), code: threw, control: 'harms' },
  {
    name: 'writes a file',
    source: attempt(
      "const fs = await import('node:fs'); fs.writeFileSync('/tmp/arbiter-hostile-probe', 'x'); fs.unlinkSync('/tmp/arbiter-hostile-probe'); return 'written';",
    ),
    code: threw,
    control: 'harms',
  },
  { name: 'starts a process', source: attempt("return (await import('node:child_process')).execSync('echo harm').toString();"), code: threw, control: 'harms' },
  {
    name: 'starts a worker thread',
    source: attempt("const { Worker } = await import('node:worker_threads'); const w = new Worker('0', { eval: true }); return typeof w;"),
    code: threw,
    control: 'harms',
  },
  { name: 'binds an internal module', source: attempt("return typeof process.binding('fs');"), code: threw, control: 'harms' },
  { name: 'loads an addon', source: attempt('return typeof process.dlopen;'), code: threw, control: 'harms' },
  { name: 'opens the inspector', source: attempt("return typeof (await import('node:inspector')).open;"), code: threw, control: 'harms' },
  { name: 'signals another process', source: attempt('return process.kill(process.pid, 0);'), code: threw, control: 'harms' },
  { name: 'ends the process', source: attempt('process.exit(0);'), code: threw, control: 'hangs' },

  // ---- import tricks and escapes
  {
    name: 'imports statically',
    source: "import { readFileSync } from 'node:fs'; export const handler = () => readFileSync('/etc/hostname', 'utf8');",
    code: threw,
    control: 'harms',
  },
  {
    name: 'imports a data: URL',
    source: attempt("return (await import('data:text/javascript,export default process.pid')).default;"),
    code: threw,
    control: 'harms',
  },
  {
    name: 'uses require from module',
    source: attempt("return (await import('node:module')).createRequire('file:///')('fs').readFileSync('/etc/hostname', 'utf8');"),
    code: threw,
    control: 'harms',
  },
  { name: 'asks import.meta for its place', source: attempt("return import.meta.resolve('node:fs');"), code: threw, control: 'untried' },
  { name: 'makes code from text and looks for the host', source: attempt("return new Function('return process.pid')();"), code: threw, control: 'harms' },
  { name: 'uses indirect eval', source: attempt("return (0, eval)('process.pid');"), code: threw, control: 'harms' },
  {
    name: 'reaches through the constructor of an async generator',
    source: attempt("const make = (async function* () {}).constructor; for await (const pid of make('yield process.pid')()) return pid;"),
    code: threw,
    control: 'harms',
  },
  {
    name: 'reaches through the constructor of ctx.log',
    source: attempt("return ctx.log.constructor.constructor('return process.pid')();"),
    code: threw,
    control: 'harms',
  },
  {
    name: 'reaches through the stack of a host error',
    source: attempt(
      "Error.prepareStackTrace = (e, sites) => sites; const sites = new Error('x').stack; return sites[0].getFunction ? sites[0].getThis()?.process ?? 'sites' : null;",
    ),
    code: threw,
    control: 'harms',
  },
  { name: 'reaches through WebAssembly', source: attempt('return typeof WebAssembly.Memory;'), code: threw, control: 'harms' },
  {
    name: 'forges frames through the port of the guest',
    source: attempt(
      'const names = Object.getOwnPropertyNames(globalThis).filter((name) => /port|call|send|deliver|returned|__/i.test(name)); return names.length > 0 ? names : null;',
    ),
    code: threw,
    control: 'untried',
  },

  // ---- forged capability calls
  { name: 'calls a capability that is not granted', source: attempt("return await ctx.model.ask('hello');"), code: threw, control: 'untried' },
  {
    name: 'calls a tool that is not granted',
    source: attempt("return await ctx.tools.call('other', {});"),
    code: threw,
    control: 'untried',
    capabilities: ['tool:mine'],
  },
  {
    name: 'asks for a host that is not granted',
    source: attempt("return await ctx.http.fetch({ url: 'https://evil.example/' });"),
    code: threw,
    control: 'untried',
    capabilities: ['http:api.example.com'],
  },
  {
    name: 'asks for http instead of https, and for a port',
    source: attempt("return await ctx.http.fetch({ url: 'http://api.example.com/' }).catch(() => ctx.http.fetch({ url: 'https://api.example.com:22/' }));"),
    code: threw,
    control: 'untried',
    capabilities: ['http:api.example.com'],
  },
  {
    name: 'asks for a name that leads to a private address',
    source: attempt("return await ctx.http.fetch({ url: 'https://localhost/' });"),
    code: threw,
    control: 'untried',
    capabilities: ['http:localhost'],
  },
  {
    name: 'floods the broker',
    source: 'export async function handler(input, ctx) { for (;;) await ctx.http.fetch({ url: "x" }).catch(() => 0); }',
    code: 'AGENT_CALL_FLOOD',
    control: 'untried',
    capabilities: ['http:api.example.com'],
  },
  {
    name: 'floods the broker without waiting',
    source:
      'export async function handler(input, ctx) { const all = []; for (let i = 0; i < 100000; i++) all.push(ctx.http.fetch({ url: "x" })); await Promise.all(all); }',
    code: 'AGENT_CALL_FLOOD',
    control: 'untried',
    capabilities: ['http:api.example.com'],
  },
  {
    name: 'sends a call of many megabytes',
    source: "export async function handler(input, ctx) { await ctx.http.fetch({ url: 'x'.repeat(8_000_000) }); }",
    code: 'AGENT_VIOLATION',
    control: 'untried',
    capabilities: ['http:api.example.com'],
  },

  // ---- prototype pollution, getters, thenables
  {
    name: 'pollutes prototypes and then works on',
    source:
      "Object.prototype.polluted = 'yes'; Array.prototype.map = null; JSON.parse = () => ({ ok: true }); export async function handler() { Promise.prototype.then = null; throw new Error('contained: only itself'); }",
    code: threw,
    control: 'untried',
  },
  {
    name: 'pollutes Object.prototype',
    source: "export const handler = () => { Object.prototype.polluted = 'yes'; throw new Error('contained: only itself'); };",
    code: threw,
    control: 'untried',
  },
  { name: 'returns getters that never end', source: 'export const handler = () => ({ get value() { for (;;); } });', code: 'AGENT_CPU', control: 'hangs' },
  { name: 'returns a toJSON that never ends', source: 'export const handler = () => ({ toJSON() { for (;;); } });', code: 'AGENT_CPU', control: 'hangs' },
  {
    name: 'returns a proxy that throws',
    source: "export const handler = () => new Proxy({}, { ownKeys() { throw new Error('no'); } });",
    code: 'AGENT_RESULT_NOT_JSON',
    control: 'untried',
  },
  { name: 'returns a thenable that never settles', source: 'export const handler = () => ({ then() {} });', code: 'AGENT_STALLED', control: 'hangs' },
  {
    name: 'throws something whose message is a trap',
    source: 'export const handler = () => { throw { get message() { for (;;); }, toString() { for (;;); }, toJSON() { for (;;); } }; };',
    code: /AGENT_(CPU|THREW)/,
    control: 'untried',
  },

  // ---- time
  { name: 'loops for ever', source: 'export const handler = () => { for (;;); };', code: 'AGENT_CPU', control: 'hangs' },
  { name: 'loops for ever while loading', source: 'for (;;); export const handler = () => 1;', code: 'AGENT_CPU', control: 'hangs' },
  {
    name: 'loops in microtasks',
    source: 'export const handler = async () => { const again = () => Promise.resolve().then(again); await again(); };',
    code: /AGENT_(CPU|MEMORY)/,
    control: 'hangs',
  },
  {
    name: 'catches the interruption and loops on',
    source: 'export const handler = () => { for (;;) { try { for (;;); } catch {} finally { continue; } } };',
    code: 'AGENT_CPU',
    control: 'hangs',
  },
  {
    name: 'backtracks in a regular expression',
    source: "export const handler = () => /^(a+)+$/.test('a'.repeat(40) + 'b');",
    code: /AGENT_(CPU|TIMEOUT)/,
    control: 'hangs',
  },
  {
    name: 'sorts with a comparator that never ends',
    source: 'export const handler = () => [3, 1, 2].sort(() => { for (;;); });',
    code: 'AGENT_CPU',
    control: 'hangs',
  },
  {
    name: 'keeps a built-in busy',
    source: "export const handler = () => { const a = 'a'.repeat(4_000_000); for (;;) a.lastIndexOf('b' + a.slice(0, 3_000_000)); };",
    code: /AGENT_(CPU|TIMEOUT|MEMORY)/,
    control: 'hangs',
  },
  {
    name: 'computes a huge power',
    source: 'export const handler = () => String(3n ** 30_000_000n).length;',
    code: /AGENT_(CPU|TIMEOUT|MEMORY|THREW)/,
    control: 'untried',
  },
  { name: 'waits for nothing', source: 'export const handler = () => new Promise(() => {});', code: 'AGENT_STALLED', control: 'hangs' },

  // ---- memory
  {
    name: 'fills memory with objects',
    source: 'export const handler = () => { const all = []; for (;;) all.push({ n: all.length }); };',
    code: /AGENT_(MEMORY|CPU)/,
    control: 'untried',
  },
  {
    name: 'fills memory with strings',
    source: "export const handler = () => { let text = 'x'; for (;;) text += text; };",
    code: /AGENT_(MEMORY|THREW|CPU)/,
    control: 'untried',
  },
  {
    name: 'fills memory with array buffers',
    source: 'export const handler = () => { const all = []; for (;;) all.push(new Uint8Array(16 << 20).fill(1)); };',
    code: /AGENT_(MEMORY|THREW)/,
    control: 'untried',
  },
  {
    name: 'asks for one huge array buffer',
    source: 'export const handler = () => new Uint8Array(3_000_000_000).length;',
    code: /AGENT_(MEMORY|THREW)/,
    control: 'untried',
  },
  {
    name: 'catches out of memory and goes on',
    source: 'export const handler = () => { const all = []; for (;;) { try { all.push(new Array(1000).fill({})); } catch {} } };',
    code: /AGENT_(MEMORY|CPU)/,
    control: 'untried',
  },
  {
    name: 'recurses without an end',
    source: 'export const handler = () => { const down = () => down() + 1; return down(); };',
    code: threw,
    control: 'untried',
  },
  {
    name: 'recurses through JSON',
    source: "export const handler = () => JSON.parse('['.repeat(500_000));",
    code: /AGENT_(THREW|MEMORY|CRASHED)/,
    control: 'untried',
  },
  {
    name: 'recurses through a regular expression',
    source: "export const handler = () => { new RegExp('('.repeat(200_000) + ')'.repeat(200_000)); return 1; };",
    code: /AGENT_(THREW|MEMORY|CRASHED)/,
    control: 'untried',
  },
  {
    name: 'nests getters and proxies',
    source: 'export const handler = () => { let p = {}; for (let i = 0; i < 200_000; i++) p = new Proxy(p, {}); return p.x; };',
    code: /AGENT_(THREW|MEMORY|CRASHED|CPU)/,
    control: 'untried',
  },
  {
    name: 'parses a program that is nested too deeply',
    source: `export const handler = () => ${'('.repeat(100_000)}1${')'.repeat(100_000)};`,
    code: /AGENT_(SYNTAX|THREW|MEMORY|CRASHED)/,
    control: 'untried',
  },

  // ---- output
  { name: 'floods the log', source: "export const handler = () => { for (;;) console.log('x'); };", code: 'AGENT_LOG_FLOOD', control: 'hangs' },
  {
    name: 'logs enormous lines',
    source: "export const handler = () => { const line = 'x'.repeat(5_000_000); for (;;) console.error(line); };",
    code: /AGENT_(LOG_FLOOD|CPU|MEMORY|TIMEOUT)/,
    control: 'untried',
  },
  {
    name: 'returns a giant result',
    source: "export const handler = () => 'x'.repeat(30_000_000);",
    code: /AGENT_(RESULT_TOO_LARGE|MEMORY)/,
    control: 'untried',
  },
  {
    name: 'returns a result that explodes as JSON',
    source: "export const handler = () => { let row = ['x'.repeat(1000)]; for (let i = 0; i < 18; i++) row = [row, row]; return row; };",
    code: /AGENT_(RESULT_TOO_LARGE|MEMORY|CPU|RESULT_NOT_JSON)/,
    control: 'untried',
  },
  {
    name: 'goes on after it returned',
    source:
      "export const handler = async (input, ctx) => { Promise.resolve().then(async () => { for (;;) await null; }); throw new Error('contained: over'); };",
    code: threw,
    control: 'untried',
  },

  // ---- waiting and memory by the newer built-ins
  {
    name: 'waits on shared memory',
    source: 'export const handler = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);',
    code: threw,
    control: 'hangs',
  },
  {
    name: 'grows an array buffer afterwards',
    source:
      'export const handler = () => { const grown = new ArrayBuffer(8, { maxByteLength: 2 ** 31 - 1 }); grown.resize(2 ** 30); return grown.byteLength; };',
    code: /AGENT_(MEMORY|THREW)/,
    control: 'harms',
  },
  {
    name: 'shares a huge array buffer',
    source: 'export const handler = () => new SharedArrayBuffer(2 ** 31 - 1).byteLength;',
    code: /AGENT_(MEMORY|THREW)/,
    control: 'harms',
  },
  {
    name: 'fills memory with weak references and finalizers',
    source:
      'export const handler = () => { const all = []; const finalizers = new FinalizationRegistry(() => { for (;;); }); for (;;) { finalizers.register({}, 0); all.push(new WeakRef({})); } };',
    code: /AGENT_(CPU|MEMORY)/,
    control: 'hangs',
  },
  {
    // Nothing is left for an error: the engine throws null.
    name: 'fills memory to the brim',
    source:
      'export const handler = () => { const kept = (globalThis.kept = []); let size = 1 << 20; while (size > 0) { try { kept.push(new ArrayBuffer(size)); } catch { size >>= 1; } } let list = null; for (;;) { list = [list]; globalThis.list = list; } };',
    code: /AGENT_(MEMORY|CPU)/,
    control: 'untried',
  },
  {
    name: 'fills memory with keys of a map',
    source: "export const handler = () => { const map = new Map(); for (;;) map.set({}, 'x'.repeat(100)); };",
    code: /AGENT_(MEMORY|CPU)/,
    control: 'untried',
  },
  {
    name: 'doubles its microtasks',
    source: 'export const handler = async () => { const split = async () => { split(); split(); await null; }; await split(); };',
    code: /AGENT_(CPU|MEMORY|THREW)/,
    control: 'untried',
  },
  {
    name: 'leaves thousands of calls open when it returns',
    source:
      "export const handler = (input, ctx) => { for (let i = 0; i < 5_000; i++) ctx.http.fetch({ url: 'https://api.example.com/' }).catch(() => {}); return 'gone'; };",
    code: 'AGENT_CALL_FLOOD',
    control: 'untried',
    capabilities: ['http:api.example.com'],
  },

  // ---- built-ins that are not interrupted
  {
    name: 'sorts an array of four billion holes',
    source: 'export const handler = () => { const all = []; all.length = 2 ** 32 - 1; all.sort(); return all.length; };',
    code: /AGENT_(CPU|TIMEOUT|MEMORY|THREW)/,
    control: 'untried',
  },
  {
    name: 'returns an array of four billion holes',
    source: 'export const handler = () => { const all = []; all[2 ** 32 - 2] = 1; return all; };',
    code: /AGENT_(CPU|TIMEOUT|MEMORY)/,
    control: 'untried',
  },
  {
    name: 'blows a text up by normalization',
    source: "export const handler = () => { for (;;) '\\ufdfa'.repeat(300_000).normalize('NFKD'); };",
    code: /AGENT_(CPU|TIMEOUT|MEMORY|THREW)/,
    control: 'hangs',
  },
  {
    name: 'parses dates for ever',
    source: "export const handler = () => { for (;;) Date.parse('x'.repeat(100_000)); };",
    code: /AGENT_(CPU|TIMEOUT)/,
    control: 'hangs',
  },
  {
    name: 'replaces with a text that explodes',
    source: "export const handler = () => 'a'.repeat(100_000).replaceAll('', 'b'.repeat(10_000)).length;",
    code: /AGENT_(CPU|TIMEOUT|MEMORY|THREW)/,
    control: 'untried',
  },
  {
    name: 'never returns from the callback of replaceAll',
    source: "export const handler = () => 'a'.repeat(50).replaceAll(/(a*)*/g, () => { for (;;); });",
    code: 'AGENT_CPU',
    control: 'hangs',
  },
  {
    name: 'backtracks in alternatives that are the same',
    source: "export const handler = () => /^(?:a|a)*$/.test('a'.repeat(60) + 'c');",
    code: /AGENT_(CPU|TIMEOUT|THREW)/,
    control: 'hangs',
  },
  {
    name: 'makes code for ever',
    source: "export const handler = () => { for (let i = 0; ; i++) (0, eval)('var x' + i + ' = 1'); };",
    code: /AGENT_(CPU|MEMORY)/,
    control: 'hangs',
  },
  { name: 'loops in a static block', source: 'class A { static { for (;;); } } export const handler = () => 1;', code: 'AGENT_CPU', control: 'hangs' },
  {
    name: 'spreads an iterator without an end',
    source: 'export const handler = () => { for (const x of { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: 1 }) }) }); };',
    code: 'AGENT_CPU',
    control: 'hangs',
  },
  {
    name: 'waits for an iterator that never answers',
    source: 'export const handler = async () => { for await (const x of { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) }); };',
    code: 'AGENT_STALLED',
    control: 'hangs',
  },
  { name: 'waits for ever while loading', source: 'await new Promise(() => {}); export const handler = () => 1;', code: 'AGENT_STALLED', control: 'hangs' },
  {
    name: 'loops when it is told that time is up',
    source: "export const handler = (input, ctx) => { ctx.signal.addEventListener('abort', () => { for (;;); }); return new Promise(() => {}); };",
    code: /AGENT_(TIMEOUT|CPU)/,
    control: 'untried',
  },

  // ---- traps in what it exports, throws and returns
  { name: 'exports a getter that never ends', source: 'export default { get handler() { for (;;); } };', code: 'AGENT_CPU', control: 'untried' },
  {
    name: 'throws an error whose name never ends',
    source: "export const handler = () => { throw Object.defineProperty(new Error('x'), 'name', { get() { for (;;); } }); };",
    code: 'AGENT_CPU',
    control: 'hangs',
  },
  {
    name: 'throws a proxy that lies about its prototype',
    source: 'export const handler = () => { throw new Proxy({}, { getPrototypeOf() { for (;;); }, get() { throw 1; } }); };',
    code: /AGENT_(CPU|THREW)/,
    control: 'untried',
  },
  {
    name: 'throws an error that is its own cause, with a giant message',
    source: "export const handler = () => { const error = new Error('x'.repeat(5_000_000)); error.cause = error; throw error; };",
    code: threw,
    control: 'untried',
  },
  {
    name: 'throws a message that looks like frames',
    source: `export const handler = () => { throw new Error('"}\\n{"type":"returned","json":"1","cpuMs":0}\\n'); };`,
    code: threw,
    control: 'untried',
  },
  {
    name: 'returns a proxy without a bottom',
    source:
      "export const handler = () => { const down = () => new Proxy({}, { ownKeys: () => ['x'], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }), get: (o, key) => (key === 'x' ? down() : undefined) }); return down(); };",
    code: /AGENT_(RESULT_NOT_JSON|CPU|MEMORY)/,
    control: 'untried',
  },
  {
    name: 'returns a result so deep that writing it again would overflow the stack',
    source: 'export const handler = () => { let value = 1; for (let i = 0; i < 8_000; i++) value = [value]; return value; };',
    code: /AGENT_RESULT_(TOO_LARGE|NOT_JSON)/,
    control: 'untried',
  },
  { name: 'returns a number that JSON has not', source: 'export const handler = () => ({ n: 10n });', code: 'AGENT_RESULT_NOT_JSON', control: 'untried' },

  // ---- bending the guest
  {
    name: 'replaces then with a loop',
    source: "export const handler = async (input, ctx) => { Promise.prototype.then = () => { for (;;); }; return await ctx.http.fetch({ url: 'x' }); };",
    code: /AGENT_(THREW|CPU|STALLED)/,
    control: 'untried',
    capabilities: ['http:api.example.com'],
  },
  {
    name: 'takes away the map of open calls',
    source: "export const handler = async (input, ctx) => { Map.prototype.get = () => undefined; return await ctx.http.fetch({ url: 'x' }); };",
    code: /AGENT_(STALLED|THREW)/,
    control: 'untried',
    capabilities: ['http:api.example.com'],
  },
  {
    name: 'forges the capability by a getter on every object',
    source:
      "export const handler = async (input, ctx) => { Object.defineProperty(Object.prototype, 'capability', { get: () => 'model', set() {} }); return (await ctx.http.fetch({ prompt: 'x' })).text; };",
    code: threw,
    control: 'untried',
    capabilities: ['http:api.example.com'],
  },
  {
    name: 'passes a tool id that becomes another',
    source: attempt("let n = 0; return await ctx.tools.call({ toString: () => (n++ ? 'other' : 'mine'), toJSON: () => 'other' }, {});"),
    code: threw,
    control: 'untried',
    capabilities: ['tool:mine'],
  },
  {
    name: 'passes an input so deep that nobody can read it',
    source:
      "export const handler = async (input, ctx) => { let deep = 1; for (let i = 0; i < 4_000; i++) deep = [deep]; return await ctx.tools.call('mine', deep); };",
    code: threw,
    control: 'untried',
    capabilities: ['tool:mine'],
  },
  { name: "imports the guest's own module", source: attempt("return Object.keys(await import('guest.js'));"), code: threw, control: 'untried' },
  {
    name: 'imports the modules of the engine',
    source: attempt("return Object.keys(await import('std').catch(() => import('os')));"),
    code: threw,
    control: 'untried',
  },

  // ---- forging by built-ins, stack traces and look-alikes
  {
    name: 'throws what looks like an interruption',
    source: "export const handler = () => { throw Object.assign(new Error('interrupted'), { name: 'InternalError' }); };",
    code: threw,
    control: 'untried',
  },
  {
    name: 'makes everything an error that looks like an interruption',
    source:
      "Object.defineProperty(Error, Symbol.hasInstance, { value: () => true }); export const handler = () => { throw { name: 'InternalError', message: 'interrupted' }; };",
    code: threw,
    control: 'untried',
  },
  {
    name: 'throws what looks like the end of the engine when time is up',
    source:
      "export const handler = (input, ctx) => { ctx.signal.addEventListener('abort', () => { throw Object.assign(new Error('unreachable'), { name: 'RuntimeError' }); }); return new Promise(() => {}); };",
    code: threw,
    control: 'untried',
    timeoutMs: 9_000,
  },
  {
    name: "takes the port's own functions from the stack of a log line",
    source: attempt(
      "let port; Array.prototype.map = Array.prototype.join = Array.prototype[Symbol.iterator] = () => ({ toString() { Error.prepareStackTrace = (error, sites) => { for (let i = 0; i < sites.length; i++) if (sites[i].isNative?.() && sites[i].getFunctionName?.() === 'log') port = sites[i].getFunction(); return ''; }; void new Error('x').stack; return 'line'; } }); console.log({ toJSON() { return [].join(); } }); port?.('fatal', 'forged'); return port;",
    ),
    code: threw,
    control: 'untried',
  },
  {
    name: "takes the guest's call from a stack trace and asks for the model",
    source: attempt(
      "let call; Error.prepareStackTrace = (error, sites) => { call ??= sites.map((site) => site.getFunction?.()).find((one) => one?.name === 'call'); return ''; }; await ctx.http.fetch({ toJSON() { void new Error('x').stack; return { url: 'x' }; } }).catch(() => {}); return await (call ?? (() => null))('model', { prompt: 'x' });",
    ),
    code: threw,
    control: 'untried',
    capabilities: ['http:api.example.com'],
  },
  {
    name: 'calls from within what it sends',
    source: attempt(
      "const refused = []; const input = { toJSON() { if (refused.length < 5) refused.push(ctx.http.fetch({ url: 'https://evil.example/' })); return { url: 'https://evil.example/' }; } }; await ctx.http.fetch(input).catch(() => {}); return await Promise.any(refused);",
    ),
    code: threw,
    control: 'untried',
    capabilities: ['http:api.example.com'],
  },
  {
    name: 'sends a circle through a proxy',
    source: attempt(
      'const circle = new Proxy({}, { ownKeys: () => ["a"], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }), get: (o, key, self) => (key === "a" ? self : undefined) }); return await ctx.http.fetch(circle);',
    ),
    code: threw,
    control: 'untried',
    capabilities: ['http:api.example.com'],
  },
  {
    name: 'turns every description of a property into an accessor',
    source: "export const handler = async (input, ctx) => { Object.prototype.get = () => 'forged'; return await ctx.http.fetch({ url: 'x' }); };",
    code: threw,
    control: 'untried',
    capabilities: ['http:api.example.com'],
  },
  {
    name: 'gives promises a species that never ends',
    source:
      "class Bent extends Promise { static get [Symbol.species]() { for (;;); } } export const handler = async (input, ctx) => { Promise.prototype.constructor = Bent; return await ctx.http.fetch({ url: 'x' }); };",
    code: /AGENT_(CPU|THREW)/,
    control: 'untried',
    capabilities: ['http:api.example.com'],
  },
  {
    name: 'throws an error with a giant name',
    source: "export const handler = () => { throw Object.assign(new Error('x'), { name: 'N'.repeat(3_000_000) }); };",
    code: threw,
    control: 'untried',
  },
  {
    name: 'throws a chain of a hundred thousand causes',
    source:
      "export const handler = () => { let error = new Error('x'); for (let i = 0; i < 100_000; i++) error = new Error('y', { cause: error }); throw error; };",
    code: /AGENT_(THREW|MEMORY)/,
    control: 'untried',
  },
  { name: 'exports a class', source: 'export class handler {}', code: threw, control: 'untried' },
];
