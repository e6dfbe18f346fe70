import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
const { startTestPostgres } = await import('./postgres.ts');

export default startTestPostgres;
