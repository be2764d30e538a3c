// Finds Baileys in the build folder, where setup.sh installs it, and imports it quietly.
//
// BAILEYS_DIR names the folder that holds node_modules; without it, build/node/baileys of this source tree.
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import zlib from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const folder = resolve(process.env.BAILEYS_DIR ?? join(here, '../../../build/node/baileys'));

/** `require` as seen by a program in the folder of node_modules. */
export const require = createRequire(join(folder, 'driver.cjs'));

// libsignal prints whole sessions, private keys included, through console; stdout belongs to our JSON lines anyway.
for (const level of ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir'])
    console[level] = () => {};

/** How many compressed frames Baileys has been given. */
export const inflated = { frames: 0 };
const inflate = zlib.inflate;
zlib.inflate = (...parameters) => {
    inflated.frames += 1;
    return inflate(...parameters);
};
syncBuiltinESMExports();

/** libsignal's curve module: one object, shared with everything that is imported later. */
export function loadCurve() {
    return require('libsignal/src/curve.js');
}

export async function loadBaileys() {
    let entry;
    try {
        entry = require.resolve('baileys');
    } catch {
        process.stderr.write(`Baileys is not in ${folder}: run tests/integration/baileys/setup.sh\n`);
        process.exit(1);
    }
    return import(pathToFileURL(entry).href);
}
