/**
 * Fills words with random bits of the system: unlike those of `Math.random`, an application can neither seed nor replace
 * them. Read from the device, as `node:crypto` takes 3 MB to load; it does the same where there is no such device.
 */
export function fillFromSystem(words: Int32Array): void {
  const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
  if (!readDevice(bytes)) process.getBuiltinModule('node:crypto').randomFillSync(bytes);
}

/** False where not all of the bytes come from there. */
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
