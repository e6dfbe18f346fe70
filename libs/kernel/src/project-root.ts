import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of the project, found from this file upwards, so that data files and page assets are read from
 * the same place whether the sources or the build are running.
 */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'nest-cli.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('The project folder (the one with nest-cli.json) was not found.');
    folder = parent;
  }
  return folder;
}
