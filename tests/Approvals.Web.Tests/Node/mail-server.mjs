// A mail server that takes mail from who signs in over TLS, and tells each as a line of JSON.
// Its behaviour follows from the recipient: nobody@ is no mailbox, later@ is refused the first time.
import { readFileSync } from 'node:fs';
import { SMTPServer } from 'smtp-server';
import { simpleParser } from 'mailparser';

const [key, cert] = process.argv.slice(2).map((file) => readFileSync(file));
const tell = (line) => process.stdout.write(JSON.stringify(line) + '\n');
const refuse = (code, text) => Object.assign(new Error(text), { responseCode: code });
const refused = new Set();

const server = new SMTPServer({
  key,
  cert,
  authMethods: ['PLAIN', 'LOGIN'],
  onAuth: (auth, session, done) => session.secure && auth.username === 'approvals' && auth.password === 'open sesame'
    ? done(null, { user: auth.username })
    : done(refuse(535, 'Wrong')),
  onRcptTo: ({ address }, session, done) => {
    if (address.startsWith('nobody@')) {
      return done(refuse(550, 'No such mailbox here'));
    }
    if (address.startsWith('later@') && !refused.has(address)) {
      refused.add(address);
      return done(refuse(451, 'Come again'));
    }
    return done();
  },
  onData: (stream, session, done) => simpleParser(stream).then((mail) => {
    tell({
      to: session.envelope.rcptTo[0].address,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      messageId: mail.messageId,
      inReplyTo: mail.inReplyTo,
      from: mail.from.text,
      recipients: mail.to.text,
      headers: mail.headerLines.map((h) => h.key),
    });
    done();
  }, done),
});
server.on('error', () => {});
server.listen(0, '127.0.0.1', () => tell({ port: server.server.address().port }));
