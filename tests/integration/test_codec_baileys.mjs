// Our binary codec against Baileys', in both directions: every word of the dictionaries, all forms of addresses, packed
// text, content of every size class and some hundreds of random nodes.
//
//   CODEC_PEER=PROGRAM node test_codec_baileys.mjs [SEED]
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { deflateSync } from 'node:zlib';

import { loadBaileys } from './baileys/modules.mjs';
import { fromJson, toJson } from './baileys/nodes.mjs';

const RANDOM_NODES = 600;
const PHONE = '15550001001';
const SEED = Number(process.argv[2] ?? process.env.SEED ?? 20240229);
const { encodeBinaryNode, decodeBinaryNode } = await loadBaileys();

class Peer {
    #program = spawn(process.env.CODEC_PEER ?? 'build/dev/tests/codec_peer', { stdio: ['pipe', 'pipe', 'inherit'] });
    #waiting = [];

    constructor() {
        createInterface({ input: this.#program.stdout }).on('line', line => this.#waiting.shift()(JSON.parse(line)));
        this.#program.on('exit', code => {
            this.#waiting.forEach(take => take({ error: `the program ended with ${code}` }));
        });
    }

    ask(request) {
        return new Promise(resolve => {
            this.#waiting.push(resolve);
            this.#program.stdin.write(JSON.stringify(request) + '\n');
        });
    }

    async write(node, compress = false) {
        const { hex, error } = await this.ask({ write: node, compress });
        assert.equal(error, undefined, `we cannot write ${JSON.stringify(node).slice(0, 300)}`);
        return Buffer.from(hex, 'hex');
    }

    async read(frame) {
        const { node, error } = await this.ask({ read: frame.toString('hex') });
        assert.equal(error, undefined, `we cannot read ${frame.toString('hex').slice(0, 300)}`);
        return node;
    }

    close() {
        this.#program.stdin.end();
    }
}

const peer = new Peer();
after(() => peer.close());

// What is the same to everybody: text and bytes of equal content, no content and an empty list, no attribute and an
// empty one, the account and its device 0.
function plain({ tag, attrs, content }) {
    const named = Object.entries(attrs ?? {}).filter(([, value]) => value !== '')
        .map(([name, value]) => [name, value.replace(/:0@/, '@')]).sort(([a], [b]) => (a < b ? -1 : 1));
    let inside = null;
    if (Array.isArray(content) && content.length > 0)
        inside = content.map(plain);
    else if (typeof content === 'string' && content !== '')
        inside = Buffer.from(content).toString('hex');
    else if (content?.hex || content?.utf8)
        inside = content.hex ?? Buffer.from(content.utf8).toString('hex');
    return { tag, attrs: named, content: inside };
}

async function readsOurs(node, compress = false) {
    const frame = await peer.write(node, compress);
    assert.deepEqual(plain(toJson(await decodeBinaryNode(frame))), plain(node));
    return frame;
}

async function weRead(node, compress = false) {
    const frame = encodeBinaryNode(fromJson(node));
    const sent = compress ? Buffer.concat([Buffer.from([2]), deflateSync(frame.subarray(1))]) : frame;
    assert.deepEqual(plain(await peer.read(sent)), plain(node));
    return frame;
}

/** Both ways, and both writers make the same bytes of it. */
async function agree(node) {
    const [ours, theirs] = [await readsOurs(node), await weRead(node)];
    assert.equal(ours.toString('hex'), theirs.toString('hex'), JSON.stringify(node).slice(0, 300));
}

const withValue = value => ({ tag: 'iq', attrs: { to: value } });

test('every word of the dictionaries, as tag, name, value and content', async () => {
    const { tokens } = await peer.ask({ tokens: true });
    assert.equal(tokens.length, 235 + 1024);
    for (const token of tokens) {
        const integerLike = /^\d+$/.test(token); // JavaScript puts such names first; the order is no part of this test
        await agree({ tag: token, attrs: integerLike ? { id: token } : { [token]: token }, content: token });
    }
});

test('addresses', async () => {
    for (const jid of ['@s.whatsapp.net', '@g.us', '@lid', `${PHONE}@s.whatsapp.net`, `${PHONE}@c.us`,
        '100000000007919@lid', '120363041234567890@g.us', '15550001001-1600000000@g.us', 'status@broadcast',
        '1600000000@broadcast', '120363100000000001@newsletter', 'call@call', '13135550002@bot', '867051314767696@bot',
        ...[1, 7, 99, 128, 255].flatMap(device => [`${PHONE}:${device}@s.whatsapp.net`, `100000000007919:${device}@lid`,
            `${PHONE}:${device}@hosted`, `100000000007919:${device}@hosted.lid`])])
        await agree(withValue(jid));
});

test('packed text and its neighbours', async () => {
    const nibbles = '0123456789-.';
    const hex = '0123456789ABCDEF';
    for (const length of [1, 2, 3, 4, 15, 16, 63, 64, 126, 127, 128, 129, 255, 256]) {
        for (const letters of [nibbles, hex, '5', 'F', 'abcdef0', 'ñ']) {
            const text = Array.from({ length }, (_, i) => letters[(i * 7 + length) % letters.length]).join('');
            await agree({ tag: 'iq', attrs: { id: text }, content: [{ tag: 'x', attrs: {}, content: text }] });
        }
    }
});

test('content of every size class', async () => {
    for (const size of [1, 255, 256, 65535, 65536, (1 << 20) - 1, 1 << 20])
        await agree({ tag: 'enc', attrs: {}, content: { hex: '5a'.repeat(size) } });
    for (const count of [1, 2, 254, 255, 256, 257, 3000]) {
        const items = Array.from({ length: count }, (_, i) => ({ tag: 'item', attrs: { id: `${i}` } }));
        await agree({ tag: 'list', attrs: {}, content: items });
    }
    for (const count of [126, 127, 128, 200]) {
        const attrs = {};
        for (let i = 0; i < count; ++i)
            attrs[`a${String(i).padStart(3, '0')}`] = `v${i}`;
        await agree({ tag: 'x', attrs });
        await agree({ tag: 'x', attrs, content: { hex: '00' } });
    }
});

// Baileys' reader takes all that our writer makes. Its own writer has habits that ours does not share (note 1, sections
// 3.3 to 3.5).
test('known differences', async t => {
    await t.test('an empty attribute is left out by ours and written by Baileys; we read it', async () => {
        const node = { tag: 'iq', attrs: { id: '1', to: '' } };
        assert.deepEqual(await readsOurs(node), await peer.write({ tag: 'iq', attrs: { id: '1' } }));
        await weRead(node);
    });
    await t.test('no content and an empty list', async () => {
        const node = { tag: 'list', attrs: {}, content: [] };
        await readsOurs(node);
        await weRead(node);
    });
    await t.test('empty bytes and empty text', async () => {
        for (const content of [{ hex: '' }, '']) {
            await readsOurs({ tag: 'x', attrs: {}, content });
            await weRead({ tag: 'x', attrs: {}, content });
        }
    });
    await t.test('text with an @ stays text with ours; of Baileys it is an address that reads the same', async () => {
        const node = { tag: 'body', attrs: {}, content: 'hola@ejemplo.net' };
        assert.notDeepEqual(await readsOurs(node), await weRead(node));
    });
    await t.test('text with a colon or underline before an @ survives ours; Baileys loses a part of it', async () => {
        for (const text of ['a:b@ejemplo.net', 'a_b@ejemplo.net', 'mira: yo@ejemplo.net']) {
            const node = { tag: 'body', attrs: {}, content: text };
            await readsOurs(node);
            await assert.rejects(weRead(node));
        }
    });
    await t.test('device 0 is the account with ours, an address with device 0 with Baileys', async () => {
        for (const jid of [`${PHONE}:0@s.whatsapp.net`, '100000000007919:0@lid']) {
            await readsOurs(withValue(jid));
            await weRead(withValue(jid));
        }
    });
    await t.test('a hosted account is a device address with ours, a pair with Baileys', async () => {
        for (const jid of [`${PHONE}@hosted`, '100000000007919@hosted.lid'])
            assert.notDeepEqual(await readsOurs(withValue(jid)), await weRead(withValue(jid)));
    });
    await t.test('Messenger and interop addresses: Baileys reads them, but cannot write those of devices', async () => {
        for (const jid of ['100012345678901:3@msgr', '2-600123456:9@interop', '100012345678901@msgr',
            '2-600123456@interop'])
            await readsOurs(withValue(jid));
        await weRead(withValue('100012345678901@msgr'));
        await assert.rejects(weRead(withValue('100012345678901:3@msgr')));
    });
});

// mulberry32: small, and the same everywhere for one seed.
function makeRandom(seed) {
    let state = seed >>> 0;
    return below => {
        state = (state + 0x6d2b79f5) >>> 0;
        let t = state;
        t = Math.imul(t ^ (t >>> 15), t | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
    };
}

function makeNodes(tokens, random) {
    const pick = list => list[random(list.length)];
    const string = (letters, longest) => Array.from({ length: 1 + random(longest) }, () => pick(letters)).join('');
    const bytes = count => Buffer.from(Array.from({ length: count }, () => random(256))).toString('hex');
    const digits = count => Array.from({ length: count }, () => pick('123456789')).join('');
    const words = [
        () => pick(tokens), () => string('0123456789-.', 140), () => string('0123456789ABCDEF', 140),
        () => string('abcdefghijklmnopqrstuvwxyz _-:/', 60), () => string([...'aé漢😀ñ ß'], 300),
        () => string('xyz', 700),
    ];
    const jids = [
        () => `1555${digits(7)}@s.whatsapp.net`, () => `1555${digits(7)}:${1 + random(255)}@s.whatsapp.net`,
        () => `1${digits(14)}@lid`, () => `1${digits(14)}:${1 + random(255)}@lid`, () => `120363${digits(12)}@g.us`,
        () => `1555${digits(7)}:${1 + random(255)}@hosted`, () => `${digits(15)}@newsletter`, () => '@s.whatsapp.net',
    ];
    const make = depth => {
        const names = new Set();
        for (let count = random(6); count > 0; --count)
            names.add(pick([() => pick(tokens), () => string('abcdefgh', 12)])());
        const attrs = {};
        for (const name of [...names].filter(word => !/^\d+$/.test(word)).sort())
            attrs[name] = pick([...words, ...jids])();
        const node = { tag: pick([() => pick(tokens), () => string('klmnop', 20)])(), attrs };
        const kind = random(depth > 5 ? 3 : 5);
        if (kind === 1)
            node.content = { hex: bytes(1 + random(pick([4, 300, 3000]))) };
        else if (kind === 2)
            node.content = pick(words)();
        else if (kind > 2)
            node.content = Array.from({ length: 1 + random(4) }, () => make(depth + 1));
        return node;
    };
    return Array.from({ length: RANDOM_NODES }, () => make(0));
}

test(`${RANDOM_NODES} random nodes from the seed ${SEED}, plain and compressed`, async () => {
    const { tokens } = await peer.ask({ tokens: true });
    for (const node of makeNodes(tokens, makeRandom(SEED))) {
        await agree(node);
        await readsOurs(node, true);
        await weRead(node, true);
    }
});
