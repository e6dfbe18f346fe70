import type { Settings } from '@chasqui/config';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@chasqui/embedded-database';
import { migrate } from '@chasqui/persistence';
import { readInstance } from './instance-file.js';

export interface OpenDatabase {
  readonly url: string;
  /** Stops the embedded server; does nothing for a server of somebody else. */
  close(): Promise<void>;
}

/**
 * The database of this process, migrated: DATABASE_URL, or the embedded server.
 * @throws Error in Spanish and English: server unreachable, data of a newer version, folder in use
 */
export async function openDatabase(
  settings: Settings,
  notice: (text: string) => void,
): Promise<OpenDatabase> {
  if (settings.databaseUrl) {
    await migrate(settings.databaseUrl);
    return { url: settings.databaseUrl, close: async () => {} };
  }
  const running = await readInstance(settings.dataDir);
  if (running) {
    throw new Error(
      `Ya hay un Chasqui en marcha con la carpeta ${settings.dataDir} (proceso ${running.pid}, ${running.url}). ` +
        `Deténgalo o use otra carpeta en DATA_DIR. / Chasqui is already running on this data folder.`,
    );
  }
  const server: EmbeddedPostgres = await startEmbeddedPostgres(settings.dataDir, { onNotice: notice });
  try {
    await migrate(server.url);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url: server.url, close: () => server.stop() };
}
