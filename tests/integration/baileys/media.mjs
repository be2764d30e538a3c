// Files of the driver's messages: what Baileys is given to send, and what it downloads.
import { createHash } from 'node:crypto';
import https from 'node:https';
import net from 'node:net';
import { basename } from 'node:path';

const TYPES = {
    imageMessage: 'image', videoMessage: 'video', audioMessage: 'audio', documentMessage: 'document',
    stickerMessage: 'sticker',
};
const MIME_TYPES = { image: 'image/jpeg', video: 'video/mp4', audio: 'audio/mpeg', document: 'application/octet-stream' };

/** What sendMessage() takes for one of the commands image, document, audio, video. */
export function contentToSend({ cmd, file, caption, mimetype, filename, ptt, seconds }) {
    const source = { url: file };
    const type = mimetype ?? (ptt ? 'audio/ogg; codecs=opus' : MIME_TYPES[cmd]);
    if (cmd === 'image' && type === 'image/webp')
        return { sticker: source, mimetype: type };
    if (cmd === 'audio')
        return { audio: source, mimetype: type, ptt: Boolean(ptt), seconds: seconds ?? 1 };
    if (cmd === 'document')
        return { document: source, mimetype: type, fileName: filename ?? basename(file), caption };
    return { [cmd]: source, mimetype: type, caption };
}

/** The part of a message that is a file, with its kind; null when there is none. */
export function mediaOf(baileys, message) {
    const content = baileys.extractMessageContent(message.message);
    const name = content && baileys.getContentType(content);
    return TYPES[name] && content[name].mediaKey ? { type: TYPES[name], part: content[name] } : null;
}

/** Downloads it, and asks the own phone for it when it is gone. @return the contract's `media`. */
export async function download(baileys, socket, message) {
    const { type, part } = mediaOf(baileys, message);
    const described = { type, mimetype: part.mimetype, size: Number(part.fileLength ?? 0), got: 0, ok: false };
    try {
        const bytes = await fetchOrAskAgain(baileys, socket, message);
        const hash = createHash('sha256').update(bytes).digest();
        return { ...described, got: bytes.length, sha256: hash.toString('hex'), ok: hash.equals(Buffer.from(part.fileSha256)) };
    } catch (error) {
        return { ...described, error: String(error?.message ?? error) };
    }
}

/** Baileys would ask the phone itself, but looks for the status where its own errors do not have it. */
async function fetchOrAskAgain(baileys, socket, message) {
    try {
        return await baileys.downloadMediaMessage(message, 'buffer', {});
    } catch (error) {
        if (![404, 410].includes(error?.output?.statusCode))
            throw error;
        return baileys.downloadMediaMessage(await socket.updateMediaMessage(message), 'buffer', {});
    }
}

/**
 * Makes Baileys look for files on this computer. What names no host it looks for at WhatsApp's own, and it knows https only.
 *
 * @return an agent for its uploads, if they need one.
 */
export function stayHere({ 'media-host': host, 'media-plain-http': plain }) {
    const { fetch } = globalThis;
    globalThis.fetch = (address, options) => {
        const url = new URL(address);
        if (host && url.host === 'mmg.whatsapp.net')
            url.host = host;
        if (!['127.0.0.1', 'localhost'].includes(url.hostname))
            throw new Error(`a file at ${url.host}`);
        if (plain)
            url.protocol = 'http:';
        return fetch(url, options);
    };
    if (!plain)
        return undefined;
    const agent = new https.Agent();
    agent.createConnection = ({ host: name, port }) => net.connect({ host: name, port });
    return agent;
}
