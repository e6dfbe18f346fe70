// A mail server that accepts everything and keeps only the count, by Message-ID.
import { SMTPServer } from 'smtp-server';

const HEAD = 4096;

let accepted = 0;
let bytes = 0;
const ids = new Set();

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  onData(stream, _session, done) {
    let head = '';
    stream.on('data', (chunk) => {
      bytes += chunk.length;
      if (head.length < HEAD) head += chunk.toString('latin1', 0, HEAD);
    });
    stream.on('end', () => {
      accepted += 1;
      ids.add(/^Message-ID:\s*(<[^>]+>)/im.exec(head)?.[1]);
      done();
    });
  },
});
// Without a listener a broken connection would end the process.
server.on('error', () => {});
server.listen(0, '127.0.0.1', () => process.send({ port: server.server.address().port }));

process.on('message', () => {
  process.send({ accepted, different: ids.size, bytes });
  accepted = 0;
  bytes = 0;
  ids.clear();
});
process.on('disconnect', () => process.exit(0));
