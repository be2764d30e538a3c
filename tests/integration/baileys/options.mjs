// The driver's flags, and what it lets through: addresses on this computer and keys of the right length.
import { parseArgs } from 'node:util';

const MILLISECONDS = ['keep-alive-ms', 'qr-timeout-ms', 'query-timeout-ms'];

/** Ends the program as one does on wrong flags. */
export function complain(text) {
    process.stderr.write(`driver.mjs: ${text}\n`);
    process.exit(2);
}

/** @throws when the address is not on this computer: a test driver has no business with the real service. */
export function checkedUrl(text) {
    if (!URL.canParse(text ?? '') || !['127.0.0.1', 'localhost', '[::1]'].includes(new URL(text).hostname))
        throw new Error('url must be a loopback address');
    return text;
}

export function checkedKey(hex) {
    if (!/^[0-9a-f]{64}$/i.test(hex))
        throw new Error('cert_key needs 32 bytes in hex');
    return Buffer.from(hex, 'hex');
}

/** The flags; `key` is the root key as bytes, if there is one. Wrong flags end the program. */
export function readOptions() {
    const text = { type: 'string' };
    const flag = { type: 'boolean', default: false };
    try {
        const { values } = parseArgs({
            options: {
                url: text, 'cert-key': text, name: { ...text, default: 'Ventanilla' },
                store: { ...text, default: 'memory' }, 'push-name': text, 'media-host': text, history: flag, 'no-reconnect': flag,
                'media-plain-http': flag,
                strict: flag, trace: flag, ...Object.fromEntries(MILLISECONDS.map(name => [name, text])),
            },
        });
        for (const name of MILLISECONDS) {
            if (values[name] !== undefined && !/^[1-9]\d{0,6}$/.test(values[name]))
                throw new Error(`--${name} is no number of milliseconds`);
        }
        if (values.url !== undefined)
            checkedUrl(values.url);
        if (values['cert-key'] !== undefined)
            values.key = checkedKey(values['cert-key']);
        return values;
    } catch (error) {
        return complain(error.message);
    }
}
