// Takes the words and the places of panics out of a module: hundreds of checks each gather what to say, and from which line
// of which file. What is left of a panic is that it calls the module's `panicked`, and traps; the browser's console shows
// the functions that led there.
//   node tools/bare-panics.mjs cut MODULE       before it is optimised, while its functions have their names
//   node tools/bare-panics.mjs forget MODULE    behind that, when nothing asks for the places and the words any more
import { readFileSync, writeFileSync } from 'node:fs';
import binaryen from 'binaryen';

const [step, path] = process.argv.slice(2);
const fail = (why) => {
  throw new Error(`${path}: ${why}`);
};

// What the standard library's checks call when they fail.
const PANICS = /^(core|alloc|std)\[\w+\]::([\w:]+::)?(panic(_\w+)?|\w+_fail(ed)?|handle_(alloc_)?error)$/;

// What panics alone write out: nobody calls these any more, but they stay in the module's table, with tables of their own.
const WORDS = /^<(core\[\w+\]::ops::range::Range<usize>|core\[\w+\]::cell::Borrow(Mut)?Error|std\[\w+\]::thread::local::AccessError) as core\[\w+\]::fmt::(Debug|Display)>::fmt$|^<char as core\[\w+\]::fmt::Debug>::fmt$/;

// What the standard library's panics say, each with what tells it from any words of ours.
const SAYINGS = new RegExp([
  'byte index', 'out of bounds', 'is not a char boundary', 'when slicing', 'index starts at', 'out of range for slice',
  'but the index is', 'slice length', 'insertion index', 'removal index', 'should be <', 'should be Some', 'should be None',
  'be non-zero', 'assertion failed: self', 'Thread Local Storage', 'attempted to take ownership', 'FnOnce called',
  'one-time initialization', 'Display implementation', 'reentrant init', 'attempt to join', 'range (start|end) index',
].join('|'), 'g');

function cut() {
  const module = binaryen.readBinary(readFileSync(path));
  const panicked = module.getExport('panicked') || fail('it does not export `panicked`');
  const target = binaryen.getExportInfo(panicked).value;
  let bare = 0;
  for (let at = 0; at < module.getNumFunctions(); at++) {
    const panic = new binaryen.Function(module.getFunctionByIndex(at));
    // One that returns is no panic, whatever its name.
    const ends = PANICS.test(panic.name) && binaryen.getExpressionType(panic.body) === binaryen.unreachable;
    if (!ends && !WORDS.test(panic.name)) continue;
    panic.body = module.block(null, [module.call(target, [], binaryen.none), module.unreachable()]);
    bare++;
  }
  // The compiler names its functions as it likes: then the pattern must follow.
  if (bare < 10) fail(`only ${bare} panics were found by name`);
  writeFileSync(path, module.emitBinary());
}

// A place is the address and the length of a file's name, a line and a column. Bytes that are zero weigh nothing, packed.
function forget() {
  const wasm = readFileSync(path);
  const module = binaryen.readBinary(wasm);
  const segments = Array.from({ length: module.getNumDataSegments() }, (_, at) => {
    const { offset, data } = module.getDataSegmentInfo(module.getDataSegmentByIndex(at));
    const from = wasm.indexOf(Buffer.from(data));
    return { start: offset, bytes: wasm.subarray(from, from + data.byteLength) };
  });
  // All that may be an address: what the code has as a number, and the words of the data.
  const inCode = Array.from(module.emitText().matchAll(/i32\.const (-?\d+)/g), ([, number]) => number >>> 0);
  const words = () => segments.flatMap(({ start, bytes }) => {
    const first = -start & 3;
    const count = (bytes.length - first) >> 2;
    return Array.from({ length: count }, (_, n) => ({ address: start + first + 4 * n, value: bytes.readUInt32LE(first + 4 * n) }));
  });
  const asked = () => new Set([...inCode, ...words().map((word) => word.value)]);
  const bytesAt = (address, length) => {
    const segment = segments.find(({ start, bytes }) => start <= address && address + length <= start + bytes.length);
    return segment?.bytes.subarray(address - segment.start, address - segment.start + length);
  };

  const names = new Map();
  const [all, wanted] = [words(), asked()];
  all.forEach(({ address, value }, at) => {
    const [length, line, column] = all.slice(at + 1, at + 4).map((word) => word.value);
    if (length < 4 || length > 200 || !line || line > 100_000 || !column || column > 1000 || wanted.has(address)) return;
    const name = bytesAt(value, length);
    if (!name?.toString('latin1').endsWith('.rs')) return;
    bytesAt(address, 16).fill(0);
    names.set(value, name);
  });
  const left = asked();
  for (const [address, name] of names) if (!left.has(address)) name.fill(0);
  // The words around a saying, from one byte before them, which may tell how long they are.
  for (const { start, bytes } of segments) {
    const isWord = (at) => bytes[at] >= 0x20 && bytes[at] < 0x7f;
    for (const { index } of bytes.toString('latin1').matchAll(SAYINGS)) {
      let [from, to] = [index, index];
      while (from > 0 && isWord(from - 1)) from--;
      while (to < bytes.length && isWord(to)) to++;
      const used = Array.from({ length: to - from + 1 }, (_, at) => start + from - 1 + at).some((at) => left.has(at));
      if (!used) bytes.fill(0, from, to);
    }
  }
  writeFileSync(path, wasm);
}

({ cut, forget })[step]();
