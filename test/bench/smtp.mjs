// Immediate alerts of one event to many people: composed once, personalised and handed over as finished messages. The named
// alternative is pooled nodemailer that composes the same message anew for everybody, over as many connections.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Mails of one round by kind; digests and signatures cost more each. */
const MAILS = { ours: 4000, composed: 2000, digests: 1000, signed: 1000 };
const ROUNDS = 5;
const QUICK_MAILS = { ours: 1000, composed: 500, digests: 200, signed: 200 };
const QUICK_ROUNDS = 3;

/** Figures: mails accepted by the server per second (median of the rounds), size of one in kB, CPU of the sender. */
export async function run({ quick }) {
  const mails = quick ? QUICK_MAILS : MAILS;
  const rounds = quick ? QUICK_ROUNDS : ROUNDS;
  const sink = start('smtp-sink.child.mjs');
  const { port } = await answer(sink);
  const sender = start('smtp-sender.child.mjs', String(port));
  await answer(sender);
  const measured = Object.fromEntries(Object.keys(mails).map((kind) => [kind, []]));
  for (const kind of Object.keys(mails)) await round(sender, sink, kind, Math.ceil(mails[kind] / 5));
  for (let count = 0; count < rounds; count += 1) {
    for (const kind of Object.keys(mails)) {
      measured[kind].push(await round(sender, sink, kind, mails[kind]));
    }
  }
  for (const child of [sender, sink]) child.disconnect();
  const perSecond = (kind) => median(measured[kind].map((each) => each.perSecond));
  const cpu = (kind) => Math.round(median(measured[kind].map((each) => each.cpuMs)) * 1000) / 1000;
  const kb = (kind) => Math.round(measured[kind][0].kb * 10) / 10;
  return {
    mails: mails.ours * rounds,
    connections: 10,
    message_kb: kb('ours'),
    raw_message_kb: kb('composed'),
    mails_per_s: Math.round(perSecond('ours')),
    raw_mails_per_s: Math.round(perSecond('composed')),
    ratio: Math.round((perSecond('ours') / perSecond('composed')) * 100) / 100,
    cpu_ms_per_mail: cpu('ours'),
    raw_cpu_ms_per_mail: cpu('composed'),
    digest_kb: kb('digests'),
    digests_per_s: Math.round(perSecond('digests')),
    signed_mails_per_s: Math.round(perSecond('signed')),
  };
}

/** Sends, and asks the server what arrived: every mail once, or the round counts for nothing. */
async function round(sender, sink, kind, count) {
  sender.send({ kind, count });
  const { seconds, cpuMs } = await answer(sender);
  sink.send('count');
  const { accepted, different, bytes } = await answer(sink);
  if (accepted !== count || different !== count) {
    throw new Error(
      `${kind}: ${count} mails were sent, ${accepted} accepted, ${different} of them different.`,
    );
  }
  return { perSecond: count / seconds, cpuMs: cpuMs / count, kb: bytes / count / 1000 };
}

function start(file, ...args) {
  return fork(fileURLToPath(new URL(`./${file}`, import.meta.url)), args, { stdio: ['ignore', 2, 2, 'ipc'] });
}

async function answer(child) {
  const ended = new AbortController();
  const failed = once(child, 'exit', { signal: ended.signal }).then(([code]) => {
    throw new Error(`The measuring process ended with code ${code}.`);
  });
  failed.catch(() => {});
  try {
    const [message] = await Promise.race([once(child, 'message'), failed]);
    return message;
  } finally {
    ended.abort();
  }
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
