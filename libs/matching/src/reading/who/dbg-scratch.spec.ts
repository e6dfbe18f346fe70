import { it } from '@jest/globals';
import { loadWhoKnowledge } from './read-who.js';
import { scan, sentencesOf } from './scan.js';
import { sentenceOf } from './sentence.js';
it('dbg', () => {
  const k = loadWhoKnowledge([]);
  const s = scan('summary', process.env['TXT'] ?? '', k.bodies, process.env['LNG'] ?? 'es');
  for (const ms of sentencesOf(s)) {
    const se = sentenceOf(s, ms);
    process.stdout.write(
      ms.map((m) => `${m.entry.tag}:${s.tokens.words.slice(m.from, m.to + 1).join('_')}`).join(' ') +
        '\n' +
        JSON.stringify(se.bodies) +
        '\n',
    );
  }
});
