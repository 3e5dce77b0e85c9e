const encoder = new TextEncoder();

/** Returns the beginning of a text that has at most so many bytes in UTF-8, and no half character. */
function beginning(text: string, maxBytes: number): string {
  const space = new Uint8Array(maxBytes);
  return text.slice(0, encoder.encodeInto(text, space).read);
}

/** Returns the text without `excessBytes` of its end, with a marker that says how many bytes are gone; as it is where that saves nothing. */
export function cutText(text: string, excessBytes: number): string {
  const bytes = Buffer.byteLength(text);
  const keptBytes = Math.max(0, bytes - excessBytes - markerOf(bytes).length - 2);
  const kept = beginning(text, keptBytes);
  const cut = kept + markerOf(bytes - Buffer.byteLength(kept));
  return Buffer.byteLength(cut) < bytes ? cut : text;
}

/** The ellipsis has three bytes, and one character. */
function markerOf(bytes: number): string {
  return `…[${bytes} bytes cut]`;
}
