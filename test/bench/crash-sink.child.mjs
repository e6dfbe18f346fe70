// The mail server of the crash benchmark: takes mails, misbehaves by a script with a seed, and keeps count.
import { once } from 'node:events';
import { register } from 'node:module';

register('../support/typescript-hooks.mjs', import.meta.url);
const { FaultySmtp, faultsByChance } = await import('../support/faulty-smtp.ts');

process.once('disconnect', () => process.exit(0));
const [{ seed }] = await once(process, 'message');
const sink = await FaultySmtp.start(
  faultsByChance(seed, {
    soft: 0.01,
    busy: 0.001,
    hard: 0.005,
    drop: 0.001,
    dropAccepted: 0.005,
    silent: 0.01,
    silentAccepted: 0.0001,
    slow: 0.002,
    slowMs: 300,
  }),
);
process.send({ url: sink.url });
setInterval(() => process.send({ taken: sink.accepted.length }), 50);
process.on('message', (message) => {
  if (message !== 'report') return;
  const faults = {};
  for (const { stage, fault } of sink.faults) {
    const name = `${stage} ${fault.kind === 'reply' ? fault.code : fault.kind}`;
    faults[name] = (faults[name] ?? 0) + 1;
  }
  process.send({ accepted: sink.accepted, faults });
});
