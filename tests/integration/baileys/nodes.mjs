// Nodes between Baileys' form and the drivers' JSON: {tag, attrs, content}; bytes are {hex} or, going in, {utf8}.

export function fromJson({ tag, attrs, content }) {
    const node = { tag, attrs: {} };
    for (const [name, value] of Object.entries(attrs ?? {})) {
        if (value !== null)
            node.attrs[name] = String(value);
    }
    if (Array.isArray(content))
        node.content = content.map(fromJson);
    else if (typeof content === 'string')
        node.content = content;
    else if (content)
        node.content = content.hex === undefined ? Buffer.from(content.utf8) : Buffer.from(content.hex, 'hex');
    return node;
}

export function toJson({ tag, attrs, content }) {
    const json = { tag, attrs, content: null };
    if (Array.isArray(content))
        json.content = content.map(toJson);
    else if (typeof content === 'string')
        json.content = content;
    else if (content)
        json.content = { hex: Buffer.from(content).toString('hex') };
    return json;
}
