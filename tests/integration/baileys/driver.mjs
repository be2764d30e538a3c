// Baileys behind the commands and events of wa-cli: lines of JSON on stdin and stdout. For tests; loopback only.
//
//   node driver.mjs --url ws://127.0.0.1:PORT/ws/chat [--cert-key HEX] [--name NAME] [--store memory|PATH]
//        [--push-name NAME] [--history] [--no-reconnect] [--strict] [--keep-alive-ms N] [--qr-timeout-ms N]
//        [--query-timeout-ms N] [--media-host HOST:PORT] [--media-plain-http] [--trace]
//
// --cert-key replaces WhatsApp's root key and matters with --strict only: Baileys as published lets any signature pass.
// Another authority for media over https is given by NODE_EXTRA_CA_CERTS. Beyond the contract: `stats` tells `strict` and `inflated` (compressed frames) too; `session {jid}` fetches a pre-key
// bundle and answers whether a session came of it; `rotate` puts a new signed pre-key in force. Baileys never connects
// again by itself; this does, after a restart (515) at once, after a loss with growing pauses, and not at all when the
// service says that there is no point. Without --push-name, or `presence` with a name, it is never available: its receipts
// are "inactive" then. Messages wait for the service's list of devices and keys before they are answered with their id.
import { createInterface } from 'node:readline';

import { Chats } from './chats.mjs';
import { stayHere } from './media.mjs';
import { Messages } from './messages.mjs';
import { inflated, loadBaileys, loadCurve } from './modules.mjs';
import { fromJson, toJson } from './nodes.mjs';
import { checkedKey, checkedUrl, readOptions } from './options.mjs';
import { Store } from './store.mjs';
import { checkStrict, makeStrict } from './strict.mjs';

const LOGGED_OUT = new Set([401, 403, 406, 419]);
const POINTLESS = new Set([400, 402, 405, 409, 411, 415, 418, 440, 501]);
const RESTART = 515;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5000;
const CODE_WAIT_MS = 20000;
const LATER = new Set(['passkey_confirm']);

const emit = (ev, fields = {}) => process.stdout.write(JSON.stringify({ ev, ...fields }) + '\n');
const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

/** Baileys' log: nothing, or its complaints on stderr. Its lower levels would tell keys. */
function makeLogger(trace) {
    const quiet = () => {};
    const tell = level => (fields, text) => {
        const error = fields?.err ?? fields?.error;
        process.stderr.write(`${level}: ${text ?? fields?.msg ?? fields} ${error?.message ?? ''}\n`);
    };
    const logger = { level: 'silent', trace: quiet, debug: quiet, info: quiet };
    for (const level of ['warn', 'error', 'fatal'])
        logger[level] = trace ? tell(level) : quiet;
    logger.child = () => logger;
    return logger;
}

class Driver {
    #baileys;
    #options;
    #store;
    #logger;
    #listeners; // what wants to hear of a new connection
    #getMessage;
    #messaging; // command -> what runs it, once there is a connection
    #socket = null;
    #offersQr = false; // the service has offered a QR code on this connection
    #isOpen = false;
    #isWanted = false;
    #timer = null;
    #attempts = 0;
    #replies = [];
    #stats = { connects: 0, disconnects: 0, messages_in: 0, messages_out: 0, receipts_in: 0, retries_in: 0,
        decrypt_errors: 0, media_ok: 0, media_bad: 0, errors: 0 };

    constructor(baileys, options, store) {
        this.#baileys = baileys;
        this.#options = options;
        this.#store = store;
        this.#logger = makeLogger(options.trace);
        const messages = new Messages(baileys, emit, this.#stats);
        const chats = new Chats(baileys, emit);
        this.#listeners = [messages, chats];
        this.#getMessage = key => messages.getMessage(key);
        this.#messaging = {
            text: command => messages.text(this.#connected(), command),
            reply: command => messages.text(this.#connected(), command),
            react: command => messages.react(this.#connected(), command),
            edit: command => messages.edit(this.#connected(), command),
            revoke: command => messages.revoke(this.#connected(), command),
            ...Object.fromEntries(['image', 'document', 'audio', 'video'].map(
                name => [name, command => messages.file(this.#connected(), command)])),
            read: command => messages.read(this.#connected(), command),
            presence: command => chats.presence(this.#connected(), command),
            chatstate: command => chats.chatState(this.#connected(), command),
            subscribe: command => chats.subscribe(this.#connected(), command),
            group_create: command => chats.createGroup(this.#connected(), command),
            group_info: command => chats.groupInfo(this.#connected(), command),
            groups: () => chats.groups(this.#connected()),
        };
    }

    /** Runs a command; the results are printed in the order of the commands, whatever is ready first. */
    async take(line) {
        if (!line.trim())
            return;
        const reply = {};
        this.#replies.push(reply);
        let command = null;
        try {
            command = JSON.parse(line);
            reply.result = { ok: true, ...(await this.#run(command)) };
        } catch (error) {
            this.#stats.errors += 1;
            reply.result = { ok: false, error: error.message };
        }
        Object.assign(reply.result, { cmd: command?.cmd }, command?.tag === undefined ? {} : { tag: command.tag });
        while (this.#replies[0]?.result)
            emit('result', this.#replies.shift().result);
        if (command?.cmd === 'quit')
            this.quit();
    }

    fault(error) {
        this.#stats.errors += 1;
        emit('error', { error: String(error?.message ?? error) });
    }

    quit() {
        process.stdout.write('', () => process.exit(0));
    }

    async #run(command) {
        switch (command.cmd) {
        case 'connect': return this.#connect(command);
        case 'pair_code': return { code: await this.#requestCode(String(command.phone)) };
        case 'disconnect': return this.#disconnect();
        case 'logout':
            this.#isWanted = false;
            await this.#connected().logout();
            return {};
        case 'me': {
            if (!this.#store.isPaired)
                throw new Error('not paired');
            const state = this.#isOpen ? 'ready' : 'offline';
            return { ...this.#addresses(), platform: this.#store.creds.platform, state };
        }
        case 'stats': return { stats: this.#stats, strict: this.#options.strict, inflated: inflated.frames };
        case 'sleep':
            await pause(Math.min(Math.max(command.ms ?? 1000, 0), 600000));
            return {};
        case 'resolve': return { result: await this.#resolve(command.phones) };
        case 'devices': {
            const found = await this.#connected().getUSyncDevices(command.jids, false, false);
            return { result: found.map(({ jid }) => jid) };
        }
        case 'lid_of': return { result: await this.#connected().signalRepository.lidMapping.getLIDForPN(command.jid) };
        case 'session': {
            await this.#connected().assertSessions([command.jid], true);
            return { result: (await this.#connected().signalRepository.validateSession(command.jid)).exists };
        }
        case 'rotate':
            await this.#connected().rotateSignedPreKey();
            return { id: this.#store.creds.signedPreKey.keyId };
        case 'send_node': return this.#sendNode(fromJson(command.node ?? {}));
        case 'forget_sessions': return this.#forgetSessions(command.addresses);
        case 'quit': return {};
        default:
            if (Object.hasOwn(this.#messaging, command.cmd))
                return this.#messaging[command.cmd](command);
            throw new Error(LATER.has(command.cmd) ? 'not implemented yet' : `unknown command ${command.cmd}`);
        }
    }

    #connect({ url, cert_key: key }) {
        this.#options.url = checkedUrl(url ?? this.#options.url);
        if (key !== undefined)
            this.#baileys.WA_CERT_DETAILS.PUBLIC_KEY = checkedKey(key);
        this.#isWanted = true;
        this.#attempts = 0;
        // Its events come after this command's result.
        this.#openLater(0);
        return {};
    }

    #disconnect() {
        this.#isWanted = false;
        clearTimeout(this.#timer);
        void this.#socket?.end(undefined);
        return {};
    }

    #openLater(ms) {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#open(), ms);
    }

    #open() {
        if (this.#socket)
            return;
        if (!this.#store.isPaired)
            this.#store.forgetRequest();
        const config = {
            auth: { creds: this.#store.creds, keys: this.#store.keys },
            waWebSocketUrl: this.#options.url,
            browser: [this.#options.name, 'Chrome', '10.0'],
            logger: this.#logger,
            syncFullHistory: false,
            emitOwnEvents: false,
            fetchAgent,
            getMessage: this.#getMessage,
        };
        if (this.#store.isPaired)
            this.#store.creds.me.name ??= this.#options['push-name'];
        const timers = { 'keep-alive-ms': 'keepAliveIntervalMs', 'qr-timeout-ms': 'qrTimeout',
            'query-timeout-ms': 'defaultQueryTimeoutMs' };
        for (const [flag, name] of Object.entries(timers)) {
            if (this.#options[flag] !== undefined)
                config[name] = Number(this.#options[flag]);
        }
        const socket = this.#baileys.makeWASocket(config);
        this.#socket = socket;
        this.#offersQr = false;
        for (const listener of this.#listeners)
            listener.attach(socket, this.#store);
        socket.ev.on('creds.update', () => this.#store.save());
        if (this.#options.history) {
            socket.ev.on('messaging-history.set', ({ chats, messages }) =>
                emit('history', { chats: chats.length, messages: messages.length }));
        }
        socket.ws.on('CB:ib,,offline', ({ content: [{ attrs }] }) => emit('offline_done', { count: Number(attrs.count) }));
        socket.ev.on('connection.update', update => {
            if (socket !== this.#socket)
                return;
            if (update.qr) {
                this.#offersQr = true;
                emit('qr', { qr: update.qr });
            }
            if (update.isNewLogin)
                emit('paired', this.#addresses());
            if (update.connection === 'open') {
                this.#isOpen = true;
                this.#attempts = 0;
                this.#stats.connects += 1;
                emit('connected', this.#addresses());
            }
            if (update.connection === 'close')
                this.#closed(update.lastDisconnect?.error);
        });
    }

    #closed(error) {
        this.#socket = null;
        if (this.#isOpen)
            this.#stats.disconnects += 1;
        this.#isOpen = false;
        const code = error?.output?.statusCode ?? (error ? 500 : 0);
        emit('disconnected', { code, reason: error?.message ?? 'closed' });
        if (LOGGED_OUT.has(code)) {
            this.#store.forget();
            emit('logged_out');
        }
        if (!this.#isWanted || LOGGED_OUT.has(code) || POINTLESS.has(code) || this.#options['no-reconnect'])
            return;
        this.#openLater(code === RESTART ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** this.#attempts++, LONGEST_PAUSE_MS));
    }

    async #requestCode(phone) {
        if (this.#store.isPaired)
            throw new Error('already paired');
        if (!this.#isWanted)
            throw new Error('not connected');
        const deadline = Date.now() + CODE_WAIT_MS;
        while (!this.#socket || !this.#offersQr) {
            if (Date.now() > deadline)
                throw new Error('the service offers no pairing');
            await pause(20);
        }
        return this.#socket.requestPairingCode(phone);
    }

    async #resolve(phones) {
        const socket = this.#connected();
        const found = await socket.onWhatsApp(...phones);
        return Promise.all(phones.map(async phone => {
            const hit = found.find(({ jid, exists }) => exists && jid.split('@')[0] === phone.replace('+', ''));
            if (!hit)
                return { registered: false };
            const lid = await socket.signalRepository.lidMapping.getLIDForPN(hit.jid);
            return { registered: true, jid: hit.jid, lid };
        }));
    }

    async #sendNode(node) {
        const socket = this.#connected();
        if (node.tag === 'iq' && ['get', 'set'].includes(node.attrs.type))
            return { node: toJson(await socket.query(node)) };
        await socket.sendNode(node);
        return {};
    }

    /** Addresses as any of the libraries writes them: USER.DEVICE or USER:DEVICE. */
    async #forgetSessions(addresses) {
        const sessions = addresses.map(address => [address.replace(':', '.'), null]);
        await this.#store.keys.set({ session: Object.fromEntries(sessions) });
        return {};
    }

    #connected() {
        if (!this.#socket)
            throw new Error('not connected');
        return this.#socket;
    }

    #addresses() {
        const { id, lid } = this.#store.creds.me;
        return { jid: id, lid };
    }
}

const options = readOptions();
if (options.strict)
    makeStrict(loadCurve());
const baileys = await loadBaileys();
if (options.strict)
    checkStrict(baileys);
if (options.key)
    baileys.WA_CERT_DETAILS.PUBLIC_KEY = options.key;

const fetchAgent = stayHere(options);
const driver = new Driver(baileys, options, new Store(baileys, options.store));
process.on('unhandledRejection', error => driver.fault(error));
process.on('uncaughtException', error => driver.fault(error));
const lines = createInterface({ input: process.stdin });
lines.on('line', line => void driver.take(line));
lines.on('close', () => driver.quit());
emit('ready');
