import * as fc from 'fast-check';

/** Parts of texts: those that V8 keeps in one byte a character, and those that need two; halves of surrogate pairs. */
const parts = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('plain words ', 'x', '\0', 'y'.repeat(700)) },
  { weight: 2, arbitrary: fc.constantFrom('grüße ', '\x80\xff', 'é'.repeat(300)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('→', '漢字'.repeat(200), '\ufffd', '\u07ff\u0800', '🎉'),
  },
  { weight: 1, arbitrary: fc.constantFrom('\ud83d', '\udf89', '\udfff\ud800') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);

/** Texts around the length from which they are copied as V8 holds them, and much longer ones. */
const lengths = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1015, max: 1035 }) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 20_000 }) },
);

/** How V8 may hold a text: in one piece, as a part of another, or joined from parts. */
const forms: readonly ((text: string) => string)[] = [
  (text) => Buffer.from(text, 'utf16le').toString('utf16le'),
  (text) => `→${text}🎉`.slice(1, -2),
  (text) => text.slice(0, 500) + text.slice(500),
];

export const longTexts = fc
  .tuple(fc.array(parts, { minLength: 1, maxLength: 12 }), lengths, fc.constantFrom(...forms))
  .map(([texts, length, form]) =>
    form(
      texts
        .join('')
        .padEnd(1, 'a')
        .repeat(Math.ceil(length / 2))
        .slice(0, length),
    ),
  );
