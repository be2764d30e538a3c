// Messages of the driver: sends them, keeps them for those who ask again, and tells of the ones that come.
import { ContentReader } from './content.mjs';
import { contentToSend, download, mediaOf } from './media.mjs';

const KEPT = 20000; // sent messages, for retries

export class Messages {
    #baileys;
    #emit;
    #stats;
    #sent = new Map(); // id -> message, the oldest first
    #told = new Set(); // ids of messages that have been emitted

    constructor(baileys, emit, stats) {
        this.#baileys = baileys;
        this.#emit = emit;
        this.#stats = stats;
    }

    /** Baileys asks for it when another device could not read what we sent, and its own memory of five minutes is over. */
    async getMessage({ id }) {
        return this.#sent.get(id);
    }

    /** Listens on a new connection. */
    attach(socket, store) {
        this.#listenBeforeBuffer(socket.ev, ({ messages }) => {
            for (const message of messages)
                this.#received(socket, message, new ContentReader(this.#baileys, store.creds.me));
        });
        socket.ws.on('CB:ack,class:message', ({ attrs }) => {
            const failure = attrs.error === undefined ? {} : { error: Number(attrs.error) };
            this.#emit('sent', { id: attrs.id, ...failure });
        });
        socket.ws.on('CB:receipt', ({ attrs, content }) => {
            const list = Array.isArray(content) ? content.find(({ tag }) => tag === 'list') : null;
            const ids = [attrs.id, ...(list?.content ?? []).map(item => item.attrs.id)];
            this.#stats.receipts_in += 1;
            if (attrs.type === 'retry')
                this.#stats.retries_in += 1;
            const { from, participant, recipient } = attrs;
            this.#emit('receipt', { ids, from, type: attrs.type ?? 'delivered', participant, recipient });
        });
    }

    async text(socket, { to, text, quote }) {
        const options = quote ? { quoted: this.#quotedMessage(quote, to) } : {};
        // linkPreview: null, or Baileys would fetch what the text links to.
        return { id: await this.#send(socket, to, { text, linkPreview: null }, options) };
    }

    /** image, document, audio, video */
    async file(socket, command) {
        return { id: await this.#send(socket, command.to, contentToSend(command)) };
    }

    async react(socket, { chat, id, sender, from_me: fromMe, emoji }) {
        const key = { remoteJid: chat, id, fromMe: Boolean(fromMe), participant: this.#memberOf(chat, sender) };
        return { id: await this.#send(socket, chat, { react: { text: emoji, key } }) };
    }

    async edit(socket, { chat, id, text }) {
        const content = { text, linkPreview: null, edit: { remoteJid: chat, id, fromMe: true } };
        return { id: await this.#send(socket, chat, content) };
    }

    async revoke(socket, { chat, id }) {
        return { id: await this.#send(socket, chat, { delete: { remoteJid: chat, id, fromMe: true } }) };
    }

    async read(socket, { chat, sender, ids, group }) {
        const participant = group ? sender : undefined;
        await socket.readMessages(ids.map(id => ({ remoteJid: chat, id, participant, fromMe: false })));
        return {};
    }

    async #send(socket, to, content, options = {}) {
        const messageId = this.#baileys.generateMessageIDV2(socket.user.id);
        const { key, message } = await socket.sendMessage(to, content, { messageId, ...options });
        this.#stats.messages_out += 1;
        this.#sent.set(key.id, message);
        if (this.#sent.size > KEPT)
            this.#sent.delete(this.#sent.keys().next().value);
        return key.id;
    }

    #quotedMessage({ id, chat, sender, text }, to) {
        const remoteJid = chat ?? to;
        return { key: { remoteJid, id, fromMe: false, participant: sender }, message: { conversation: text ?? '' } };
    }

    #memberOf(chat, sender) {
        return this.#baileys.isJidGroup(chat) ? sender : undefined;
    }

    /** Baileys gathers what comes within one batch, merges an edit into the message that it edits, and holds everything back
     *  for 20 s at the first login, waiting for history. The tests want each as it came, at once, and so listen where the
     *  events go in and not where they come out. */
    #listenBeforeBuffer(ev, listener) {
        const emit = ev.emit;
        ev.emit = (name, data) => {
            if (name === 'messages.upsert')
                listener(data);
            return emit(name, data);
        };
    }

    #received(socket, message, reader) {
        const { key, messageStubType: stub } = message;
        const { CIPHERTEXT } = this.#baileys.WAMessageStubType;
        if (message.category === 'peer' || this.#told.has(key.id))
            return;
        const chat = key.remoteJid;
        const sender = this.#senderOf(key, reader);
        if (stub === CIPHERTEXT) {
            this.#stats.decrypt_errors += 1;
            this.#emit('decrypt_error', { id: key.id, chat, sender, error: message.messageStubParameters?.[0] });
            return;
        }
        const described = stub ? null : reader.describe(message);
        if (!described)
            return;
        this.#told.add(key.id);
        this.#stats.messages_in += 1;
        const isGroup = this.#baileys.isJidGroup(chat);
        const event = {
            id: key.id, chat, chat_alt: bare(key.remoteJidAlt), sender,
            sender_alt: bare(isGroup ? key.participantAlt : key.fromMe ? null : key.remoteJidAlt),
            from_me: Boolean(key.fromMe), push_name: message.pushName ?? '', t: Number(message.messageTimestamp),
            ...described,
        };
        if (mediaOf(this.#baileys, message))
            void this.#emitWithFile(socket, message, event);
        else
            this.#emit('message', event);
    }

    async #emitWithFile(socket, message, event) {
        const media = await download(this.#baileys, socket, message);
        this.#stats[media.ok ? 'media_ok' : 'media_bad'] += 1;
        this.#emit('message', { ...event, media });
    }

    #senderOf(key, reader) {
        return key.participant || (key.fromMe ? reader.ownNameIn(key.remoteJid) : key.remoteJid);
    }
}

/** The user without the device. */
function bare(jid) {
    return jid ? jid.replace(/:\d+@/, '@') : null;
}
