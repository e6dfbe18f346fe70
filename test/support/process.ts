import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@chasqui/embedded-database';
import { projectRoot } from '@chasqui/kernel';
import { eventually } from './http.js';

export type Environment = Readonly<Record<string, string>>;

const root = projectRoot();

/** Builds the product if its sources are newer than the last build, as its npm scripts do. */
export function buildProduct(): void {
  const { status, stderr } = spawnSync(process.execPath, ['apps/build-if-stale.mjs'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The product does not build:\n${stderr}`);
}

/** How a process ended: its exit code, or the signal that ended it. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A real process of the product with what it prints. */
export class Program {
  stdout = '';
  stderr = '';
  readonly ended: Promise<Ending>;

  constructor(private readonly child: ChildProcess) {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.ended = new Promise((resolve) => {
      child.once('close', (code, signal) => resolve({ code, signal }));
    });
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Sends the signal and waits for the end. SIGKILL is what a power cut or the system short of memory does. */
  async end(signal: NodeJS.Signals): Promise<Ending> {
    this.child.kill(signal);
    return this.ended;
  }
}

/** An instance that answers. */
export interface RunningInstance {
  readonly program: Program;
  readonly url: string;
}

/** Starts the programs of a suite and, at its end, leaves no process and no folder behind. */
export class Processes {
  private readonly programs: Program[] = [];
  private readonly folders: string[] = [];
  private readonly databases: string[] = [];

  /** A new folder in which the unprivileged user of the embedded database may enter. */
  folder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'chasqui-e2e-'));
    chmodSync(folder, 0o755);
    this.folders.push(folder);
    this.databases.push(join(folder, 'postgres'));
    return folder;
  }

  /** Takes care also of a database that lies outside the folders made here. */
  owns(database: string): void {
    this.databases.push(database);
  }

  /** Starts one of the built apps with nothing but this environment. */
  start(app: 'api' | 'worker', environment: Environment): Program {
    return this.run(process.execPath, [`dist/apps/${app}/src/main.js`], environment);
  }

  /** Runs the command line as people do. */
  cli(args: readonly string[], environment: Environment): Program {
    return this.run('npm', ['run', '-s', 'cli', '--', ...args], environment);
  }

  /** Starts the api on a free port and waits until it is ready. */
  async instance(environment: Environment): Promise<RunningInstance> {
    const port = environment['PORT'] ?? String(await freePort());
    const program = this.start('api', { PORT: port, ...environment });
    const url = `http://localhost:${port}`;
    await eventually(
      'the instance is ready',
      async () => {
        if (!program.isRunning)
          throw new Error(`It ended before it was ready:\n${program.stdout}${program.stderr}`);
        return (await fetch(`${url}/health/ready`).catch(() => null))?.ok;
      },
      60_000,
    );
    // From here on it can be found and stopped in order.
    await eventually('it says so', () => program.stdout.includes('está listo'));
    return { program, url };
  }

  /** Starts the api where it cannot start: how it ends and what it says. */
  async failing(environment: Environment): Promise<{ ending: Ending; text: string }> {
    const program = this.start('api', environment);
    const ending = await program.ended;
    return { ending, text: program.stderr };
  }

  async endAll(): Promise<void> {
    await Promise.all(
      this.programs.filter(({ isRunning }) => isRunning).map((program) => program.end('SIGKILL')),
    );
    for (const database of this.databases) {
      const server = postmasterOf(database);
      if (server) {
        process.kill(server, 'SIGQUIT');
        await eventually('the embedded database has ended', () => !isAlive(server));
      }
    }
    for (const folder of [...this.databases, ...this.folders])
      rmSync(folder, { recursive: true, force: true });
  }

  private run(command: string, args: readonly string[], environment: Environment): Program {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(command, args, {
      cwd: root,
      env: { PATH, HOME, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const program = new Program(child);
    this.programs.push(program);
    return program;
  }
}

/** The process number of the PostgreSQL server that runs on a folder; undefined when none does. */
export function postmasterOf(folder: string): number | undefined {
  const file = join(folder, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  return isAlive(pid) ? pid : undefined;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
