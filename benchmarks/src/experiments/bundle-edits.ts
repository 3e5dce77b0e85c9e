/** What the bundle has, and what it gets instead. */
export type Edit = readonly [part: string, replacement: string];

const clock: Edit = [
  'const performanceNow = function () {',
  'const performanceNow = function () { return 1000;',
];
const texts: Edit = [
  'inlineString(at, text) {',
  'inlineString(at, text) { this.words[at] = kStringTagInline; return at + 1;',
];
const events: readonly Edit[] = [
  ['#writeEvents(memory, start, events) {', '#writeEvents(memory, start, events) { return start;'],
  ['kSpanEventCountWord] = events === void 0 ? 0 : events.count;', 'kSpanEventCountWord] = 0;'],
];
const links: readonly Edit[] = [
  ['#writeLinks(memory, start, links) {', '#writeLinks(memory, start, links) { return start;'],
  ['kSpanLinkCountWord] = links === void 0 ? 0 : links.count;', 'kSpanLinkCountWord] = 0;'],
];
const attributes: readonly Edit[] = [
  ['at = this.#attributes.writeList(memory, at, attributes, this.#spanStart);', ''],
  ['kSpanAttributeCountWord] = attributes.length / 2;', 'kSpanAttributeCountWord] = 0;'],
];

/** What leaves each part out of the bundle of `native-core`. */
export const parts = {
  nothing: [],
  'reading the clock': [clock],
  'copying the characters of texts': [texts],
  'writing attributes of spans': attributes,
  'writing events': events,
  'writing links': links,
  'writing attributes, events and links': [...attributes, ...events, ...links],
  'the same, and the clock': [...attributes, ...events, ...links, clock],
} satisfies Record<string, readonly Edit[]>;
