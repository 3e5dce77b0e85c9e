/**
 * Fills words with random bits of the system. Unlike `Math.random`, an application can neither seed nor replace them. Reads
 * the random device, because loading `node:crypto` takes 3 MB; uses `node:crypto` where there is no such device.
 */
export function fillFromSystem(words: Int32Array): void {
  const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
  if (!readDevice(bytes)) process.getBuiltinModule('node:crypto').randomFillSync(bytes);
}

/** Fills the bytes from the device. Returns false if it could not fill all of them. */
function readDevice(bytes: Uint8Array): boolean {
  const { closeSync, openSync, readSync } = process.getBuiltinModule('node:fs');
  let device: number | undefined;
  try {
    device = openSync('/dev/urandom', 'r');
    return readSync(device, bytes) === bytes.length && bytes.some((byte) => byte !== 0);
  } catch {
    return false;
  } finally {
    if (device !== undefined) closeSync(device);
  }
}
