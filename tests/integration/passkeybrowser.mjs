// Runs a script in Chromium, or with PANEL in our own window that asks for passkeys, on a page that it takes for https://web.whatsapp.com, with a virtual authenticator that holds one passkey.
// Standard input: {"script", "rp_id", "credential", "user", "pkcs8"} (Base64); standard output: what the script answers.
import { execFileSync, spawn } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import { createServer as createNetServer } from 'node:net';
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
// The page waits until the authenticator is there: a window of ours asks at once.
let served;
const ready = new Promise(done => (served = done));
const page = createServer({ key: readFileSync(key), cert: readFileSync(certificate) },
    async (request, response) => { await ready; response.end('<!doctype html><title>page</title>'); });
await new Promise(done => page.listen(0, '127.0.0.1', done));
const freePort = await new Promise(found => {
    const probe = createNetServer().listen(0, '127.0.0.1', () => {
        const { port } = probe.address();
        probe.close(() => found(port));
    });
});

const flags = ['--disable-gpu', `--host-resolver-rules=MAP web.whatsapp.com 127.0.0.1:${page.address().port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
    `--ignore-certificate-errors-spki-list=${spki}`];
const ours = process.env.PANEL !== undefined;
const browser = ours
    ? spawn(process.env.PANEL, ['--passkey', 'es'], { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, HOME: folder,
        QTWEBENGINE_DISABLE_SANDBOX: '1', QTWEBENGINE_REMOTE_DEBUGGING: `127.0.0.1:${freePort}`,
        QTWEBENGINE_CHROMIUM_FLAGS: flags.map(flag => `"${flag}"`).join(' ') } })
    : spawn(process.env.CHROMIUM, [...flags, '--headless=new', '--no-sandbox', '--no-first-run', `--user-data-dir=${folder}/profile`,
        `--remote-debugging-port=${freePort}`, 'about:blank'], { stdio: 'ignore' });
const patience = setTimeout(() => end(1, 'the browser did not answer in time'), 60_000);
function end(code, words) {
    clearTimeout(patience);
    browser.kill('SIGKILL');
    page.closeAllConnections();
    page.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    (code === 0 ? process.stdout : process.stderr).write(words + '\n', () => process.exit(code));
}
if (ours) browser.stdin.end(asked.script + '\n');

let targets;
while (!targets?.some(target => target.type === 'page')) {
    await new Promise(done => setTimeout(done, 50));
    targets = await fetch(`http://127.0.0.1:${freePort}/json/list`).then(answer => answer.json(), () => undefined);
}
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
    served();
    if (ours) {
        let answer = '';
        browser.stdout.on('data', data => (answer += data));
        const code = await new Promise(done => browser.once('close', done));
        end(code ?? 1, answer.trim() || 'no answer');
    }
    await call('Page.navigate', { url: 'https://web.whatsapp.com/' });
    await load;
    const { result, exceptionDetails } = await call('Runtime.evaluate',
        { expression: asked.script, awaitPromise: true, userGesture: true, returnByValue: true });
    if (exceptionDetails) end(1, exceptionDetails.exception?.description ?? exceptionDetails.text);
    else end(0, result.value);
} catch (error) {
    end(1, String(error));
}
