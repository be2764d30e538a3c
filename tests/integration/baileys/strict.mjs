// Makes Baileys check the signatures that it only seems to check.
//
// Baileys and libsignal's session builder take a signature for good unless verifySignature() throws; libsignal 6
// returns false instead, so that any 64 bytes pass. Replaced before Baileys is imported, this reaches every check there
// is: server certificates, the account's signature and pre-key bundles.
import { randomBytes } from 'node:crypto';

export function makeStrict(curve) {
    const verify = curve.verifySignature;
    curve.verifySignature = (key, message, signature) => {
        if (verify(key, message, signature) !== true)
            throw new Error('wrong signature');
        return true;
    };
}

/** Throws unless Baileys itself now tells right signatures from wrong ones. */
export function checkStrict({ Curve }) {
    const pair = Curve.generateKeyPair();
    const message = randomBytes(80);
    const signature = Curve.sign(pair.private, message);
    const spoiled = bytes => Buffer.from(bytes.map((byte, i) => (i === 17 ? byte ^ 4 : byte)));
    const right = Curve.verify(pair.public, message, signature);
    const wrong = Curve.verify(pair.public, spoiled(message), signature)
        || Curve.verify(pair.public, message, spoiled(signature))
        || Curve.verify(Curve.generateKeyPair().public, message, signature)
        || Curve.verify(pair.public, message, randomBytes(64));
    if (!right || wrong)
        throw new Error('--strict does not work with this Baileys');
}
