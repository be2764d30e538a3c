// What a message says, in the drivers' words: {kind, text, quoted?, target?}.

const KINDS = {
    conversation: 'text', extendedTextMessage: 'text', imageMessage: 'image', videoMessage: 'video',
    audioMessage: 'audio', documentMessage: 'document', stickerMessage: 'sticker', reactionMessage: 'reaction',
    pollCreationMessage: 'poll', pollCreationMessageV2: 'poll', pollCreationMessageV3: 'poll',
    contactMessage: 'contact', contactsArrayMessage: 'contact', locationMessage: 'location',
    liveLocationMessage: 'location',
};

export class ContentReader {
    #baileys;
    #me; // the own user's two names

    /** @param me {id, lid}, as Baileys keeps them. */
    constructor(baileys, me) {
        this.#baileys = baileys;
        this.#me = me;
    }

    /** @return null when there is nothing to show: a sender key alone, say. */
    describe({ key, message }) {
        const { normalizeMessageContent, getContentType } = this.#baileys;
        const content = normalizeMessageContent(message);
        const type = getContentType(content);
        if (!type)
            return null;
        const part = content[type];
        if (type === 'protocolMessage')
            return this.#protocolMessage(key, part);
        const described = { kind: type === 'audioMessage' && part.ptt ? 'ptt' : KINDS[type] ?? type, text: textOf(part) };
        if (part.contextInfo?.stanzaId)
            described.quoted = this.#quoted(part.contextInfo);
        // Baileys has turned this key round to our view already.
        if (type === 'reactionMessage')
            described.target = { id: part.key.id, chat: key.remoteJid, from_me: Boolean(part.key.fromMe) };
        return described;
    }

    isMe(jid) {
        const { areJidsSameUser } = this.#baileys;
        return areJidsSameUser(jid, this.#me.id) || areJidsSameUser(jid, this.#me.lid);
    }

    /** The own user's name in a chat: the hidden one where the other has his. */
    ownNameIn(chat) {
        const { jidNormalizedUser, isLidUser } = this.#baileys;
        return jidNormalizedUser(isLidUser(chat) ? this.#me.lid : this.#me.id);
    }

    /** The key in it is in the view of who wrote it. */
    #protocolMessage(key, { type, key: target, editedMessage }) {
        const { proto, normalizeMessageContent, getContentType } = this.#baileys;
        const name = proto.Message.ProtocolMessage.Type[type];
        const edited = normalizeMessageContent(editedMessage);
        const described = { kind: `protocol:${name}`, text: edited ? textOf(edited[getContentType(edited)]) : '' };
        if (target?.id) {
            const isOurs = target.fromMe ? key.fromMe : this.isMe(target.participant ?? '');
            described.target = { id: target.id, chat: key.remoteJid, from_me: Boolean(isOurs) };
        }
        return described;
    }

    #quoted({ stanzaId, participant, quotedMessage }) {
        const { normalizeMessageContent, getContentType } = this.#baileys;
        const content = normalizeMessageContent(quotedMessage);
        return { id: stanzaId, sender: participant ?? null, text: content ? textOf(content[getContentType(content)]) : '' };
    }
}

function textOf(part) {
    return typeof part === 'string' ? part : part?.text ?? part?.caption ?? part?.name ?? '';
}
