// Who is there, who is typing, and groups.

export class Chats {
    #baileys;
    #emit;

    constructor(baileys, emit) {
        this.#baileys = baileys;
        this.#emit = emit;
    }

    /** Listens on a new connection. */
    attach(socket) {
        socket.ws.on('CB:presence', ({ attrs }) => {
            const state = attrs.type === 'unavailable' ? 'unavailable' : 'available';
            this.#emit('presence', { from: attrs.from, state, ...(attrs.last ? { last: attrs.last } : {}) });
        });
        socket.ws.on('CB:chatstate', ({ attrs, content: [{ tag, attrs: { media } }] }) => {
            const state = tag === 'composing' && media === 'audio' ? 'recording' : tag;
            this.#emit('chatstate', { chat: this.#baileys.jidNormalizedUser(attrs.from),
                sender: attrs.participant ?? attrs.from, state });
        });
        socket.ws.on('CB:notification,type:w:gp2', node => this.#groupChanged(node));
    }

    /** Nobody is told without a name: Baileys would only log a warning. */
    async presence(socket, { state, name }) {
        const { me } = socket.authState.creds;
        if (!['available', 'unavailable'].includes(state))
            throw new Error('state is available or unavailable');
        if (name)
            me.name = name;
        if (!me.name)
            throw new Error('presence needs a name');
        await socket.sendPresenceUpdate(state);
        return {};
    }

    async chatState(socket, { to, state }) {
        if (!['composing', 'paused', 'recording'].includes(state))
            throw new Error('state is composing, paused or recording');
        await socket.sendPresenceUpdate(state, to);
        return {};
    }

    async subscribe(socket, { to }) {
        await socket.presenceSubscribe(to);
        return {};
    }

    async createGroup(socket, { subject, participants }) {
        return { jid: (await socket.groupCreate(subject, participants)).id };
    }

    async groupInfo(socket, { jid }) {
        return { result: this.#group(await socket.groupMetadata(jid)) };
    }

    async groups(socket) {
        return { result: Object.values(await socket.groupFetchAllParticipating()).map(data => this.#group(data)) };
    }

    #group({ id, subject, addressingMode, participants }) {
        return {
            jid: id, subject, addressing_mode: addressingMode,
            participants: participants.map(member => ({
                jid: member.id, alt: member.phoneNumber ?? member.lid ?? null, role: member.admin ?? 'member',
            })),
        };
    }

    #groupChanged({ attrs, content: [change] }) {
        const inside = (node, tag) => (Array.isArray(node?.content) ? node.content.filter(child => child.tag === tag) : []);
        const [group] = inside(change, 'group');
        const participants = inside(group ?? change, 'participant').map(member => member.attrs.jid);
        this.#emit('group_change', { jid: attrs.from, actor: attrs.participant ?? null, change: change.tag, participants });
        if (group) {
            const members = inside(group, 'participant').map(({ attrs: a }) => ({ id: a.jid, admin: a.type,
                phoneNumber: a.phone_number, lid: a.lid }));
            this.#emit('groups', { groups: [this.#group({ id: attrs.from, subject: group.attrs.subject,
                addressingMode: group.attrs.addressing_mode ?? 'pn', participants: members })] });
        }
    }
}
