// A WebAssembly module as its sections, and what they are written in.

export const CUSTOM = 0;
export const IMPORTS = 2;
export const CODE = 10;

// The number that stands at a place, and the place behind it.
export const number = (wasm, at) => {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = wasm[at++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return [value, at];
  }
};

// The text that stands at a place, and the place behind it.
export const text = (wasm, at) => {
  const [length, start] = number(wasm, at);
  return [wasm.toString('utf8', start, start + length), start + length];
};

export const coded = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...coded(value >>> 7)]);
export const named = (name) => [...coded(name.length), ...Buffer.from(name, 'latin1')];

// Each section: its kind, where its content starts and ends, and all of it.
export function* sections(wasm) {
  for (let at = 8; at < wasm.length; ) {
    const [length, body] = number(wasm, at + 1);
    const end = body + length;
    yield { kind: wasm[at], body, end, bytes: wasm.subarray(at, end) };
    at = end;
  }
}

export const section = (kind, content) => Buffer.concat([Buffer.from([kind, ...coded(content.length)]), Buffer.from(content)]);

export const head = (wasm) => wasm.subarray(0, 8);
