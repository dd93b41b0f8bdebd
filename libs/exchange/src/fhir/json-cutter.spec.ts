import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BrokenJson, JsonCutter, type JsonCut } from './json-cutter.js';

/** Cuts a text that arrives in pieces of a size. */
function cuts(text: string, size = text.length || 1): JsonCut[] {
  const cutter = new JsonCutter();
  const found: JsonCut[] = [];
  for (let from = 0; from < text.length; from += size) found.push(...cutter.take(text.slice(from, from + size)));
  return [...found, ...cutter.end()];
}

describe('a JSON text, cut as it arrives', () => {
  const odd = { a: 'a "quoted" ] , } and \\ and {', entry: [{ not: 'cut' }], n: -1.5e3, none: null, list: [[], {}] };

  it.each([
    ['a bundle', JSON.stringify({ resourceType: 'Bundle', entry: [odd, odd], type: 'batch' }), [['entry', odd], ['entry', odd], ['object', { resourceType: 'Bundle', entry: [], type: 'batch' }]]],
    ['a bundle written over lines', JSON.stringify({ entry: [odd], meta: { entry: [1] } }, null, 2), [['entry', odd], ['object', { entry: [], meta: { entry: [1] } }]]],
    ['an object whose entry is no list', '{"entry": {"a": [1]}, "b": "entry", "c": [2]}', [['object', { entry: { a: [1] }, b: 'entry', c: [2] }]]],
    ['an entry of things that are no objects', '{"entry": [1, null, "x]", [2, [3]], true]}', [['entry', 1], ['entry', null], ['entry', 'x]'], ['entry', [2, [3]]], ['entry', true], ['object', { entry: [] }]]],
    ['a list', JSON.stringify([odd, 1, 'x']), [['element', odd], ['element', 1], ['element', 'x']]],
    ['an empty list', ' [ ] ', []],
    ['a value a line', '{"a": [1]}\r\n\n{"b": "}"}\n', [['object', { a: [1] }], ['line', { b: '}' }]]],
    ['a text with a byte order mark', '\ufeff{"a": 1}', [['object', { a: 1 }]]],
  ])('is %s', (_what, text, expected) => {
    for (const size of [1, 2, 3, 7, 1000]) {
      expect(cuts(text, size).map((cut) => [cut.of, JSON.parse(cut.text)])).toEqual(expected);
    }
  });

  it('says on which line a value stands', () => {
    expect(cuts('{"a":1}\n\n{"b":2}\nrubbish').map((cut) => (cut.of === 'line' ? [cut.line, cut.text] : cut.of))).toEqual(['object', [3, '{"b":2}'], [4, 'rubbish']]);
  });

  it.each(['', 'Name,Date\nA,B', '{"a":1', '{"entry":[{}', '{"entry":[{} {}]}', '{"entry":[{},]}', '{"entry":[,{}]}', '[1,2', '{"a":1} {"b":2}', '{\n"a":1}\n{"b":2}', '"text"', '{"a":"x'])('is refused when it is not whole: %j', (text) => {
    for (const size of [1, 1000]) expect(() => cuts(text, size)).toThrow(BrokenJson);
  });

  it('is every entry of every bundle, wherever the pieces end', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 6 }), fc.jsonValue(), fc.integer({ min: 1, max: 9 }), fc.boolean(), (entry, other, size, spaced) => {
        const bundle = { before: other, entry, after: other };
        const found = cuts(JSON.stringify(bundle, null, spaced ? 2 : 0), size).map((cut) => [cut.of, JSON.parse(cut.text)]);
        expect(found).toEqual(JSON.parse(JSON.stringify([...entry.map((one) => ['entry', one]), ['object', { ...bundle, entry: [] }]])));
      }),
    );
  });
});
