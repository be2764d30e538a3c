// Runs a script in Chromium on a page that it takes for https://web.whatsapp.com, with a virtual authenticator that holds one passkey.
// Standard input: {"script", "rp_id", "credential", "user", "pkcs8"} (Base64); standard output: what the script answers.
import { execFileSync, spawn } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const WebSocket = createRequire(join(process.env.BAILEYS_DIR, 'package.json'))('ws');
const asked = JSON.parse(readFileSync(0, 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'passkey-'));
const key = join(folder, 'key.pem');
const certificate = join(folder, 'certificate.pem');
execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj',
    '/CN=web.whatsapp.com', '-addext', 'subjectAltName=DNS:web.whatsapp.com', '-keyout', key, '-out', certificate], { stdio: 'ignore' });
// Chromium offers no passkeys over a certificate that it does not trust: it is told to trust this one, by its key.
const spki = createHash('sha256')
    .update(new X509Certificate(readFileSync(certificate)).publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');
const page = createServer({ key: readFileSync(key), cert: readFileSync(certificate) },
    (request, response) => response.end('<!doctype html><title>page</title>'));
await new Promise(done => page.listen(0, '127.0.0.1', done));

const browser = spawn(process.env.CHROMIUM, ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', `--user-data-dir=${folder}/profile`,
    '--remote-debugging-port=0', `--host-resolver-rules=MAP web.whatsapp.com 127.0.0.1:${page.address().port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
    `--ignore-certificate-errors-spki-list=${spki}`, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
const patience = setTimeout(() => end(1, 'the browser did not answer in time'), 60_000);
function end(code, words) {
    clearTimeout(patience);
    browser.kill('SIGKILL');
    page.closeAllConnections();
    page.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    (code === 0 ? process.stdout : process.stderr).write(words + '\n', () => process.exit(code));
}

const port = await new Promise(found => {
    let told = '';
    browser.stderr.on('data', data => {
        told += data;
        const match = told.match(/DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//);
        if (match) found(match[1]);
    });
});
const targets = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
const socket = new WebSocket(targets.find(target => target.type === 'page').webSocketDebuggerUrl);
await new Promise(open => socket.once('open', open));
const waiting = new Map();
let serial = 0;
let loaded;
const load = new Promise(done => (loaded = done));
const call = (method, params = {}) => new Promise((answer, fail) => {
    waiting.set(++serial, { answer, fail });
    socket.send(JSON.stringify({ id: serial, method, params }));
});
socket.on('message', text => {
    const message = JSON.parse(text);
    if (message.method === 'Page.loadEventFired') loaded();
    if (message.method === 'Page.javascriptDialogOpening') call('Page.handleJavaScriptDialog', { accept: true }); // the prompt to copy from
    const one = waiting.get(message.id);
    if (!one) return;
    waiting.delete(message.id);
    if (message.error) one.fail(new Error(message.error.message));
    else one.answer(message.result);
});

try {
    await call('Page.enable');
    await call('WebAuthn.enable');
    const { authenticatorId } = await call('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal',
        hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
    await call('WebAuthn.addCredential', { authenticatorId, credential: { credentialId: asked.credential, isResidentCredential: true,
        rpId: asked.rp_id, privateKey: asked.pkcs8, userHandle: asked.user, signCount: 0 } });
    await call('Page.navigate', { url: 'https://web.whatsapp.com/' });
    await load;
    const { result, exceptionDetails } = await call('Runtime.evaluate',
        { expression: asked.script, awaitPromise: true, userGesture: true, returnByValue: true });
    if (exceptionDetails) end(1, exceptionDetails.exception?.description ?? exceptionDetails.text);
    else end(0, result.value);
} catch (error) {
    end(1, String(error));
}
