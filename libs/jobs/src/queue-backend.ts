import type { Settings } from '@chasqui/config';
import {
  createPostgresBackend,
  createRedisBackend,
  type QueueOptions,
  setDefaultBackendFactory,
} from 'bullmq';
import { Redis } from 'ioredis';

export type QueueBackend = 'redis' | 'postgres';

/** Connections a queue or worker may hold in the PostgreSQL backend; there are few queues and little traffic each. */
const POOL_SIZE = 3;

/**
 * Decides where the queues live: on Redis when REDIS_URL is set, else in the PostgreSQL that holds the data.
 * Producers and processors never know. BullMQ takes the backend from one process-wide default, so this must run
 * before any queue or worker is made; one process uses one backend.
 */
export function queueOptions(settings: Pick<Settings, 'redisUrl'>, databaseUrl: string): QueueOptions {
  const backend = backendOf(settings);
  if (backend === 'redis') {
    setDefaultBackendFactory(createRedisBackend);
    return { connection: redisOptions(settings.redisUrl!), prefix: 'chasqui' };
  }
  setDefaultBackendFactory(createPostgresBackend);
  const connection = { connectionString: databaseUrl, migrate: true, max: POOL_SIZE };
  return { connection };
}

export function backendOf(settings: Pick<Settings, 'redisUrl'>): QueueBackend {
  return settings.redisUrl ? 'redis' : 'postgres';
}

function redisOptions(url: string): QueueOptions['connection'] {
  const { protocol, hostname, port, username, password, pathname } = new URL(url);
  return {
    host: hostname,
    port: Number(port || 6379),
    username: decodeURIComponent(username) || undefined,
    password: decodeURIComponent(password) || undefined,
    db: Number(pathname.slice(1) || 0),
    tls: protocol === 'rediss:' ? {} : undefined,
    // Workers wait for a server that comes back instead of failing.
    maxRetriesPerRequest: null,
  };
}

/** Whether the Redis server answers now (readiness check). */
export async function pingRedis(url: string): Promise<boolean> {
  const client = new Redis(url, { lazyConnect: true, connectTimeout: 2000, retryStrategy: () => null });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    client.disconnect();
  }
}
