/** How the body of a request is delimited: by a length in its head, or in chunks (RFC 9112, section 7.1). */
export interface Framing {
  /** The body where all of it is in these bytes, and how many of them it takes. */
  take(bytes: Buffer): { readonly body: Buffer; readonly takenBytes: number } | undefined;
  /** How many bytes are so much of it; of chunks nobody knows, so it is one byte. */
  bytesOf(share: number): number;
}

/** @throws where the head has neither */
export function framingOf(head: string): Framing {
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) return chunked;
  const bodyBytes = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? Number.NaN);
  if (Number.isNaN(bodyBytes)) throw new Error(`a request without a length: ${head}`);
  return {
    take: (bytes) =>
      bytes.length < bodyBytes
        ? undefined
        : { body: bytes.subarray(0, bodyBytes), takenBytes: bodyBytes },
    bytesOf: (share) => Math.floor(bodyBytes * share),
  };
}

const kLineEnd = '\r\n';

const chunked: Framing = {
  take(bytes) {
    const chunks: Buffer[] = [];
    for (let at = 0; ;) {
      const lineEnd = bytes.indexOf(kLineEnd, at);
      if (lineEnd < 0) return undefined;
      const chunkBytes = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
      const begin = lineEnd + kLineEnd.length;
      const next = begin + chunkBytes + kLineEnd.length;
      if (bytes.length < next) return undefined;
      if (chunkBytes === 0) return { body: Buffer.concat(chunks), takenBytes: next };
      chunks.push(bytes.subarray(begin, begin + chunkBytes));
      at = next;
    }
  },
  bytesOf: () => 1,
};
