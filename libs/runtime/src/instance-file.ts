import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const instanceSchema = z.object({
  pid: z.int(),
  /** HTTP address of the instance on this machine. */
  url: z.url(),
  /** Only the owner of the file may read it: it holds the password of the database. */
  databaseUrl: z.string(),
  redisUrl: z.string().nullable(),
  mode: z.enum(['demo', 'production']),
});

/** How other processes on this machine find a running instance. */
export type Instance = z.output<typeof instanceSchema>;

const fileIn = (dataDir: string) => join(dataDir, 'instance.json');

export async function writeInstance(dataDir: string, instance: Instance): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const temporary = `${fileIn(dataDir)}.${instance.pid}`;
  await writeFile(temporary, JSON.stringify(instance, null, 2), { mode: 0o600 });
  await rename(temporary, fileIn(dataDir));
}

export async function removeInstance(dataDir: string): Promise<void> {
  await rm(fileIn(dataDir), { force: true });
}

/** The instance that runs on this data folder; null when none answers, even if a killed one left its file. */
export async function readInstance(dataDir: string): Promise<Instance | null> {
  let text: string;
  try {
    text = await readFile(fileIn(dataDir), 'utf8');
  } catch {
    return null;
  }
  const result = instanceSchema.safeParse(parseJson(text));
  if (!result.success || !isAlive(result.data.pid)) return null;
  return (await answers(result.data)) ? result.data : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The number of a dead process may have gone to another program: only Chasqui answers with it. */
async function answers(instance: Instance): Promise<boolean> {
  try {
    const response = await fetch(`${instance.url}/health/live`, { signal: AbortSignal.timeout(3000) });
    const body = (await response.json()) as { pid?: unknown };
    return body.pid === instance.pid;
  } catch {
    return false;
  }
}
