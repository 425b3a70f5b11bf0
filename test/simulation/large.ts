/** The large search: at random, systematically, and the same seeds twice, over all cores. */
import { nothingDone, sum, type Done, type Job } from './job.ts';
import { runJobs } from './pool.ts';
import { sometimes, type Only } from './random.ts';
import { scenarioNamed, scenarios, type ScenarioKey } from './scenario.ts';
import { firstFaults } from './systematic.ts';

export interface LargeSettings {
  /** Port calls at random; 0 for none. */
  readonly steps: number;
  /** Most faults of a set; 0 for none. */
  readonly depth: number;
  /** Seeds that are run twice. */
  readonly twice: number;
  readonly firstSeed: number;
  /** These only. A systematic search has no profile: a calm world is what faults are put into. */
  readonly only: Only;
  readonly threads: number;
  /** Takes a line of progress. */
  readonly tell: (text: string) => void;
}

/** What came of one part of the search. */
export interface Section {
  readonly name: string;
  readonly seconds: number;
  readonly done: Done;
  /** How often each rare state was reached; empty where it is not counted. */
  readonly marks: readonly (readonly [mark: string, count: number])[];
}

const systematic: readonly ScenarioKey[] = ['oneTool', 'parallel', 'fabricate'];
/** Failures after which a part ends: the first ones are enough to mend something. */
const MOST_FAILURES = 5;
/** Milliseconds between two lines of progress. */
const TELL_EVERY = 10_000;
/** Seeds of a job: about a second. */
const SEEDS = 20;

export class Large {
  readonly #settings: LargeSettings;
  readonly #stop = new AbortController();

  constructor(settings: LargeSettings) {
    this.#settings = settings;
  }

  /** Ends the search now; what its threads have not finished does not count. */
  stop(): void {
    this.#stop.abort();
  }

  get stopped(): boolean {
    return this.#stop.signal.aborted;
  }

  async run(): Promise<readonly Section[]> {
    const { steps, depth, twice, only } = this.#settings;
    const { scenario } = only;
    const sections: Section[] = [];
    if (steps > 0) sections.push(await this.#atRandom(steps));
    const chosen = scenario === undefined ? systematic : Object.keys(scenarios).filter((key) => scenarioNamed(scenario) === scenarioNamed(key));
    if (depth > 0) for (const key of chosen) if (!this.stopped) sections.push(await this.#exhaustively(key as ScenarioKey, depth));
    if (twice > 0 && !this.stopped) sections.push(await this.#twice(twice));
    return sections;
  }

  async #atRandom(steps: number): Promise<Section> {
    const { profile, scenario } = this.#settings.only;
    const section = await this.#search(
      this.#named('at random'),
      `of ${millions(steps)} steps`,
      this.#seeds(Infinity, (part) => ({ kind: 'random', ...part, only: this.#settings.only })),
      (done) => done.steps < steps,
    );
    const { marks } = section.done;
    const all = profile === undefined && scenario === undefined;
    // Of a part of the search nobody expects every rare state.
    return { ...section, marks: sometimes.filter((mark) => all || marks.has(mark)).map((mark) => [mark, marks.get(mark) ?? 0]) };
  }

  async #exhaustively(key: ScenarioKey, depth: number): Promise<Section> {
    const first = await firstFaults(scenarios[key], true);
    const jobs: Job[] = [
      { kind: 'systematic', scenario: key, prefix: [], depth: 0 },
      ...first.map((fault): Job => ({ kind: 'systematic', scenario: key, prefix: [fault], depth })),
    ];
    return this.#search(`every set of up to ${depth} faults, ${scenarios[key].name}`, `${first.length} first faults`, jobs.values(), () => true);
  }

  #twice(count: number): Promise<Section> {
    return this.#search(
      this.#named(`${count} seeds twice`),
      `of ${2 * count} runs`,
      this.#seeds(count, (part) => ({ kind: 'twice', ...part, only: this.#settings.only })),
      () => true,
    );
  }

  /** With the profile and the scenario it is restricted to. */
  #named(what: string): string {
    const { profile, scenario } = this.#settings.only;
    return [what, profile, scenario].filter((part) => part !== undefined).join(', ');
  }

  *#seeds(count: number, toJob: (part: { readonly seed: number; readonly count: number }) => Job): Generator<Job> {
    const { firstSeed } = this.#settings;
    for (let from = 0; from < count; from += SEEDS) yield toJob({ seed: firstSeed + from, count: Math.min(SEEDS, count - from) });
  }

  async #search(name: string, goal: string, jobs: Iterator<Job, unknown>, goOn: (done: Done) => boolean): Promise<Section> {
    const started = performance.now();
    let told = started;
    let finished = 0;
    let done = nothingDone;
    await runJobs(jobs, this.#settings.threads, this.#stop.signal, (part) => {
      done = sum([done, part]);
      finished++;
      const now = performance.now();
      if (now - told > TELL_EVERY) {
        told = now;
        const rate = Math.round(done.steps / ((now - started) / 1_000));
        this.#settings.tell(
          `${name}: ${millions(done.steps)} steps, ${done.runs} runs, ${finished} jobs (${goal}), ${rate} steps a second, ${done.failures.length} violations`,
        );
      }
      return done.failures.length < MOST_FAILURES && goOn(done);
    });
    return { name, seconds: (performance.now() - started) / 1_000, done, marks: [] };
  }
}

function millions(steps: number): string {
  return `${(steps / 1e6).toFixed(1)} million`;
}
