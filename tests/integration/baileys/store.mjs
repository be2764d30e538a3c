// What Baileys must keep between connections and runs: in memory or, with a path, in one JSON file as well.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

export class Store {
    #baileys;
    #path;
    #keys = {}; // kind -> id -> value

    constructor(baileys, path) {
        this.#baileys = baileys;
        this.#path = path === 'memory' ? null : path;
        this.creds = baileys.initAuthCreds();
        if (this.#path)
            this.#load();
    }

    /** True once a phone has accepted this device. Baileys sets `me` earlier, when it asks for a link code. */
    get isPaired() {
        return Boolean(this.creds.account && this.creds.me);
    }

    get keys() {
        return {
            get: async (kind, ids) => {
                const found = {};
                for (const id of ids) {
                    const text = this.#keys[kind]?.[id];
                    if (text === undefined)
                        continue;
                    const value = JSON.parse(text, this.#baileys.BufferJSON.reviver);
                    found[id] = kind === 'app-state-sync-key'
                        ? this.#baileys.proto.Message.AppStateSyncKeyData.fromObject(value) : value;
                }
                return found;
            },
            set: async changes => {
                for (const [kind, entries] of Object.entries(changes)) {
                    const kept = this.#keys[kind] ??= {};
                    for (const [id, value] of Object.entries(entries)) {
                        if (value === null || value === undefined)
                            delete kept[id];
                        else
                            kept[id] = this.#text(value);
                    }
                }
                this.save();
            },
        };
    }

    /** Takes back a link code that nobody has entered. */
    forgetRequest() {
        delete this.creds.me;
        delete this.creds.pairingCode;
    }

    /** Starts anew, as an unpaired device with other keys. */
    forget() {
        this.creds = this.#baileys.initAuthCreds();
        this.#keys = {};
        if (this.#path)
            rmSync(this.#path, { force: true });
    }

    save() {
        if (!this.#path)
            return;
        const temporary = `${this.#path}.new`;
        writeFileSync(temporary, JSON.stringify({ creds: this.#text(this.creds), keys: this.#keys }), { mode: 0o600 });
        renameSync(temporary, this.#path);
    }

    #text(value) {
        return JSON.stringify(value, this.#baileys.BufferJSON.replacer);
    }

    #load() {
        let content;
        try {
            content = readFileSync(this.#path, 'utf8');
        } catch (error) {
            if (error.code === 'ENOENT')
                return;
            throw error;
        }
        const { creds, keys } = JSON.parse(content);
        this.creds = JSON.parse(creds, this.#baileys.BufferJSON.reviver);
        this.#keys = keys;
    }
}
