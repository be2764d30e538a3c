// What bench_nodereader does, with Baileys' decoder: reads its frame file so many times and prints a line of JSON.
//
//   node bench_nodereader_baileys.mjs --frames FILE [--rounds N]
//
// decodeBinaryNode() is what Baileys calls for each frame; it returns a promise, even for what is not compressed.
// `sync` repeats it with the function inside, without flag byte and promise.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { loadBaileys, require } from '../integration/baileys/modules.mjs';

const { values } = parseArgs({ options: { frames: { type: 'string' }, rounds: { type: 'string', default: '21' } } });
const { decodeBinaryNode, decodeDecompressedBinaryNode } = await loadBaileys();
const constants = await import(pathToFileURL(join(require.resolve('baileys'), '../WABinary/constants.js')).href);

const file = readFileSync(values.frames);
const frames = [];
let bytes = 0;
for (let at = 0; at < file.length;) {
    const length = file.readUInt32BE(at);
    frames.push(file.subarray(at + 4, at + 4 + length));
    at += 4 + length;
    bytes += length;
}

const median = rates => Math.round(rates.sort((a, b) => a - b)[rates.length >> 1]);

async function measure(read) {
    const wall = [];
    const cpu = [];
    let content = 0; // used, so that nothing is optimised away
    for (let round = Math.max(1, Number(values.rounds)); round > 0; --round) {
        const cpuStart = process.cpuUsage();
        const start = process.hrtime.bigint();
        content = await read();
        const elapsed = Number(process.hrtime.bigint() - start);
        const used = process.cpuUsage(cpuStart);
        wall.push((frames.length * 1e9) / elapsed);
        cpu.push((frames.length * 1e6) / Math.max(1, used.user + used.system));
    }
    return {
        content_bytes: content, nodes_per_second: median(wall), nodes_per_cpu_second: median(cpu),
        slowest: Math.round(wall[0]), fastest: Math.round(wall.at(-1)),
    };
}

const plain = await measure(async () => {
    let content = 0;
    for (const frame of frames)
        content += (await decodeBinaryNode(frame)).content[0].content.length;
    return content;
});
const sync = await measure(async () => {
    let content = 0;
    for (const frame of frames)
        content += decodeDecompressedBinaryNode(frame.subarray(1), constants).content[0].content.length;
    return content;
});
const figures = { decoder: 'Baileys decodeBinaryNode', nodes: frames.length, bytes, ...plain, sync };
process.stdout.write(JSON.stringify(figures) + '\n');
